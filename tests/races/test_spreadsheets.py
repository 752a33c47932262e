"""Two applications of workbooks, or an application and somebody's save, at the same moment."""

from pathlib import Path
from typing import Any

import pytest

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from programs.actions.spreadsheets import (
    Applied,
    Decisions,
    PreviewOutdated,
    apply_upload,
    comparison_of,
    read_due,
)
from programs.models import Program, Row, SpreadsheetUpload
from programs.rules.content import ContentRow
from tests.factories import organizations, programs
from tests.factories.moments import moment
from tests.factories.spreadsheets import content, downloaded, uploaded, uploaded_and_read
from tests.programs.spreadsheets.workbooks import typed, typed_below
from tests.races.threads import Act, at_once, hold_program

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")
KEY = "target.2027"
NEW = {"name.kk": "Жаңа", "name.ru": "Новое"}


@pytest.fixture
def drafter(settings: Any, tmp_path: Path) -> Membership:
    settings.MEDIA_ROOT = tmp_path
    organizations.authorized_body()
    return organizations.team(organizations.backbone_enterprise())[Role.DRAFTER]


@pytest.fixture
def program(drafter: Membership) -> Program:
    return programs.filled(drafter).program


def activity(program: Program) -> ContentRow:
    return content(program).rows_of("table_2", "activity")[0]


def read(program: Program, by: Membership, **cells: Any) -> SpreadsheetUpload:
    row = activity(program)
    edits = [typed(row, KEY, cells["target"]), typed_below(row, NEW)]
    return uploaded_and_read(program, *edits, by=by, at=AT, codes=("table_2",))


def applying(upload: SpreadsheetUpload, by: Membership) -> Act:
    """Of what stands in the preview now."""
    shown = comparison_of(upload, on=AT.date())
    assert shown is not None
    return lambda: apply_upload(upload, Decisions(others="mine"), token=shown.token, by=by, at=AT)


def test_a_workbook_applied_twice_at_once_is_applied_once(drafter: Membership, program: Program):
    act = applying(read(program, drafter, target=77), drafter)
    first, second = at_once(act, act, holding=hold_program(program.pk))
    assert (first, second) == (Applied(("table_2",), 1, 1, 0), Applied())
    assert program.rows.filter(cells__contains={"name.kk": "Жаңа"}).count() == 1
    assert JournalEntry.objects.filter(event="spreadsheet_applied").count() == 1


def test_of_two_workbooks_that_change_the_same_cell_the_later_is_looked_at_again(drafter: Membership, program: Program):
    row = activity(program)
    one, other = read(program, drafter, target=77), read(program, drafter, target=78)
    first, second = at_once(applying(one, drafter), applying(other, drafter), holding=hold_program(program.pk))
    assert isinstance(first, Applied)
    assert isinstance(second, PreviewOutdated)
    assert Row.objects.get(pk=row.id).cells[KEY] == "77"


def test_what_was_saved_a_moment_before_is_not_written_over(drafter: Membership, program: Program):
    row = activity(program)
    act = applying(read(program, drafter, target=77), drafter)
    _saved, applied = at_once(
        lambda: programs.saved(program, "table_2", cells={row.id: {**row.cells, KEY: "5"}}, by=drafter, at=AT),
        act,
        holding=hold_program(program.pk),
    )
    assert isinstance(applied, PreviewOutdated)
    assert Row.objects.get(pk=row.id).cells[KEY] == "5"


def test_a_workbook_is_read_by_one_worker_alone(drafter: Membership, program: Program):
    upload = uploaded(program, downloaded(program, "table_2"), by=drafter, at=AT)
    assert [read_due(AT), read_due(AT)] == [True, False]
    assert SpreadsheetUpload.objects.get(pk=upload.pk).attempts == 1
