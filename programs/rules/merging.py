"""Two people saved the same section: what can be joined, and what they must decide between."""

from collections.abc import Mapping
from dataclasses import dataclass

Cells = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Conflict:
    """One cell changed by both in different ways; an empty text means emptied or removed with its row."""

    row_id: str
    key: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merge:
    """Cells joined from both; where there is a conflict they hold `theirs`, which is already saved."""

    cells: dict[str, dict[str, str]]
    conflicts: tuple[Conflict, ...]


def merge(base: Cells, mine: Cells, theirs: Cells) -> Merge:
    """Three-way merge of {row id: {cell key: text}}; a missing cell is an empty one.

    A row removed by one side goes, unless the other side changed it: then it stays as that side has it, and the changed
    cells are conflicts.
    """
    cells: dict[str, dict[str, str]] = {}
    conflicts: list[Conflict] = []
    for row_id in dict.fromkeys([*theirs, *mine]):
        was, my, their = (_without_empty(side[row_id]) if row_id in side else None for side in (base, mine, theirs))
        if was is not None and (my is None or their is None):
            row, row_conflicts = _after_removal(row_id, was, my, their)
        else:
            row, row_conflicts = _joined(row_id, was or {}, my or {}, their or {})
        conflicts += row_conflicts
        if row is not None:
            cells[row_id] = row
    return Merge(cells, tuple(conflicts))


Row = dict[str, str]


def _without_empty(row: Mapping[str, str]) -> Row:
    return {key: text for key, text in row.items() if text}


def _after_removal(row_id: str, was: Row, my: Row | None, their: Row | None) -> tuple[Row | None, list[Conflict]]:
    left = my if my is not None else their
    if left is None or left == was:
        return None, []
    changed = [key for key in dict.fromkeys([*left, *was]) if left.get(key) != was.get(key)]
    return left, [_conflict(row_id, key, was, my or {}, their or {}) for key in changed]


def _joined(row_id: str, was: Row, my: Row, their: Row) -> tuple[Row, list[Conflict]]:
    row = {}
    conflicts = []
    for key in dict.fromkeys([*their, *my, *was]):
        conflict = _conflict(row_id, key, was, my, their)
        if conflict.base != conflict.mine != conflict.theirs != conflict.base:
            conflicts.append(conflict)
        text = conflict.mine if conflict.theirs == conflict.base else conflict.theirs
        if text:
            row[key] = text
    return row, conflicts


def _conflict(row_id: str, key: str, was: Row, my: Row, their: Row) -> Conflict:
    return Conflict(row_id, key, was.get(key, ""), my.get(key, ""), their.get(key, ""))
