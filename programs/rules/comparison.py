"""What changed between two contents of a program, computed from the contents themselves, row by row, cell by cell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from programs.rules.content import Content, ContentRow, number
from programs.rules.standard_form import RowPlace

FIELDS = (
    "first_year",
    "last_year",
    "baseline_years",
    "languages",
    "customer",
    "rights",
    "attachments",
    "contracts",
    "applications",
    "purchase_lists",
)


class ChangeKind(StrEnum):
    FIELD = "field"
    REMOVED = "removed"
    ADDED = "added"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change; `before` and `after` hold what the kind is about.

    FIELD: the values of the content's field `key`. REMOVED, ADDED: the row (the other side None). MOVED: positions
    among the rows of its place. CHANGED: the texts of cell `key`, None where it is empty.
    """

    kind: ChangeKind
    before: Any
    after: Any
    section: str | None = None
    row_id: str | None = None
    key: str | None = None


def compare(old: Content, new: Content) -> list[Change]:
    """All changes from `old` to `new`, in the order of the form; numbers equal as decimals are no change."""
    rows_before = {(row.id, row.place): row for row in old.rows}
    rows_after = {(row.id, row.place): row for row in new.rows}
    moved = set(_moved_rows(old, new))
    changes = [*_field_changes(old, new)]
    for identity, row in rows_before.items():
        if identity not in rows_after:
            changes.append(_of_row(row, ChangeKind.REMOVED, before=row, after=None))
    for identity, row in rows_after.items():
        before = rows_before.get(identity)
        if before is None:
            changes.append(_of_row(row, ChangeKind.ADDED, before=None, after=row))
            continue
        if row.id in moved:
            changes.append(_of_row(row, ChangeKind.MOVED, before=before.position, after=row.position))
        changes.extend(_cell_changes(old, before, new, row))
    return changes


def apply(changes: Iterable[Change], old: Content) -> Content:
    """The content after the changes: `apply(compare(old, new), old) == new`."""
    by_kind: dict[ChangeKind, list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    removed = {change.row_id for change in by_kind[ChangeKind.REMOVED]}
    rows = {row.id: row for row in old.rows if row.id not in removed}
    for change in by_kind[ChangeKind.CHANGED]:
        rows[change.row_id or ""] = _with_cell(rows[change.row_id or ""], change)
    placed = [(change.after.position, change.after) for change in by_kind[ChangeKind.ADDED]]
    placed += [(change.after, rows.pop(change.row_id or "")) for change in by_kind[ChangeKind.MOVED]]
    fields = {change.key or "": change.after for change in by_kind[ChangeKind.FIELD]}
    return replace(old, **fields, rows=tuple(_in_places(rows.values(), placed)))


def excerpts(before: str, after: str, *, context: int = 100) -> tuple[str, str]:
    """Both texts without the long beginning and end they share: up to `context` characters of those stay, after `…`.

    Nothing between the first difference and the last is left out, so that no change can be overlooked.
    """
    start = _length_shared(before, after)
    end = _length_shared(before[start:][::-1], after[start:][::-1])
    first, last = max(start - context, 0), max(end - context, 0)
    head, tail = "…" if first else "", "…" if last else ""
    was, is_now = (text[first : len(text) - last] for text in (before, after))
    return f"{head}{was}{tail}", f"{head}{is_now}{tail}"


def _length_shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _field_changes(old: Content, new: Content) -> Iterator[Change]:
    for field in FIELDS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield Change(kind=ChangeKind.FIELD, key=field, before=before, after=after)


def _cell_changes(old: Content, before: ContentRow, new: Content, after: ContentRow) -> Iterator[Change]:
    # keys in the order of the form; the old row's follow for years and languages the program no longer has
    keys = dict.fromkeys(spec.key for content in (new, old) for spec in content.cell_specs(after))
    for key in [*keys, *sorted((before.cells.keys() | after.cells.keys()) - keys.keys())]:
        was, is_now = before.cells.get(key) or None, after.cells.get(key) or None
        if was != is_now and not _same_number(before, after, key):
            yield _of_row(after, ChangeKind.CHANGED, key=key, before=was, after=is_now)


def _same_number(before: ContentRow, after: ContentRow, key: str) -> bool:
    kinds = {column.code: column.kind for column in after.row_kind.columns}
    kind = kinds.get(key.partition(".")[0])
    was = number(before, key) if kind is not None and kind.is_number else None
    return was is not None and was == number(after, key)


def _moved_rows(old: Content, new: Content) -> Iterator[str]:
    """Rows that left their order among the rows both contents have; the fewer the better for the reader."""
    before, after = _ids_by_place(old), _ids_by_place(new)
    for place in before.keys() & after.keys():
        common = set(before[place]) & set(after[place])
        was = [row_id for row_id in before[place] if row_id in common]
        is_now = [row_id for row_id in after[place] if row_id in common]
        matches = SequenceMatcher(a=was, b=is_now, autojunk=False).get_matching_blocks()
        kept = {row_id for match in matches for row_id in was[match.a : match.a + match.size]}
        yield from common - kept


def _ids_by_place(content: Content) -> dict[RowPlace, list[str]]:
    ids: dict[RowPlace, list[str]] = defaultdict(list)
    for row in content.rows:
        ids[row.place].append(row.id)
    return ids


def _in_places(staying: Iterable[ContentRow], placed: Iterable[tuple[int, ContentRow]]) -> Iterator[ContentRow]:
    """Rows that stay keep their order; the others go in at their positions, first positions first."""
    order: dict[RowPlace, list[ContentRow]] = defaultdict(list)
    for row in staying:
        order[row.place].append(row)
    for position, row in sorted(placed, key=lambda pair: pair[0]):
        order[row.place].insert(position - 1, row)
    for rows in order.values():
        for position, row in enumerate(rows, start=1):
            yield replace(row, position=position)


def _with_cell(row: ContentRow, change: Change) -> ContentRow:
    cells = {key: text for key, text in row.cells.items() if key != change.key}
    if change.after is not None:
        cells[change.key or ""] = change.after
    return replace(row, cells=cells)


def _of_row(row: ContentRow, kind: ChangeKind, *, before: Any, after: Any, key: str | None = None) -> Change:
    return Change(kind=kind, before=before, after=after, section=row.section, row_id=row.id, key=key)
