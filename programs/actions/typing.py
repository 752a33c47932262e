"""Cells saved while they are being typed: small, often, and without a history row for each."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from icv_portal.accounts.models import Membership
from programs.actions.spells import end_spells
from programs.models import Program, Row, SectionState
from programs.permissions import require_writable
from programs.rules.cells import column_of, stored
from programs.rules.standard_form import CellKind
from programs.rules.standard_form import section as declared

Cells = dict[str, str]


@dataclass(frozen=True)
class TypedCell:
    """One cell as somebody typed it, and what it held before as far as they had seen.

    `sent` are texts typed over the same before, whose saving was asked for and never heard to be confirmed.
    """

    row_id: str
    key: str
    before: str
    text: str
    sent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contested:
    """A cell somebody else has changed since: it holds `theirs`, saved by `by` unless their spell has ended."""

    typed: TypedCell
    kind: CellKind
    theirs: str
    by: Membership | None
    at: datetime | None


@dataclass
class Typing:
    """What became of the cells: those that hold now what was typed, those contested, those whose row is gone.

    `seen` is the version of the section this save came upon, `state` the section as it stands now.
    """

    state: SectionState
    seen: int
    kept: list[TypedCell] = field(default_factory=list)
    contested: list[Contested] = field(default_factory=list)
    gone: list[TypedCell] = field(default_factory=list)


@transaction.atomic
def type_cells(
    program_id: uuid.UUID, section: str, cells: Collection[TypedCell], *, by: Membership, at: datetime
) -> Typing:
    """Write each cell that still holds what it was typed over; the same again is kept already.

    Raises PermissionDenied, ProgramLocked, and UnfitCell for a cell the form does not have.
    """
    program = Program.objects.lock(program_id)
    require_writable(program, by)
    state = SectionState.objects.get(program=program, section=section)
    typing = Typing(state, seen=state.version)
    wanted = program.rows.of_section(section).filter(pk__in={cell.row_id for cell in cells})
    rows = {str(row.pk): row for row in wanted.select_related("unrecorded_by__user")}
    changed = dict(_changed(typing, rows, cells))
    if changed:
        end_spells(row for row in changed if row.unrecorded_by_id not in (None, by.pk))
        state.count_save(by, at)
        _write(changed, state=state, by=by, at=at)
    return typing


def _changed(typing: Typing, rows: Mapping[str, Row], cells: Collection[TypedCell]) -> Iterator[tuple[Row, Cells]]:
    """The rows to write, with their cells."""
    texts = {row_id: dict(row.cells) for row_id, row in rows.items()}
    for cell in cells:
        row = rows.get(cell.row_id)
        if row is None:
            typing.gone.append(cell)
            continue
        column = column_of(declared(row.section).row_kind(row.kind, row.group or None), cell.key)
        text, *seen = (stored(column, one) for one in (cell.text, cell.before, *cell.sent))
        present = row.cells.get(cell.key, "")
        if present not in (text, *seen):
            typing.contested.append(Contested(cell, column.kind, present, row.unrecorded_by, row.unrecorded_at))
            continue
        typing.kept.append(cell)
        texts[cell.row_id][cell.key] = text
    for row_id, row in rows.items():
        filled = {key: text for key, text in texts[row_id].items() if text}
        if filled != row.cells:
            yield row, filled


def _write(changed: Mapping[Row, Cells], *, state: SectionState, by: Membership, at: datetime) -> None:
    for row, cells in changed.items():
        row.cells, row.section_version = cells, state.version
        row.unrecorded_by, row.unrecorded_at = by, at
    Row.objects.bulk_update(changed, ["cells", "section_version", "unrecorded_by", "unrecorded_at"])
