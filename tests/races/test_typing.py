"""Cells typed at the same moment as other cells, as a save, as the submission: each is kept or told, none is lost."""

from typing import Any

import pytest

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.actions import TypedCell, Typing, end_old_spells, type_cells
from programs.models import Row
from programs.permissions import ProgramLocked
from tests.factories import cases
from tests.factories.moments import moment
from tests.races.threads import at_once, hold_program

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")
LATER = moment("2026-09-08", "14:00")


@pytest.fixture
def case():
    return cases.of_backbone_enterprise()


@pytest.fixture
def row(case) -> Row:
    return case.program.rows.filter(section="table_4")[0]


def typing(row: Row, key: str, text: str, by: Membership, at: Any = AT) -> Typing:
    cell = TypedCell(str(row.pk), key, row.cells[key], text)
    return type_cells(row.program_id, row.section, [cell], by=by, at=at)


def test_the_second_into_the_same_cell_is_told(case, row):
    first, second = at_once(
        lambda: typing(row, "name.kk", "Бірінші", case.customer[Role.DRAFTER]),
        lambda: typing(row, "name.kk", "Екінші", case.signatory),
        holding=hold_program(case.program.pk),
    )
    assert ([cell.text for cell in first.kept], second.kept) == (["Бірінші"], [])
    assert [one.theirs for one in second.contested] == ["Бірінші"]
    row.refresh_from_db()
    assert row.cells["name.kk"] == "Бірінші"


def test_two_cells_of_one_row_are_both_kept_and_both_recorded(case, row):
    at_once(
        lambda: typing(row, "name.kk", "Бірінші", case.customer[Role.DRAFTER]),
        lambda: typing(row, "name.ru", "Вторая", case.signatory),
        holding=hold_program(case.program.pk),
    )
    row.refresh_from_db()
    assert (row.cells["name.kk"], row.cells["name.ru"]) == ("Бірінші", "Вторая")
    recorded = row.history.filter(history_change_reason="typed")
    assert [one.history_membership_id for one in recorded] == [case.customer[Role.DRAFTER].pk]


def test_what_comes_after_the_submission_is_refused_and_what_came_before_is_in_it(case, row):
    submitted, typed = at_once(
        lambda: approvals.submit(case.procedure_id, shown_version=0, by=case.signatory, at=LATER),
        lambda: typing(row, "name.kk", "Кеш қалды", case.customer[Role.DRAFTER], LATER),
        holding=hold_program(case.program.pk),
    )
    assert not isinstance(submitted, Exception)
    assert isinstance(typed, ProgramLocked)
    row.refresh_from_db()
    assert row.cells["name.kk"] != "Кеш қалды"


def test_two_sweeps_record_a_spell_once(case, row):
    typing(row, "name.kk", "Бірінші", case.signatory)
    later = moment("2026-09-09")
    at_once(
        lambda: typing(row, "name.ru", "Вторая", case.signatory, later),
        lambda: end_old_spells(later),
        lambda: end_old_spells(later),
        holding=hold_program(case.program.pk),
    )
    end_old_spells(moment("2026-09-10"))
    assert row.history.filter(history_change_reason="typed").count() == 1
