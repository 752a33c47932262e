"""The form's list of tasks, checks, years, contracts and licences, and the official document."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs import actions
from programs.models import Program, SubsoilRight, Version
from programs.rules.standard_form import SECTIONS, RowPlace
from tests.factories import organizations, programs

SignIn = Callable[[Membership], Client]


def text_of(client: Client, name: str, *args: object, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def subsoil(db: None) -> tuple[Membership, Program]:
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    return drafter, programs.opened(drafter).program


def test_the_form_lists_every_section_with_its_progress(empty: Program, drafter: Membership, signed_in: SignIn):
    shown = text_of(signed_in(drafter), "program_form", empty.pk)
    assert [
        section.code for section in SECTIONS if reverse("section", args=[empty.pk, section.code]) not in shown
    ] == []
    assert shown.count("Not started") == len(SECTIONS)
    assert "keep the program from being submitted" in shown


def test_a_complete_form_says_what_comes_next(complete: Program, drafter: Membership, signed_in: SignIn):
    shown = text_of(signed_in(drafter), "program_form", complete.pk)
    assert "Not started" not in shown
    assert "No errors." in shown


@pytest.mark.parametrize("name", ["program_form", "checks", "draft_document"])
def test_the_number_of_queries_is_small(
    name: str, complete: Program, drafter: Membership, signed_in: SignIn, django_assert_max_num_queries
):
    place = RowPlace("table_5", "activity")
    added = programs.saved(complete, "table_5", added=[place] * 30, by=drafter).added
    wrong = {str(row.pk): {"name.kk": "Көрме"} for row in added}
    programs.saved(complete, "table_5", cells=wrong, by=drafter)
    client = signed_in(drafter)
    with django_assert_max_num_queries(14):
        shown = text_of(client, name, complete.pk, query="?language=kk" if name == "draft_document" else "")
    assert shown.count("Көрме") >= 30 or name == "program_form"


def test_checks_lead_to_the_cell(complete: Program, drafter: Membership, signed_in: SignIn):
    row = complete.rows.get(section="table_1", kind="total")
    programs.saved(complete, "table_1", cells={str(row.pk): {**row.cells, "amount.2023": "1"}}, by=drafter)
    shown = text_of(signed_in(drafter), "checks", complete.pk)
    assert f'href="{reverse("section", args=[complete.pk, "table_1"])}#cell-{row.pk}-amount.2023"' in shown


def test_checks_without_findings_say_so(complete: Program, drafter: Membership, signed_in: SignIn):
    assert "Nothing to mend" in text_of(signed_in(drafter), "checks", complete.pk)


def test_years_are_changed(empty: Program, drafter: Membership, signed_in: SignIn):
    url = reverse("period", args=[empty.pk])
    response = signed_in(drafter).post(url, {"first_year": "2028", "last_year": "2031"}, follow=True)
    empty.refresh_from_db()
    assert list(empty.years) == [2028, 2029, 2030, 2031]
    assert "The years have been changed." in response.content.decode()


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2028", "2029", "at least three years"),
        ("2030", "2028", "before the first"),
        ("2028", "2050", "valid choice"),
        ("abc", "2030", "valid choice"),
        ("99999999999999999999", "2030", "valid choice"),
        ("", "", "required"),
        ("2030", "2032", "a program of these years"),
    ],
)
def test_years_that_cannot_be_are_refused_with_words(
    first: str, last: str, said: str, empty: Program, drafter: Membership, signed_in: SignIn
):
    programs.opened(drafter, first_year=2031, last_year=2033)
    response = signed_in(drafter).post(reverse("period", args=[empty.pk]), {"first_year": first, "last_year": last})
    assert response.status_code == 200
    assert said in response.content.decode()
    empty.refresh_from_db()
    assert empty.first_year == 2027


def test_a_licence_is_added_and_ended(subsoil: tuple[Membership, Program], signed_in: SignIn):
    drafter, program = subsoil
    client = signed_in(drafter)
    assert "No contract or licence is entered yet" in text_of(client, "subsoil_rights", program.pk)
    listed = reverse("subsoil_rights", args=[program.pk])
    client.post(listed, {"kind": "licence", "number": "7-ML", "signed_on": "03.06.2019"})
    right = SubsoilRight.objects.get(customer=drafter.organization)
    assert "Licence No. 7-ML" in text_of(client, "section", program.pk, "table_2")
    end = reverse("end_subsoil_right", args=[program.pk, right.pk])
    assert "before it was signed" in client.post(end, {"ended_on": "02.06.2019"}).content.decode()
    client.post(end, {"ended_on": "01.09.2026"})
    assert "Licence No. 7-ML" not in text_of(client, "section", program.pk, "table_2")
    assert "ended on 01.09.2026" in text_of(client, "subsoil_rights", program.pk)
    assert client.get(end).status_code == 404


def test_a_right_ends_today_at_the_latest(subsoil: tuple[Membership, Program], signed_in: SignIn):
    drafter, program = subsoil
    client, today = signed_in(drafter), timezone.localdate()
    listed = reverse("subsoil_rights", args=[program.pk])
    client.post(listed, {"kind": "licence", "number": "7-ML", "signed_on": "03.06.2019"})
    right = SubsoilRight.objects.get(customer=drafter.organization)
    end = reverse("end_subsoil_right", args=[program.pk, right.pk])
    tomorrow = today + timedelta(days=1)
    assert "still to come" in client.post(end, {"ended_on": f"{tomorrow:%d.%m.%Y}"}).content.decode()
    assert "Licence No. 7-ML" in text_of(client, "section", program.pk, "table_2")
    assert client.post(end, {"ended_on": f"{today:%d.%m.%Y}"}).status_code == 302
    right.refresh_from_db()
    assert right.ended_on == today


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"number": "x" * 61},
        {"number": "7\0"},
        {"kind": "treaty"},
        {"signed_on": "31.02.2019"},
        {"signed_on": ""},
        {"number": "1042-ТПИ", "kind": "contract"},
    ],
)
def test_a_licence_that_cannot_be_is_refused_with_words(
    wrong: dict[str, str], subsoil: tuple[Membership, Program], signed_in: SignIn
):
    drafter, program = subsoil
    programs.subsoil_rights(drafter.organization, by=drafter)
    data = {"kind": "licence", "number": "9-ML", "signed_on": "03.06.2019", **wrong}
    response = signed_in(drafter).post(reverse("subsoil_rights", args=[program.pk]), data)
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert drafter.organization.subsoil_rights.count() == 3


def test_changes_after_submission_are_refused_with_words(
    rights_of_submitted: tuple[Membership, Program], signed_in: SignIn
):
    drafter, program = rights_of_submitted
    data = {"kind": "licence", "number": "9-ML", "signed_on": "03.06.2019"}
    response = signed_in(drafter).post(reverse("subsoil_rights", args=[program.pk]), data)
    assert response.status_code == 409
    assert drafter.organization.subsoil_rights.count() == 3


@pytest.fixture
def rights_of_submitted(db: None) -> tuple[Membership, Program]:
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    program = programs.filled(drafter).program
    actions.lock(program, by=drafter, at=programs.OPENED_AT)
    return drafter, program


def test_the_draft_reads_as_the_official_document_in_each_language(
    complete: Program, drafter: Membership, signed_in: SignIn
):
    client = signed_in(drafter)
    in_kazakh = text_of(client, "draft_document", complete.pk, query="?language=kk")
    in_russian = text_of(client, "draft_document", complete.pk, query="?language=ru")
    assert '<article class="official" lang="kk">' in in_kazakh
    assert "Тауарларды сатып алудағы елішілік құндылық үлесін арттыру (%)" in in_kazakh
    assert "Повышение доли внутристрановой ценности в закупках товаров (%)" in in_russian
    for row in complete.rows.exclude(section__in=["planned_purchases", "demand_analysis"]):
        assert f'id="row-{row.pk}"' in in_russian


@pytest.mark.parametrize("language", ["en", "", "kk\0", "ru" * 500])
def test_the_document_exists_in_the_programs_languages_only(
    language: str, complete: Program, drafter: Membership, signed_in: SignIn
):
    response = signed_in(drafter).get(reverse("draft_document", args=[complete.pk]), {"language": language})
    assert response.status_code == 404


def test_a_version_is_shown_with_its_fingerprint(
    submitted: Program, strangers: dict[str, Membership], signed_in: SignIn
):
    version = Version.objects.get(program=submitted)
    shown = text_of(signed_in(strangers["auditor"]), "version_document", version.pk)
    assert "Version 1" in shown
    assert hashlib.sha256(version.content.encode()).hexdigest() in shown
    assert "The text is the one that was frozen" in shown
    assert "Встреча с производителями" in text_of(
        signed_in(strangers["auditor"]), "version_document", version.pk, query="?language=ru"
    )


def test_versions_are_compared_cell_by_cell(submitted: Program, drafter: Membership, signed_in: SignIn):
    actions.unlock(submitted, by=drafter, at=programs.OPENED_AT)
    first, second = submitted.rows.filter(section="table_2", kind="activity")
    change = {str(first.pk): {**first.cells, "target.2027": "1234.5"}}
    programs.saved(submitted, "table_2", cells=change, removed=[str(second.pk)], by=drafter)
    new = programs.saved(submitted, "table_5", added=[RowPlace("table_5", "activity")], by=drafter).added[0]
    programs.saved(submitted, "table_5", cells={str(new.pk): {"name.kk": "Көрме"}}, by=drafter)
    programs.frozen(submitted, by=drafter)
    earlier, later = submitted.versions.order_by("number")
    shown = text_of(signed_in(drafter), "version_comparison", later.pk, earlier.pk)
    assert '<del class="preserved">4</del>' in shown
    assert '<ins class="preserved">1,234.5</ins>' in shown.replace("\xa0", ",")
    assert "Row removed" in shown
    assert "Row added" in shown
    assert '<ins class="preserved">Көрме</ins>' in shown


def test_changes_outside_the_form_are_shown(submitted: Program, drafter: Membership, signed_in: SignIn):
    actions.unlock(submitted, by=drafter, at=programs.OPENED_AT)
    customer = submitted.customer
    customer.name_en, earlier_name = "Renamed JSC", customer.name_en
    customer.save_by(None)
    submitted.last_year = 2030
    submitted.save_by(drafter)
    programs.frozen(submitted, by=drafter)
    earlier, later = submitted.versions.order_by("number")
    shown = text_of(signed_in(drafter), "version_comparison", later.pk, earlier.pk)
    assert f'<del class="preserved">{earlier_name}' in shown
    assert '<ins class="preserved">Renamed JSC' in shown
    assert '<ins class="preserved">2030</ins>' in shown


def test_equal_versions_say_so(submitted: Program, drafter: Membership, signed_in: SignIn):
    programs.frozen(submitted, by=drafter)
    earlier, later = submitted.versions.order_by("number")
    assert "Nothing changed" in text_of(signed_in(drafter), "version_comparison", later.pk, earlier.pk)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_is_there_in_each_language(language: str, complete: Program, drafter: Membership, signed_in: SignIn):
    client = signed_in(drafter)
    client.cookies["django_language"] = language
    for section in SECTIONS:
        assert f'<html lang="{language}">' in text_of(client, "section", complete.pk, section.code)
    for name in ("program_form", "checks", "period", "draft_document"):
        assert f'<html lang="{language}">' in text_of(client, name, complete.pk)
