"""Saving a section. Every save names the version of the section it was typed over."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from icv_portal.accounts.models import Membership
from programs.actions.row_order import below, move_rows
from programs.actions.rows import add_rows, missing_places, remove_rows, write_cells
from programs.actions.spells import end_spells
from programs.models import Program, Row, SectionState
from programs.models.rows import cells_at
from programs.permissions import require_writable
from programs.rules.merging import Merge, merge
from programs.rules.ordering import RowMove
from programs.rules.standard_form import RowPlace

Cells = Mapping[str, str]


class SectionConflict(Exception):
    """Somebody else saved the same cells meanwhile. Nothing was changed.

    `state` is the section as it stands now; `cells` joins both sides, with theirs where they conflict.
    """

    def __init__(self, merged: Merge, state: SectionState) -> None:
        super().__init__(f"{len(merged.conflicts)} cells")
        self.conflicts = merged.conflicts
        self.cells = merged.cells
        self.state = state


@dataclass(frozen=True)
class SectionChange:
    """What one save of a section asks for: the cells of each row as typed, rows to remove or move, places for new rows.

    `before` are the cells it was typed over, as far as they are known: what others changed meanwhile is told by them.
    `filled` are cells of the rows added, in their order; a row without any comes empty. The first row added goes right
    below the row `below`, the others to the end of their places.
    """

    cells: Mapping[str, Cells]
    before: Mapping[str, Cells] = field(default_factory=dict)
    removed: Collection[str] = ()
    added: Collection[RowPlace] = ()
    filled: Sequence[Cells] = ()
    below: str | None = None
    moved: Sequence[RowMove] = ()


@dataclass
class SavedSection:
    """`merged` tells that somebody else's changes of other cells stand beside one's own."""

    state: SectionState
    merged: bool = False
    added: list[Row] = field(default_factory=list)


@transaction.atomic
def save_section(
    program_id: uuid.UUID,
    section: str,
    change: SectionChange,
    *,
    version: int,
    by: Membership,
    at: datetime,
    may_join: bool = True,
) -> SavedSection:
    """Save what was typed over `version` of a section; cells others changed meanwhile are kept beside one's own.

    A save ends what anybody was typing in the section: the history tells the two apart.

    Raises SectionConflict when both changed the same cell differently, or without `may_join` when anything at all was
    saved meanwhile; ProgramLocked after submission.
    """
    program = Program.objects.lock(program_id)
    require_writable(program, by)
    state, _created = SectionState.objects.get_or_create(program=program, section=section)
    rows = {str(row.pk): row for row in program.rows.of_section(section)}
    cells, is_newer = change.cells, state.version != version
    if is_newer or change.before:  # a page may know the newest version without having shown all of it
        joined = _merged(program, state, rows, change, version)
        if joined.conflicts or (is_newer and not may_join):
            raise SectionConflict(joined, state)
        # what was typed into a row that goes now is part of what comes back with it
        gone = {row_id: cells for row_id, cells in change.cells.items() if row_id in change.removed and row_id in rows}
        cells = {**joined.cells, **gone}
    saved = SavedSection(state, is_newer)
    end_spells(row for row in rows.values() if row.unrecorded_by_id)
    state.count_save(by, at)
    write_cells(program, section, rows, cells, state=state, by=by, at=at)
    remove_rows(rows, change.removed, state=state, by=by, at=at)
    missing = [place for place in missing_places(program, rows.values(), on=localdate(at)) if place.section == section]
    places, versions = [*change.added, *missing], {section: state.version}
    added = add_rows(program, places, versions=versions, by=by, at=at, filled=change.filled)
    saved.added = added[: len(change.added)]
    _arrange(program, change, saved, by=by, at=at)
    return saved


def _arrange(program: Program, change: SectionChange, saved: SavedSection, *, by: Membership, at: datetime) -> None:
    if not change.moved and change.below is None:
        return
    rows = list(program.rows.of_section(saved.state.section))
    moves = list(change.moved)
    if change.below is not None and saved.added:
        moves += below(rows, saved.added[0], change.below)
    move_rows(rows, moves, state=saved.state, by=by, at=at)


def _merged(
    program: Program, state: SectionState, rows: Mapping[str, Row], change: SectionChange, version: int
) -> Merge:
    theirs = {row_id: row.cells for row_id, row in rows.items()}
    recorded = cells_at(program, state.section, version) if state.version != version else {}
    # what was typed over is known cell by cell from a page; the history knows it only where a spell had ended
    present = {**change.cells, **theirs}
    seen = {row_id: {**present.get(row_id, {}), **cells} for row_id, cells in change.before.items()}
    base = {**recorded, **seen}
    mine = {row_id: cells for row_id, cells in {**base, **change.cells}.items() if row_id not in change.removed}
    return merge(base, mine, theirs)
