"""Several people save one section: changes side by side, both values of a cell they share, and rows that went."""

from collections.abc import Callable

import pytest
from django.test import Client

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs import actions
from programs.actions import TypedCell
from programs.models import Program, Row
from programs.rules.standard_form import RowPlace
from tests.factories import organizations, programs
from tests.programs.conftest import TODAY
from tests.programs.pages import SectionPage, only_row, typed_cells

SignIn = Callable[[Membership], Client]


def test_changes_of_other_cells_stand_side_by_side(
    empty: Program, drafter: Membership, colleague: Membership, signed_in: SignIn
):
    row = only_row(empty, "current_situation", "narrative")
    mine = SectionPage(signed_in(drafter), empty, "current_situation")
    theirs = SectionPage(signed_in(colleague), empty, "current_situation")
    theirs.type(row.pk, text__kk="Олардікі")
    theirs.press()
    mine.type(row.pk, text__ru="Моё")
    mine.press()
    row.refresh_from_db()
    assert row.cells == {"text.kk": "Олардікі", "text.ru": "Моё"}
    assert f"Meanwhile {colleague.user.full_name} saved this section, at 14:03" in mine.text


@pytest.fixture
def contested(empty: Program, drafter: Membership, colleague: Membership, signed_in: SignIn) -> SectionPage:
    """Both typed into 2027; the colleague also into 2028, the drafter into 2029."""
    row = only_row(empty, "table_2", "producers_volume")
    mine = SectionPage(signed_in(drafter), empty, "table_2")
    theirs = SectionPage(signed_in(colleague), empty, "table_2")
    theirs.type(row.pk, target__2027="100", target__2028="200")
    theirs.press()
    mine.type(row.pk, target__2027="111", target__2029="333")
    mine.press()
    return mine


def test_a_conflict_shows_both_values_and_keeps_everything(
    contested: SectionPage, empty: Program, colleague: Membership
):
    row = only_row(empty, "table_2", "producers_volume")
    assert contested.response.status_code == 409
    assert row.cells == {"target.2027": "100", "target.2028": "200"}
    assert typed_cells(contested.values, row.pk) == {"target.2027": "111", "target.2028": "200", "target.2029": "333"}
    assert f"{colleague.user.full_name} saved at 14:03:" in contested.text
    assert "<b>100</b>" in contested.text
    assert contested.values["version"] == "1"


def test_saving_a_conflict_again_decides_it(contested: SectionPage, empty: Program):
    assert contested.press().status_code == 200
    row = only_row(empty, "table_2", "producers_volume")
    assert row.cells == {"target.2027": "111", "target.2028": "200", "target.2029": "333"}


def test_a_third_save_in_between_is_a_conflict_again(
    contested: SectionPage, empty: Program, colleague: Membership, signed_in: SignIn
):
    row = only_row(empty, "table_2", "producers_volume")
    theirs = SectionPage(signed_in(colleague), empty, "table_2")
    theirs.type(row.pk, target__2027="150")
    theirs.press()
    assert contested.press().status_code == 409
    assert typed_cells(contested.values, row.pk)["target.2027"] == "111"
    assert "<b>150</b>" in contested.text


def test_a_row_removed_by_a_colleague_is_shown_and_can_be_kept_or_left(
    complete: Program, drafter: Membership, colleague: Membership, signed_in: SignIn
):
    first, second = complete.rows.filter(section="table_2", kind="activity")
    mine = SectionPage(signed_in(drafter), complete, "table_2")
    SectionPage(signed_in(colleague), complete, "table_2").press(f"remove:{first.pk}")
    SectionPage(signed_in(colleague), complete, "table_2").press(f"remove:{second.pk}")
    mine.type(first.pk, name__ru="Выставка")
    mine.type(second.pk, name__ru="Обучение")
    assert mine.press().status_code == 409
    assert f"{colleague.user.full_name} removed this row at 14:03" in mine.text
    assert mine.press(f"remove:{second.pk}").status_code == 200
    assert Row.objects.get(pk=first.pk).cells["name.ru"] == "Выставка"
    assert not Row.objects.filter(pk=second.pk).exists()


def test_what_was_typed_is_shown_when_the_program_was_submitted_meanwhile(
    complete: Program, team: dict[Role, Membership], signed_in: SignIn
):
    from approvals import actions as approvals

    organizations.authorized_body()
    row = only_row(complete, "current_situation", "narrative")
    page = SectionPage(signed_in(team[Role.DRAFTER]), complete, "current_situation")
    procedure = complete.procedures.get()
    approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=programs.OPENED_AT)
    page.type(row.pk, text__ru="Последнее слово")
    assert page.press().status_code == 409
    row.refresh_from_db()
    assert row.cells["text.ru"] != "Последнее слово"
    assert "Последнее слово" in page.text
    assert "submitted in the meantime" in page.text


def test_an_empty_cell_somebody_filled_meanwhile_is_not_emptied(
    empty: Program, drafter: Membership, colleague: Membership, signed_in: SignIn
) -> None:
    """Both pages were opened while the whole row was empty."""
    row = only_row(empty, "table_2", "icv_share")
    first, second = (SectionPage(signed_in(one), empty, "table_2") for one in (drafter, colleague))
    first.type(row.pk, target__2027="24")
    first.press()
    second.type(row.pk, target__2028="27")
    assert second.press().status_code == 200
    row.refresh_from_db()
    assert row.cells == {"target.2027": "24", "target.2028": "27"}


def test_a_page_that_knows_the_newest_version_still_asks_about_what_it_has_not_shown(
    empty: Program, drafter: Membership, colleague: Membership, signed_in: SignIn
) -> None:
    row = only_row(empty, "table_2", "icv_share")
    first, second = (SectionPage(signed_in(one), empty, "table_2") for one in (drafter, colleague))
    first.type(row.pk, target__2027="24")
    first.press()
    second.values["version"] = first.values["version"]
    second.type(row.pk, target__2027="25")
    assert second.press().status_code == 409
    row.refresh_from_db()
    assert row.cells == {"target.2027": "24"}
    second.press()
    row.refresh_from_db()
    assert row.cells == {"target.2027": "25"}


def test_a_row_removed_meanwhile_does_not_come_back_untouched(
    empty: Program, drafter: Membership, colleague: Membership, signed_in: SignIn
) -> None:
    place = RowPlace("table_4", "activity")
    kept, goes = programs.saved(empty, "table_4", added=[place, place], by=drafter).added
    cells = {str(kept.pk): {"name.kk": "Оқыту"}, str(goes.pk): {"name.kk": "Көрме"}}
    programs.saved(empty, "table_4", cells=cells, by=drafter)
    page = SectionPage(signed_in(colleague), empty, "table_4")
    programs.saved(empty, "table_4", removed=[str(goes.pk)], by=drafter)
    page.values["version"] = str(empty.sections.get(section="table_4").version)
    page.type(kept.pk, name__ru="Обучение")
    assert page.press().status_code == 200
    assert list(empty.rows.filter(section="table_4").values_list("pk", flat=True)) == [kept.pk]


def test_whose_typing_is_going_on_is_named_where_both_changed_a_cell(
    empty: Program, drafter: Membership, colleague: Membership, signed_in: SignIn
) -> None:
    row = only_row(empty, "table_2", "icv_share")
    programs.saved(empty, "table_2", cells={str(row.pk): {"target.2027": "20"}}, by=drafter)
    page = SectionPage(signed_in(drafter), empty, "table_2")
    cell = TypedCell(str(row.pk), "target.2027", "20", "24")
    actions.type_cells(empty.pk, "table_2", [cell], by=colleague, at=TODAY)
    page.type(row.pk, target__2027="25")
    assert page.press().status_code == 409
    assert f"{colleague.user.full_name} saved at 14:03" in page.text
