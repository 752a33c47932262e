"""Pages of the applications of manufacturers, and the number taken over into the demand analysis."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.actions.applications import change_application, remove_application
from programs.content import content_of
from programs.models import ManufacturerApplication, Program, Row, SectionState
from programs.rules.content import number
from programs.rules.standard_form import RowPlace
from tests.factories import programs
from tests.factories.moments import OPENED_AT, moment
from tests.factories.registers import SUPPLIER_BIN, application
from tests.fingerprints import changed_tables, fingerprint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
AT = moment("2026-09-08")
TYPED = {
    "kind": "offtake",
    "manufacturer": "«Болат Құбыр» ЖШС",
    "manufacturer_bin": SUPPLIER_BIN,
    "good": "Болат құбырлар",
    "product_code": "",
    "volume": "1 200,5",
    "unit": "тонна",
    "received_on": "02.03.2026",
    "letter_number": "17",
    "outcome": "declined",
    "answer": "Жауап:\nқуаттылық жеткіліксіз",
}


@pytest.fixture
def client(drafter: Membership, signed_in: Any) -> Client:
    made: Client = signed_in(drafter)
    return made


def listed(program: Program) -> str:
    return reverse("applications", args=[program.pk])


def new(program: Program) -> str:
    return reverse("new_application", args=[program.pk])


def page_of(one: ManufacturerApplication, name: str = "application") -> str:
    return reverse(name, args=[one.program_id, one.pk])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def demand(program: Program, group: str = "offtake") -> Row:
    return Row.objects.get(program=program, section="demand_analysis", group=group)


def typed_number(program: Program) -> Decimal | None:
    content = content_of(program, on=OPENED_AT.date())
    row = content.row_at(RowPlace("demand_analysis", "demand", "offtake"))
    return number(row, "applications") if row else None


def test_an_application_is_entered_changed_and_removed_with_its_reason(client: Client, empty: Program):
    assert client.post(new(empty), TYPED)["location"] == listed(empty)
    made = ManufacturerApplication.objects.get()
    assert (made.volume, made.answer) == (Decimal("1200.5"), "Жауап:\nқуаттылық жеткіліксіз")
    changed = {**TYPED, "outcome": "concluded", "version": made.version}
    assert client.post(page_of(made), changed)["location"] == listed(empty)
    assert ManufacturerApplication.objects.get().outcome == "concluded"
    remove = page_of(made, "remove_application")
    assert set(client.post(remove, {"reason": ""}).context["form"].errors) == {"reason"}
    assert client.post(remove, {"reason": "Екі рет енгізілді"})["location"] == listed(empty)
    page = text_of(client.get(listed(empty)))
    assert "Екі рет енгізілді" in page
    assert ManufacturerApplication.objects.count() == 0


def test_what_is_wrong_is_told_beside_each_field_and_everything_typed_stays(client: Client, empty: Program):
    before = fingerprint()
    wrong = {"manufacturer_bin": "12", "product_code": "1", "volume": "көп", "received_on": "32.01.2026"}
    response = client.post(new(empty), {**TYPED, **wrong})
    assert set(response.context["form"].errors) == {*wrong}
    assert 'value="көп"' in text_of(response)
    assert changed_tables(before, fingerprint()) <= {"django_session"}


def test_a_change_over_somebody_elses_is_shown_with_theirs(
    client: Client, empty: Program, drafter: Membership, colleague: Membership
):
    made = application(empty, by=drafter)
    typed = {**TYPED, "version": str(made.version)}
    change_application(empty.pk, made.pk, {"volume": Decimal(7)}, seen=None, by=colleague, at=AT)
    response = client.post(page_of(made), typed)
    assert response.status_code == 409
    assert [(one.before, one.after) for one in response.context["changed"]] == [("", "7")]
    assert 'value="1 200,5"' in text_of(response)
    typed["version"] = response.context["form"].data["version"]
    assert client.post(page_of(made), typed).status_code == 302


def test_one_that_is_gone_has_no_page(client: Client, empty: Program, drafter: Membership):
    made = application(empty, by=drafter)
    remove_application(empty.pk, made.pk, reason="Қате", by=drafter, at=AT)
    for name in ("application", "remove_application"):
        assert client.get(page_of(made, name)).status_code == 404


def test_the_number_entered_is_taken_over_with_everything_else_that_was_typed(
    client: Client, complete: Program, drafter: Membership
):
    application(complete, by=drafter)
    application(complete, by=drafter, good="Сорғы")
    url = reverse("section", args=[complete.pk, "demand_analysis"])
    page = client.get(url)
    assert [(one.typed, one.registered) for one in page.context["counted"]] == [(3, 0), (3, 2)]
    assert 'value="count:offtake"' in text_of(page)
    version = SectionState.objects.get(program=complete, section="demand_analysis").version
    row = demand(complete)
    typed = {f"cell:{row.pk}:own_demand.ru": "Трубы", f"cell:{row.pk}:applications": "5"}
    response = client.post(url, {"version": version, "do": "count:offtake", **typed})
    assert response.status_code == 302
    assert typed_number(complete) == 2
    saved = demand(complete)
    assert saved.cells == {**row.cells, "own_demand.ru": "Трубы", "applications": "2"}
    assert saved.history.latest().history_user == drafter.user


@pytest.mark.parametrize(
    ("code", "do"),
    [
        ("demand_analysis", "count:contract_purchase"),
        ("demand_analysis", "count:nothing"),
        ("demand_analysis", "count"),
        ("table_3", "count:offtake"),
    ],
)
def test_there_is_nothing_else_to_count(client: Client, complete: Program, drafter: Membership, code: str, do: str):
    application(complete, by=drafter)
    version = SectionState.objects.get(program=complete, section=code).version
    before = fingerprint()
    response = client.post(reverse("section", args=[complete.pk, code]), {"version": version, "do": do})
    assert response.status_code == 400
    assert changed_tables(before, fingerprint()) <= {"django_session"}


def test_without_entries_there_is_nothing_to_take_over(client: Client, complete: Program):
    page = client.get(reverse("section", args=[complete.pk, "demand_analysis"]))
    assert {one.registered for one in page.context["counted"]} == {None}
    assert "count:offtake" not in text_of(page)


def test_a_submitted_program_takes_entries_and_says_that_the_version_does_not_hold_them(
    client: Client, submitted: Program
):
    assert "no part of the version" in text_of(client.get(new(submitted)))
    assert client.post(new(submitted), TYPED).status_code == 302
    assert submitted.versions.get().as_content.applications == ()


def test_a_version_and_the_reviewers_page_show_what_was_submitted(
    complete: Program, drafter: Membership, client: Client
):
    application(complete, by=drafter)
    version = programs.frozen(complete, by=drafter)
    page = text_of(client.get(reverse("version_document", args=[version.pk])))
    assert "Offtake contract: «Болат Құбыр» ЖШС" in page
    reading = client.get(reverse("reading", args=[complete.pk]))
    assert [line.registered for line in reading.context["contracts"]] == [0, 1, 0]
    assert "entered: 1" in text_of(reading)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_queries_however_long(
    client: Client, empty: Program, drafter: Membership, number: int, django_assert_num_queries: Any
):
    for one in range(number):
        application(empty, by=drafter, good=f"Тауар {one}")
        gone = application(empty, by=drafter, good=f"Қате {one}")
        remove_application(empty.pk, gone.pk, reason="Қате", by=drafter, at=AT)
    client.get(listed(empty))
    with django_assert_num_queries(17):
        client.get(listed(empty))


def test_applications_are_the_companys_own(
    empty: Program, team: dict[Role, Membership], strangers: dict[str, Membership], signed_in: Any
):
    made = application(empty, by=team[Role.DRAFTER])
    writing = [new(empty), page_of(made), page_of(made, "remove_application")]
    reader = signed_in(team[Role.COMPANY_ADMINISTRATOR])
    assert reader.get(listed(empty)).status_code == 200
    assert {reader.get(url).status_code for url in writing} == {403}
    assert {reader.post(url, TYPED).status_code for url in writing} == {403}
    for name, membership in strangers.items():
        browser = signed_in(membership)
        assert {browser.get(url).status_code for url in (listed(empty), *writing)} == {404}, name
        assert {browser.post(url, TYPED).status_code for url in writing} == {404}, name
