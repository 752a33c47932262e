"""The order of the rows a customer added: a row moved among those of its place, and the positions that keep it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class RowMove:
    """A row so many steps further down among the rows of its place; up when negative."""

    row_id: str
    steps: int


def moved(order: Sequence[str], move: RowMove) -> list[str]:
    """The order after the move, which ends at the first or last row at the latest."""
    others = [row_id for row_id in order if row_id != move.row_id]
    others.insert(max(order.index(move.row_id) + move.steps, 0), move.row_id)
    return others


def below(order: Sequence[str], row_id: str, above: str) -> RowMove:
    """The move that brings a row right below another."""
    target = order.index(above)
    start = order.index(row_id)
    return RowMove(row_id, target - start + (start > target))


def positions(order: Sequence[str], present: Mapping[str, int]) -> dict[str, int]:
    """Rising positions for rows in this order, out of those they have now: few rows change, and two equal ones part."""
    told: dict[str, int] = {}
    last = -1
    for row_id, position in zip(order, sorted(present[row_id] for row_id in order), strict=True):
        last = max(position, last + 1)
        told[row_id] = last
    return told
