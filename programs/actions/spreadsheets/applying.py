"""What a workbook changes, applied to the draft: all of it or nothing, as it was shown and decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from icv_portal.accounts.models import Membership
from icv_portal.jobs import nudge
from icv_portal.journal.models import Audience, record
from programs.actions.rows import write_cells
from programs.actions.sections import SectionChange, save_section
from programs.actions.spreadsheets.comparing import comparison_of
from programs.actions.spreadsheets.uploads import READ_WAITING
from programs.models import Program, SpreadsheetUpload
from programs.permissions import require_writable
from programs.spreadsheets.comparing import CellId, Comparison, Contested, joined


class UploadGone(Exception):
    """It was discarded, or its time is over."""


class PreviewOutdated(Exception):
    """The draft changed where the workbook does since it was shown: it must be looked at again. Nothing was changed."""


class WorkbookHasErrors(Exception):
    """Nothing of a workbook with errors is applied."""


class Undecided(Exception):
    """`cells` are contested, and nobody said which side holds."""

    def __init__(self, cells: list[CellId]) -> None:
        super().__init__(f"{len(cells)} cells")
        self.cells = cells


@dataclass(frozen=True)
class Decisions:
    """For which side each contested cell was decided, or all others; rows missing in the workbook that are removed."""

    mine: frozenset[CellId] = frozenset()
    theirs: frozenset[CellId] = frozenset()
    others: str = ""
    removed: frozenset[str] = frozenset()

    def is_mine(self, one: Contested) -> bool | None:
        """None where nobody decided."""
        if one.id in self.mine or one.id in self.theirs:
            return one.id in self.mine
        return {"mine": True, "theirs": False}.get(self.others)


@dataclass(frozen=True)
class Applied:
    """How many rows of which sections."""

    sections: tuple[str, ...] = ()
    changed: int = 0
    added: int = 0
    removed: int = 0


@transaction.atomic
def apply_upload(
    upload: SpreadsheetUpload, decisions: Decisions, *, token: str, by: Membership, at: datetime
) -> Applied:
    """Save every section the workbook changes; applied again it changes nothing. `token`: of what was shown.

    Raises UploadGone, PreviewOutdated, WorkbookHasErrors, Undecided, PermissionDenied, ProgramLocked.
    """
    program = Program.objects.lock(upload.program_id)
    require_writable(program, by)
    own = SpreadsheetUpload.objects.of(by).kept(at).select_for_update(of=("self",))
    kept = own.filter(pk=upload.pk).first()
    if kept is None:
        raise UploadGone
    if kept.applied_at is not None:
        return Applied()
    kept.program = program
    comparison = comparison_of(kept, on=localdate(at))
    if comparison is None or comparison.token != token:
        raise PreviewOutdated
    _require_decided(comparison, decisions)
    applied = _save(program, comparison, decisions, by=by, at=at)
    kept.applied_at = at
    kept.save(update_fields=["applied_at"])
    _leave_record(kept, applied, by=by, at=at)
    nudge(READ_WAITING)
    return applied


def _require_decided(comparison: Comparison, decisions: Decisions) -> None:
    if comparison.has_errors:
        raise WorkbookHasErrors
    undecided = [one.id for one in comparison.contested if decisions.is_mine(one) is None]
    if undecided:
        raise Undecided(undecided)


def _save(program: Program, comparison: Comparison, decisions: Decisions, *, by: Membership, at: datetime) -> Applied:
    versions = dict(program.sections.values_list("section", "version"))
    saved, changed, added, removed = [], 0, 0, 0
    for code in comparison.sections:
        change = _change_of(code, comparison, decisions)
        if not (change.cells or change.removed or change.added):
            continue
        result = save_section(program.pk, code, change, version=versions.get(code, 0), by=by, at=at)
        new = [row for row in comparison.added if row.section == code]
        rows = {str(row.pk): row for row in result.added}
        cells = {row_id: row.texts for row_id, row in zip(rows, new, strict=True)}
        write_cells(program, code, rows, cells, state=result.state, by=by, at=at)
        saved.append(code)
        changed, added, removed = changed + len(change.cells), added + len(new), removed + len(change.removed)
    return Applied(tuple(saved), changed, added, removed)


def _change_of(code: str, comparison: Comparison, decisions: Decisions) -> SectionChange:
    rows = {row.id: row for row in comparison.content.rows_of(code)}
    cells = {row_id: joined(rows[row_id].cells, texts) for row_id, texts in comparison.cells.items() if row_id in rows}
    for one in _decided_for_the_workbook(code, comparison, decisions):
        cells[one.row.id] = joined(cells.get(one.row.id, one.row.cells), {one.key: one.mine})
    missing = [one.row.id for one in comparison.missing if one.row.section == code]
    removed = [row_id for row_id in missing if row_id in decisions.removed]
    return SectionChange(cells, removed=removed, added=[row.place for row in comparison.added if row.section == code])


def _decided_for_the_workbook(code: str, comparison: Comparison, decisions: Decisions) -> Iterable[Contested]:
    return (one for one in comparison.contested if one.row.section == code and decisions.is_mine(one))


def _leave_record(upload: SpreadsheetUpload, applied: Applied, *, by: Membership, at: datetime) -> None:
    record(
        chain_id=upload.program_id,
        subject_kind="spreadsheet",
        subject_id=upload.pk,
        event="spreadsheet_applied",
        by=by,
        at=at,
        audience=Audience.STAFF,
        payload={
            "sections": list(applied.sections),
            "changed": applied.changed,
            "added": applied.added,
            "removed": applied.removed,
        },
    )
