"""Two editors save the same section at the same moment: nothing typed is lost, nothing is overwritten in silence."""

from typing import Any

import pytest

from icv_portal.accounts.rules.roles import Role
from programs.actions import SavedSection, SectionChange, SectionConflict, save_section
from programs.models import Row
from tests.factories import cases
from tests.factories.moments import moment
from tests.races.threads import at_once, hold_program

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")


@pytest.fixture
def case():
    return cases.of_backbone_enterprise()


@pytest.fixture
def row(case) -> Row:
    return case.program.rows.filter(section="table_4")[0]


def both_save(case, row: Row, *cells: dict[str, str]) -> list[Any]:
    version = case.program.sections.get(section=row.section).version
    editors = [case.customer[Role.DRAFTER], case.signatory]
    return at_once(
        *[
            lambda typed=typed, by=by: save_section(
                case.program.pk,
                row.section,
                SectionChange({str(row.pk): row.cells | typed}),
                version=version,
                by=by,
                at=AT,
            )
            for typed, by in zip(cells, editors, strict=True)
        ],
        holding=hold_program(case.program.pk),
    )


def test_the_same_cell_typed_differently_is_shown_to_the_second(case, row):
    first, second = both_save(case, row, {"name.kk": "Бірінші"}, {"name.kk": "Екінші"})
    assert isinstance(first, SavedSection)
    assert isinstance(second, SectionConflict)
    (conflict,) = second.conflicts
    assert (conflict.row_id, conflict.key) == (str(row.pk), "name.kk")
    assert (conflict.base, conflict.mine, conflict.theirs) == (row.cells["name.kk"], "Екінші", "Бірінші")
    row.refresh_from_db()
    assert row.cells["name.kk"] == "Бірінші"
    assert case.program.sections.get(section="table_4").version == first.state.version == second.state.version


def test_different_cells_stand_beside_each_other(case, row):
    first, second = both_save(case, row, {"name.kk": "Бірінші"}, {"name.ru": "Вторая"})
    assert (first.merged, second.merged) == (False, True)
    row.refresh_from_db()
    assert (row.cells["name.kk"], row.cells["name.ru"]) == ("Бірінші", "Вторая")
    assert second.state.version == first.state.version + 1


def test_the_same_text_typed_by_both_is_no_conflict(case, row):
    _first, second = both_save(case, row, {"name.kk": "Бірдей"}, {"name.kk": "Бірдей"})
    assert isinstance(second, SavedSection)
    assert Row.history.filter(id=row.pk, cells__contains={"name.kk": "Бірдей"}).count() == 1
