"""What became of the cells of one row: by whom, when, from what to what. For the customer's own organisation alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from icv_portal.accounts.models import Membership
from programs.forms.entry_parts import cell_label
from programs.models import Program, Row
from programs.rules.content import Content, ContentRow
from programs.rules.numbers import display_with_unit

MOST_CHANGES = 200
"""Of a row, the newest: what is older stands in the program's history."""


@dataclass(frozen=True)
class CellChange:
    """`before` and `after` as readers see them, `kept_…` as the portal keeps it; `present` marks what is there."""

    key: str
    label: str
    before: str
    after: str
    kept_before: str
    kept_after: str
    present: str


@dataclass(frozen=True)
class RowEdit:
    """One change of the row; `is_going_on` while the spell of typing has not ended."""

    id: str
    at: datetime
    membership_id: UUID | None
    changes: tuple[CellChange, ...]
    is_going_on: bool = False


@dataclass(frozen=True)
class _Stand:
    """The row as one change left it; `id` is that of the history row, empty while it is typed."""

    id: str
    at: datetime
    membership_id: UUID | None
    cells: Mapping[str, str]
    is_going_on: bool = False


def edits_of(program: Program, content: Content, row: ContentRow, *, language: str, key: str = "") -> list[RowEdit]:
    """The newest first, of one cell alone when its key is given: two queries, however many changes."""
    stands = [*_going_on(row.id), *_recorded(program, row.id)]
    edits = []
    for stand, earlier in zip(stands, [*stands[1:], None], strict=True):
        if earlier is None and len(stands) > MOST_CHANGES:
            break  # what it changed would need the one before
        changes = _changes(content, row, earlier.cells if earlier else {}, stand.cells, language, key)
        if found := tuple(changes):
            edits.append(RowEdit(stand.id, stand.at, stand.membership_id, found, stand.is_going_on))
    return edits


def people_of(edits: Iterable[RowEdit]) -> dict[UUID | None, str]:
    """Full names by membership."""
    wanted = {edit.membership_id for edit in edits if edit.membership_id}
    named = Membership.objects.filter(pk__in=wanted).select_related("user")
    return {one.pk: one.user.full_name for one in named}


def _going_on(row_id: str) -> Iterator[_Stand]:
    for row in Row.objects.filter(pk=row_id, unrecorded_at__isnull=False):
        if row.unrecorded_at is not None:
            yield _Stand("", row.unrecorded_at, row.unrecorded_by_id, row.cells, is_going_on=True)


def _recorded(program: Program, row_id: str) -> Iterator[_Stand]:
    past: Any = Row.history.filter(program_id=program.pk, id=row_id).order_by("-history_id")
    for row in past[: MOST_CHANGES + 1]:
        cells = {} if row.history_type == "-" else row.cells
        yield _Stand(str(row.history_id), row.history_date, row.history_membership_id, cells)


def _changes(
    content: Content, row: ContentRow, old: Mapping[str, str], new: Mapping[str, str], language: str, wanted: str
) -> Iterator[CellChange]:
    for spec in content.cell_specs(row):
        before, after = old.get(spec.key, ""), new.get(spec.key, "")
        if before == after or wanted not in ("", spec.key):
            continue
        yield CellChange(
            spec.key,
            cell_label(spec, content.languages).in_language(language),
            display_with_unit(before, spec.column.kind, language),
            display_with_unit(after, spec.column.kind, language),
            before,
            after,
            mark_of(row, spec.key),
        )


def mark_of(row: ContentRow, key: str) -> str:
    """By which a page recognises whether a cell still holds what it showed."""
    return sha256(row.cells.get(key, "").encode()).hexdigest()[:16]
