"""Rows moved, put in between and pasted on the page of a section, as a browser without JavaScript does it."""

from collections.abc import Callable

import pytest
from django.test import Client

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.models import Program, Row
from programs.rules.cells import LONGEST_TEXT
from programs.rules.places import MOST_ROWS
from programs.rules.standard_form import RowPlace
from tests.factories import organizations, programs
from tests.programs.pages import SectionPage, typed_cells

SignIn = Callable[[Membership], Client]
ACTIVITY = RowPlace("table_4", "activity")


@pytest.fixture
def names(empty: Program, drafter: Membership) -> dict[str, str]:
    """Four activities of Table 4, А to Г, with their ids."""
    added = programs.saved(empty, "table_4", added=[ACTIVITY] * 4, by=drafter).added
    rows = dict(zip("АБВГ", (str(row.pk) for row in added), strict=True))
    programs.saved(empty, "table_4", cells={pk: {"name.kk": name} for name, pk in rows.items()}, by=drafter)
    return rows


@pytest.fixture
def page(empty: Program, drafter: Membership, names: dict[str, str], signed_in: SignIn) -> SectionPage:
    return SectionPage(signed_in(drafter), empty, "table_4")


def order(program: Program, section: str = "table_4") -> str:
    return "".join(row.cells.get("name.kk", "·") for row in program.rows.of_section(section))


@pytest.mark.parametrize(
    ("name", "direction", "expected"),
    [
        ("А", "down", "БАВГ"),
        ("Г", "up", "АБГВ"),
        ("Б", "up", "БАВГ"),
        ("А", "up", "АБВГ"),
        ("Г", "down", "АБВГ"),
    ],
)
def test_a_row_is_moved_after_what_was_typed_is_saved(
    name: str, direction: str, expected: str, page: SectionPage, empty: Program, names: dict[str, str]
):
    page.type(names["В"], note__kk="Ескертпе")
    response = page.press(f"move:{names[name]}:{direction}", at_cell="note.kk")
    assert order(empty) == expected
    assert empty.rows.get(pk=names["В"]).cells == {"name.kk": "В", "note.kk": "Ескертпе"}
    assert response.redirect_chain == [(f"{page.url}?moved={names[name]}&at=note.kk", 302)]
    assert [names[one] for one in expected] == list(
        dict.fromkeys(key.split(":")[1] for key in page.values if ":" in key)
    )


def test_the_moved_row_keeps_the_focus_in_the_same_cell(page: SectionPage, names: dict[str, str]):
    page.press(f"move:{names['А']}:down", at_cell="note.ru")
    assert page.text.count("autofocus") == 1
    assert f'id="cell-{names["А"]}-note.ru"' in page.text[: page.text.index("autofocus")].rpartition("<")[2]


@pytest.mark.parametrize("at", ["", "nothing", "name.2027.kk", "\0"])
def test_a_cell_the_row_does_not_have_gives_its_first(page: SectionPage, names: dict[str, str], at: str):
    assert page.press(f"move:{names['А']}:down", at_cell=at).status_code == 200
    assert f'id="cell-{names["А"]}-name.kk"' in page.text[: page.text.index("autofocus")].rpartition("<")[2]


def test_the_first_row_cannot_go_up_nor_the_last_down(page: SectionPage, names: dict[str, str]):
    moves = {button.removeprefix("move:") for button in page.buttons if button.startswith("move:")}
    every = {f"{pk}:{direction}" for pk in names.values() for direction in ("up", "down")}
    assert moves == every - {f"{names['А']}:up", f"{names['Г']}:down"}


def test_a_move_is_in_the_history_of_the_rows_that_changed_places(
    page: SectionPage, names: dict[str, str], drafter: Membership
):
    page.press(f"move:{names['А']}:down")
    moved = Row.history.filter(history_change_reason="moved")
    assert {str(row.id) for row in moved} == {names["А"], names["Б"]}
    assert {row.history_membership_id for row in moved} == {drafter.pk}


def test_moves_of_two_people_add_up(
    page: SectionPage, empty: Program, names: dict[str, str], colleague: Membership, signed_in: SignIn
):
    theirs = SectionPage(signed_in(colleague), empty, "table_4")
    theirs.press(f"move:{names['Г']}:up")
    page.press(f"move:{names['А']}:down")
    assert order(empty) == "БАГВ"
    assert colleague.user.full_name in page.text


def test_a_row_somebody_removed_meanwhile_is_not_moved_back(
    page: SectionPage, empty: Program, names: dict[str, str], colleague: Membership, signed_in: SignIn
):
    SectionPage(signed_in(colleague), empty, "table_4").press(f"remove:{names['А']}")
    assert page.press(f"move:{names['А']}:down").status_code == 200
    assert order(empty) == "БВГ"


def test_rows_move_among_those_of_their_own_place(empty: Program, drafter: Membership, signed_in: SignIn):
    places = [RowPlace("table_3", "activity", group) for group in ("offtake", "guaranteed_purchase", "offtake")]
    added = programs.saved(empty, "table_3", added=places, by=drafter).added
    page = SectionPage(signed_in(drafter), empty, "table_3")
    page.press(f"move:{added[2].pk}:up")
    offtake = empty.rows.filter(section="table_3", kind="activity", group="offtake")
    assert [row.pk for row in offtake] == [added[2].pk, added[0].pk]
    assert f"move:{added[1].pk}:up" not in page.buttons


def test_a_row_is_put_right_below_another(page: SectionPage, empty: Program, names: dict[str, str]):
    page.type(names["Г"], name__kk="Д")
    response = page.press(f"insert:{names['Б']}")
    assert order(empty) == "АБ·ВД"
    added = empty.rows.get(section="table_4", cells={})
    assert response.redirect_chain == [(f"{page.url}?added={added.pk}", 302)]


def test_a_row_below_one_that_went_comes_at_the_end(
    page: SectionPage, empty: Program, names: dict[str, str], colleague: Membership, signed_in: SignIn
):
    SectionPage(signed_in(colleague), empty, "table_4").press(f"remove:{names['А']}")
    page.press(f"insert:{names['А']}")
    assert order(empty) == "БВГ·"


PASTED = {
    "new:0:activity:::name.kk": "Ж",
    "new:1:activity:::name.kk": "З",
    "new:1:activity:::term.2027.ru": "I квартал",
}


@pytest.mark.parametrize("button", ["save", "add:activity::"])
def test_pasted_rows_are_added_with_their_cells_whatever_is_pressed(
    button: str, page: SectionPage, empty: Program, names: dict[str, str]
):
    page.type(names["А"], note__kk="Ескертпе")
    page.press(button, **PASTED)
    assert order(empty) == "АБВГЖЗ" + ("·" if button.startswith("add") else "")
    assert empty.rows.filter(section="table_4")[5].cells == {"name.kk": "З", "term.2027.ru": "I квартал"}
    assert Row.history.filter(cells={"name.kk": "Ж"}, history_change_reason="added").exists()


def test_numbers_of_pasted_rows_are_kept_as_numbers(empty: Program, drafter: Membership, signed_in: SignIn):
    page = SectionPage(signed_in(drafter), empty, "planned_purchases")
    page.press(**{"new:0:purchase:::amount.2027": "1\u00a0234,50", "new:0:purchase:::icv_share.2027": "12,5 %"})
    assert empty.rows.get(section="planned_purchases").cells == {"amount.2027": "1234.5", "icv_share.2027": "12.5"}


def test_pasted_rows_survive_a_conflict(
    page: SectionPage, empty: Program, names: dict[str, str], colleague: Membership, signed_in: SignIn
):
    theirs = SectionPage(signed_in(colleague), empty, "table_4")
    theirs.type(names["А"], name__kk="Олардікі")
    theirs.press()
    page.type(names["А"], name__kk="Менікі")
    assert page.press(**PASTED).status_code == 409
    assert {name: value for name, value in page.values.items() if name.startswith("new:")} == PASTED
    assert "Rows you pasted that are added when you save: 2." in page.text
    assert page.press().status_code == 200
    assert order(empty) == "МенікіБВГЖЗ"


def test_pasted_rows_are_shown_when_the_program_was_submitted_meanwhile(
    complete: Program, team: dict[Role, Membership], signed_in: SignIn
):
    organizations.authorized_body()
    page = SectionPage(signed_in(team[Role.DRAFTER]), complete, "table_4")
    approvals.submit(complete.procedures.get().pk, shown_version=0, by=team[Role.SIGNATORY], at=programs.OPENED_AT)
    assert page.press(**PASTED).status_code == 409
    assert "I квартал" in page.text
    assert page.text.count("New row") == 2


def test_what_does_not_fit_into_a_full_section_is_said(empty: Program, drafter: Membership, signed_in: SignIn):
    programs.saved(empty, "table_4", added=[ACTIVITY] * (MOST_ROWS - 1), by=drafter)
    page = SectionPage(signed_in(drafter), empty, "table_4")
    page.press(**PASTED)
    assert empty.rows.of_section("table_4").count() == MOST_ROWS
    assert "Rows that were pasted and not added: 1." in page.text


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "move:{row}"},
        {"do": "move:{row}:sideways"},
        {"do": "move:nothing:up"},
        {"do": "move:{fixed}:up"},
        {"do": "insert:{fixed}"},
        {"do": "insert:nothing"},
        {"new:": "x"},
        {"new:0:activity:::unknown.kk": "x"},
        {"new:0:activity:::target": "x"},
        {"new:0:icv_share:::target.2027": "1"},
        {"new:x:activity:::name.kk": "x"},
        {"new:١:activity:::name.kk": "x"},
        {"new:99999:activity:::name.kk": "x"},
        {"new:0:activity:::name.kk": "x\0"},
        {"new:0:activity:::name.kk": "x" * (LONGEST_TEXT + 1)},
    ],
)
def test_what_no_page_sends_is_a_bad_request(
    sent: dict[str, str], complete: Program, drafter: Membership, signed_in: SignIn
):
    row = complete.rows.filter(section="table_2", kind="activity")[0]
    fixed = complete.rows.get(section="table_2", kind="icv_share")
    page = SectionPage(signed_in(drafter), complete, "table_2")
    before = list(complete.rows.values_list("pk", "cells", "position"))
    named = {
        name: value.replace("{row}", str(row.pk)).replace("{fixed}", str(fixed.pk)) for name, value in sent.items()
    }
    assert page.client.post(page.url, {**page.values, **named}).status_code == 400
    assert list(complete.rows.values_list("pk", "cells", "position")) == before
    assert typed_cells(page.values, row.pk)
