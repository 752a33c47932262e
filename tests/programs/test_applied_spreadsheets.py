"""What a workbook changes is applied as a whole or not at all, as it was shown and decided."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from approvals.events import details
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from programs import actions
from programs.actions import TypedCell, type_cells
from programs.actions.spreadsheets import (
    Decisions,
    PreviewOutdated,
    Undecided,
    UploadGone,
    WorkbookHasErrors,
    apply_upload,
    comparison_of,
    read_due,
)
from programs.models import Program, Row, SectionState, SpreadsheetUpload
from programs.permissions import ProgramLocked
from programs.rules.content import ContentRow
from programs.spreadsheets.comparing import Comparison
from tests.factories import programs
from tests.factories.moments import OPENED_AT, moment
from tests.factories.spreadsheets import content, downloaded, uploaded, uploaded_and_read
from tests.programs.spreadsheets.workbooks import Edit, edited, place_of, sheet, typed, typed_below

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08", "14:03")
KEY = "target.2027"
TABLE = ("table_1", "table_2")


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def activities(complete: Program) -> list[ContentRow]:
    return content(complete).rows_of("table_2", "activity")


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def compared(upload: SpreadsheetUpload) -> Comparison:
    made = comparison_of(upload, on=AT.date())
    assert made is not None
    return made


def applied(upload: SpreadsheetUpload, by: Membership, decisions: Decisions = Decisions(), **more: Any) -> Any:  # noqa: B008
    return apply_upload(upload, decisions, token=compared(upload).token, by=by, at=AT, **more)


def cells(row: ContentRow) -> dict[str, str]:
    return dict(Row.objects.get(pk=row.id).cells)


def deleted(row: ContentRow) -> Edit:
    def edit(book: Any) -> None:
        sheet(book, row.section).delete_rows(place_of(book, row, "note.kk")[0])

    return edit


def test_everything_is_applied_with_history_and_journal_and_rows_keep_their_identity(
    complete: Program, drafter: Membership, activities: list[ContentRow]
):
    first, second = activities
    total = content(complete).rows_of("table_1", "total")[0]
    upload = uploaded_and_read(
        complete,
        typed(first, KEY, 77),
        typed(first, "note.kk", "ескертпе"),
        typed(total, "amount.2023", "1 000,5"),
        typed_below(first, {"name.kk": "Жаңа", "name.ru": "Новое", KEY: 3}, at=2),
        typed_below(first, {"name.kk": "Тағы бір"}, at=5),
        by=drafter,
    )
    versions = dict(complete.sections.values_list("section", "version"))
    result = applied(upload, drafter)
    assert (result.sections, result.changed, result.added, result.removed) == (("table_1", "table_2"), 2, 2, 0)
    assert cells(first) == {**first.cells, KEY: "77", "note.kk": "ескертпе"}
    assert cells(total)["amount.2023"] == "1000.5"
    rows = complete.rows.of_section("table_2").filter(kind="activity").order_by("position")
    assert [row.cells.get("name.kk") for row in rows][2:] == ["Жаңа", "Тағы бір"]
    assert [str(row.pk) for row in rows][:2] == [first.id, second.id]
    saved = dict(complete.sections.values_list("section", "version"))
    assert {code for code, version in saved.items() if version != versions[code]} == {"table_1", "table_2"}
    history = Row.history.filter(id=first.id).latest("history_id")
    assert (history.history_membership_id, history.cells[KEY]) == (drafter.pk, "77")
    entry = JournalEntry.objects.get(event="spreadsheet_applied")
    assert (entry.subject_id, entry.payload) == (
        upload.pk,
        {"sections": ["table_1", "table_2"], "changed": 2, "added": 2, "removed": 0},
    )
    with translation.override("en"):
        assert details(entry) == "2 rows changed, 2 rows added, 0 rows removed"


def test_applied_again_changes_nothing(complete: Program, drafter: Membership, activities: list[ContentRow]):
    upload = uploaded_and_read(complete, typed(activities[0], KEY, 77), by=drafter, codes=TABLE)
    token = compared(upload).token
    apply_upload(upload, Decisions(), token=token, by=drafter, at=AT)
    version = SectionState.objects.get(program=complete, section="table_2").version
    again = apply_upload(upload, Decisions(), token=token, by=drafter, at=AT)
    assert (again.sections, JournalEntry.objects.filter(event="spreadsheet_applied").count()) == ((), 1)
    assert SectionState.objects.get(program=complete, section="table_2").version == version


def test_the_same_file_sent_again_finds_nothing_to_do(
    complete: Program, drafter: Membership, activities: list[ContentRow]
):
    workbook = edited(
        downloaded(complete, *TABLE), typed(activities[0], KEY, 77), typed_below(activities[0], {"name.kk": "Жаңа"})
    )
    for at_once in (False, True):
        upload = uploaded(complete, workbook, by=drafter)
        read_due(OPENED_AT)
        upload.refresh_from_db()
        assert compared(upload).is_empty is at_once
        applied(upload, drafter)


def test_a_missing_line_removes_its_row_only_when_it_is_asked_to(
    complete: Program, drafter: Membership, activities: list[ContentRow]
):
    first, second = activities
    upload = uploaded_and_read(complete, deleted(second), deleted(first), by=drafter, codes=TABLE)
    assert {one.row.id for one in compared(upload).missing} == {first.id, second.id}
    stranger = content(complete).rows_of("table_1")[0].id
    applied(upload, drafter, Decisions(removed=frozenset({second.id, stranger})))
    assert set(complete.rows.values_list("pk", flat=True).filter(pk__in=[first.id, second.id])) == {
        Row.objects.get(pk=first.id).pk
    }
    assert Row.history.filter(id=second.id).latest("history_id").history_type == "-"
    assert Row.objects.filter(pk=stranger).exists()


@pytest.mark.parametrize(
    ("decisions", "kept"),
    [
        (lambda cell: Decisions(mine=frozenset({cell})), "77"),
        (lambda cell: Decisions(theirs=frozenset({cell})), "5"),
        (lambda cell: Decisions(others="mine"), "77"),
        (lambda cell: Decisions(theirs=frozenset({cell}), others="mine"), "5"),
    ],
)
def test_a_contested_cell_is_decided(
    decisions: Any,
    kept: str,
    complete: Program,
    drafter: Membership,
    colleague: Membership,
    activities: list[ContentRow],
):
    first = activities[0]
    upload = uploaded_and_read(complete, typed(first, KEY, 77), typed(first, "note.kk", "менікі"), by=drafter)
    programs.saved(complete, "table_2", cells={first.id: {**first.cells, KEY: "5", "note.ru": "её"}}, by=colleague)
    with pytest.raises(Undecided) as undecided:
        applied(upload, drafter)
    assert undecided.value.cells == [(first.id, KEY)]
    assert cells(first).get("note.kk") is None
    applied(upload, drafter, decisions((first.id, KEY)))
    assert cells(first) == {**first.cells, KEY: kept, "note.kk": "менікі", "note.ru": "её"}


@pytest.mark.parametrize(("side", "comes_back"), [("mine", True), ("theirs", False)])
def test_a_row_removed_meanwhile_comes_back_only_when_decided_so(
    side: str,
    comes_back: bool,
    complete: Program,
    drafter: Membership,
    colleague: Membership,
    activities: list[ContentRow],
):
    first = activities[0]
    upload = uploaded_and_read(complete, typed(first, KEY, 77), by=drafter, codes=TABLE)
    programs.saved(complete, "table_2", removed=[first.id], by=colleague)
    applied(upload, drafter, Decisions(others=side))
    assert [row.cells for row in Row.objects.filter(pk=first.id)] == (
        [{**first.cells, KEY: "77"}] if comes_back else []
    )


def test_what_somebody_types_just_now_is_contested_too_and_their_spell_ends(
    complete: Program, drafter: Membership, colleague: Membership, activities: list[ContentRow]
):
    first, second = activities
    upload = uploaded_and_read(complete, typed(first, KEY, 77), by=drafter, codes=TABLE)
    typing = [TypedCell(first.id, KEY, first.cells[KEY], "6"), TypedCell(second.id, KEY, second.cells[KEY], "8")]
    type_cells(complete.pk, "table_2", typing, by=colleague, at=AT)
    assert [(one.mine, one.theirs) for one in compared(upload).contested] == [("77", "6")]
    applied(upload, drafter, Decisions(others="mine"))
    assert (cells(first)[KEY], cells(second)[KEY]) == ("77", "8")
    assert not Row.objects.exclude(unrecorded_at=None).exists()
    told = [row.history_membership_id for row in Row.history.filter(id=first.id).order_by("-history_id")[:2]]
    assert told == [drafter.pk, colleague.pk]


def test_nothing_is_applied_of_what_was_shown_otherwise(
    complete: Program, drafter: Membership, colleague: Membership, activities: list[ContentRow]
):
    first, second = activities
    upload = uploaded_and_read(complete, typed(first, KEY, 77), typed(second, KEY, 78), by=drafter, codes=TABLE)
    token = compared(upload).token
    programs.saved(complete, "table_2", cells={first.id: {**first.cells, KEY: "5"}}, by=colleague)
    with pytest.raises(PreviewOutdated):
        apply_upload(upload, Decisions(others="mine"), token=token, by=drafter, at=AT)
    assert (cells(first)[KEY], cells(second)) == ("5", second.cells)


def test_nothing_is_applied_of_a_workbook_with_an_error(
    complete: Program, drafter: Membership, activities: list[ContentRow]
):
    upload = uploaded_and_read(complete, typed(activities[0], KEY, "көп"), typed(activities[1], KEY, 78), by=drafter)
    with pytest.raises(WorkbookHasErrors):
        applied(upload, drafter)
    assert cells(activities[1]) == activities[1].cells


def test_only_who_sent_it_applies_it_and_only_while_the_program_can_be_written(
    complete: Program,
    drafter: Membership,
    colleague: Membership,
    team: dict[Role, Membership],
    activities: list[ContentRow],
):
    upload = uploaded_and_read(complete, typed(activities[0], KEY, 77), by=drafter, codes=TABLE)
    with pytest.raises(UploadGone):
        applied(upload, colleague)
    with pytest.raises(PermissionDenied):
        applied(upload, team[Role.COMPANY_ADMINISTRATOR])
    actions.lock(complete, by=drafter, at=OPENED_AT)
    with pytest.raises(ProgramLocked):
        applied(upload, drafter)
