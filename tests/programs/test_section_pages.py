"""The pages on which a section is written, as a browser without JavaScript uses them."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs import actions
from programs.models import Program, Row
from programs.rules.cells import LONGEST_TEXT
from programs.rules.places import MOST_ROWS
from programs.rules.standard_form import SECTIONS, RowPlace
from tests.factories import organizations, programs
from tests.programs.pages import SectionPage, only_row, typed_cells

SignIn = Callable[[Membership], Client]


@pytest.mark.parametrize("section", [section.code for section in SECTIONS])
def test_every_cell_of_a_section_has_an_input_that_holds_it(
    section: str, complete: Program, drafter: Membership, signed_in: SignIn
):
    page = SectionPage(signed_in(drafter), complete, section)
    rows = list(complete.rows.of_section(section))
    assert rows
    for row in rows:
        assert typed_cells(page.values, row.pk).keys() == row.cells.keys()


@pytest.mark.parametrize("section", [section.code for section in SECTIONS])
def test_saving_a_page_as_it_came_changes_nothing(
    section: str, complete: Program, drafter: Membership, signed_in: SignIn
):
    before = {row.pk: row.cells for row in complete.rows.all()}
    page = SectionPage(signed_in(drafter), complete, section)
    assert page.press().status_code == 200
    assert {row.pk: row.cells for row in complete.rows.all()} == before


def test_what_was_typed_is_saved_and_said_so(empty: Program, drafter: Membership, signed_in: SignIn):
    row = only_row(empty, "current_situation", "narrative")
    page = SectionPage(signed_in(drafter), empty, "current_situation")
    page.type(row.pk, text__kk="Үлес өсті.\r\nСебебі — шарттар.", text__ru="Доля выросла <1>")
    response = page.press()
    row.refresh_from_db()
    assert row.cells == {"text.kk": "Үлес өсті.\nСебебі — шарттар.", "text.ru": "Доля выросла <1>"}
    assert "Saved at 14:03" in page.text
    assert response.redirect_chain == [(page.url, 302)]


def test_numbers_are_kept_as_numbers_and_anything_else_as_typed(empty: Program, drafter: Membership, signed_in: SignIn):
    row = only_row(empty, "table_2", "producers_volume")
    page = SectionPage(signed_in(drafter), empty, "table_2")
    page.type(row.pk, target__2027="1 234,50", target__2028="күмән")
    page.press()
    row.refresh_from_db()
    assert row.cells == {"target.2027": "1234.5", "target.2028": "күмән"}
    assert typed_cells(page.values, row.pk)["target.2028"] == "күмән"
    assert "can't be read as a number" in page.text.replace("&#x27;", "'")


def test_an_emptied_cell_is_empty(complete: Program, drafter: Membership, signed_in: SignIn):
    row = only_row(complete, "current_situation", "narrative")
    page = SectionPage(signed_in(drafter), complete, "current_situation")
    page.type(row.pk, text__ru="")
    page.press()
    row.refresh_from_db()
    assert row.cells.keys() == {"text.kk"}


def test_what_was_typed_for_years_that_went_stays(complete: Program, drafter: Membership, signed_in: SignIn):
    actions.change_period(complete.pk, first_year=2028, last_year=2030, by=drafter, at=programs.OPENED_AT)
    row = only_row(complete, "table_2", "producers_volume")
    page = SectionPage(signed_in(drafter), complete, "table_2")
    page.type(row.pk, target__2030="7")
    page.press()
    row.refresh_from_db()
    assert row.cells.keys() == {"target.2027", "target.2028", "target.2029", "target.2030"}


def test_a_row_is_added_after_what_was_typed_is_saved(empty: Program, drafter: Membership, signed_in: SignIn):
    row = only_row(empty, "table_3", "target", "offtake")
    page = SectionPage(signed_in(drafter), empty, "table_3")
    page.type(row.pk, quantity__2027="3")
    page.press("add:activity:offtake:")
    added = only_row(empty, "table_3", "activity", "offtake")
    row.refresh_from_db()
    assert row.cells == {"quantity.2027": "3"}
    assert f'id="cell-{added.pk}-name.kk" name="cell:{added.pk}:name.kk"' in page.text
    assert page.text.count("autofocus") == 1


def test_a_row_is_removed_with_a_way_back(complete: Program, drafter: Membership, signed_in: SignIn):
    first, second = complete.rows.filter(section="table_2", kind="activity")
    page = SectionPage(signed_in(drafter), complete, "table_2")
    page.type(first.pk, name__ru="Выставка")
    page.type(second.pk, unit__ru="штука")
    page.press(f"remove:{first.pk}")
    second.refresh_from_db()
    assert not Row.objects.filter(pk=first.pk).exists()
    assert second.cells["unit.ru"] == "штука"
    assert f"restore:{first.pk}" in page.buttons
    page.type(second.pk, unit__ru="раз")
    page.press(f"restore:{first.pk}")
    second.refresh_from_db()
    assert Row.objects.get(pk=first.pk).cells["name.ru"] == "Выставка"
    assert second.cells["unit.ru"] == "раз"


def test_save_and_next_walks_through_the_form_to_the_checks(complete: Program, drafter: Membership, signed_in: SignIn):
    client = signed_in(drafter)
    walked = []
    for section in SECTIONS:
        response = SectionPage(client, complete, section.code).press("next")
        walked.append(response.redirect_chain[-1][0])
    following = [reverse("section", args=[complete.pk, section.code]) for section in SECTIONS[1:]]
    assert walked == [*following, reverse("checks", args=[complete.pk])]


def test_the_enter_key_saves(complete: Program, drafter: Membership, signed_in: SignIn):
    page = SectionPage(signed_in(drafter), complete, "table_2")
    assert page.buttons[0] == "save"
    assert any(button.startswith("remove:") for button in page.buttons)


def test_readers_and_everybody_after_submission_see_no_inputs(
    submitted: Program, team: dict[Role, Membership], signed_in: SignIn
):
    for membership in team.values():
        page = SectionPage(signed_in(membership), submitted, "table_2")
        assert "Встреча с производителями" in page.text
        assert (page.values, page.buttons) == ({"version": "1"}, [])


def test_a_reader_of_the_company_does_not_save(empty: Program, team: dict[Role, Membership], signed_in: SignIn):
    client = signed_in(team[Role.COMPANY_ADMINISTRATOR])
    url = reverse("section", args=[empty.pk, "table_2"])
    assert client.get(url).status_code == 200
    assert client.post(url, {"version": "0"}).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        {"version": ""},
        {"version": "-1"},
        {"version": "١"},
        {"version": "1" * 400},
        {"version": "0", "do": "explode"},
        {"version": "0", "do": "remove:nothing"},
        {"version": "0", "do": f"remove:{uuid.uuid4()}"},
        {"version": "0", "do": "remove:{fixed}"},
        {"version": "0", "do": f"restore:{uuid.uuid4()}"},
        {"version": "0", "do": "add:"},
        {"version": "0", "do": "add:icv_share::"},
        {"version": "0", "do": "add:activity::\0"},
        {"version": "0", "do": f"add:activity::{uuid.uuid4()}"},
        {"version": "0", "cell:": "x"},
        {"version": "0", "cell:nothing:target.2027": "x"},
        {"version": "0", f"cell:{uuid.uuid4()}:target.2027": "x"},
        {"version": "0", "cell:{fixed}:": "x"},
        {"version": "0", "cell:{fixed}:target": "x"},
        {"version": "0", "cell:{fixed}:target.2027.kk": "x"},
        {"version": "0", "cell:{fixed}:target.20277": "x"},
        {"version": "0", "cell:{fixed}:unknown.2027": "x"},
        {"version": "0", "cell:{fixed}:target.2027": "1\x00"},
        {"version": "0", "cell:{fixed}:note.kk": "x" * (LONGEST_TEXT + 1)},
        {"version": "999"},
    ],
)
def test_what_no_page_sends_is_a_bad_request(
    sent: dict[str, str], empty: Program, drafter: Membership, signed_in: SignIn
):
    fixed = str(only_row(empty, "table_2", "producers_volume").pk)
    data = {name.replace("{fixed}", fixed): value.replace("{fixed}", fixed) for name, value in sent.items()}
    response = signed_in(drafter).post(reverse("section", args=[empty.pk, "table_2"]), data)
    assert response.status_code == 400
    assert not only_row(empty, "table_2", "producers_volume").cells


def test_a_row_of_another_program_is_unknown(empty: Program, drafter: Membership, signed_in: SignIn):
    other = programs.opened(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)).program
    row = only_row(other, "table_2", "producers_volume")
    url = reverse("section", args=[empty.pk, "table_2"])
    sent = {"version": "0", f"cell:{row.pk}:target.2027": "1"}
    assert signed_in(drafter).post(url, sent).status_code == 400
    row.refresh_from_db()
    assert row.cells == {}


@pytest.mark.parametrize("query", ["added=nothing", "removed=nothing", "removed=", "added=%00", "removed=%00"])
def test_a_garbled_address_shows_the_page(query: str, empty: Program, drafter: Membership, signed_in: SignIn):
    response = signed_in(drafter).get(reverse("section", args=[empty.pk, "table_2"]) + "?" + query)
    assert response.status_code == 200


def test_a_section_the_form_does_not_have_is_not_found(empty: Program, drafter: Membership, signed_in: SignIn):
    client = signed_in(drafter)
    assert client.get(reverse("section", args=[empty.pk, "table_7"])).status_code == 404
    assert client.get(reverse("section", args=[uuid.uuid4(), "table_2"])).status_code == 404


def test_a_full_section_takes_no_more_rows_and_keeps_what_was_typed(
    empty: Program, drafter: Membership, signed_in: SignIn
):
    place = RowPlace("planned_purchases", "purchase")
    added = programs.saved(empty, "planned_purchases", added=[place] * MOST_ROWS, by=drafter).added
    page = SectionPage(signed_in(drafter), empty, "planned_purchases")
    page.type(added[0].pk, name="Сорғы")
    page.press("add:purchase::")
    assert "at most" in page.text
    assert empty.rows.of_section("planned_purchases").count() == MOST_ROWS
    added[0].refresh_from_db()
    assert added[0].cells == {"name": "Сорғы"}


def test_purchases_of_a_subsoil_user_are_kept_apart_by_right(db: None, signed_in: SignIn):
    drafter = organizations.member(organizations.subsoil_user(), Role.DRAFTER)
    [right, *_] = programs.subsoil_rights(drafter.organization, by=drafter)
    program = programs.opened(drafter).program
    page = SectionPage(signed_in(drafter), program, "planned_purchases")
    page.press(f"add:purchase::{right.pk}")
    assert program.rows.get(section="planned_purchases").right == right
    assert page.press("add:purchase::").status_code == 400


def test_findings_stand_at_their_row_and_at_the_top(complete: Program, drafter: Membership, signed_in: SignIn):
    row = only_row(complete, "table_1", "total")
    page = SectionPage(signed_in(drafter), complete, "table_1")
    assert "What the checks found here" not in page.text
    page.type(row.pk, amount__2023="1")
    page.press()
    assert f'href="#cell-{row.pk}-amount.2023"' in page.text
    assert page.text.count("Table 1, 2023: the total is 1 thousand tenge") == 2
    assert page.text.count("aria-invalid") == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    rows: int, empty: Program, drafter: Membership, signed_in: SignIn, django_assert_max_num_queries
):
    added = programs.saved(empty, "table_4", added=[RowPlace("table_4", "activity")] * rows, by=drafter).added
    cells = {str(row.pk): {"name.kk": "Көрме", "term.2027.kk": "I тоқсан"} for row in added}
    programs.saved(empty, "table_4", cells=cells, by=drafter)
    client = signed_in(drafter)
    with django_assert_max_num_queries(16) as captured:
        page = SectionPage(client, empty, "table_4")
    assert page.text.count("entry-remove") == rows
    QUERIES.setdefault(len(captured), rows)
    assert len(QUERIES) == 1


QUERIES: dict[int, int] = {}
