"""Rows of the form moved, with their history; inside the caller's transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from simple_history.utils import bulk_update_with_history

from icv_portal.accounts.models import Membership
from icv_portal.accounts.models.audited import told_of_many
from programs.models import Row, SectionState
from programs.rules import ordering
from programs.rules.ordering import RowMove

Place = tuple[str, str, str]


def move_rows(
    rows: Iterable[Row], moves: Sequence[RowMove], *, state: SectionState, by: Membership, at: datetime
) -> None:
    """`rows` are all of the section, in their order. A row that somebody removed meanwhile moves nowhere."""
    present = {str(row.pk): row for row in rows}
    orders = _orders(present)
    for move in moves:
        if move.row_id in present:
            place = _place(present[move.row_id])
            orders[place] = ordering.moved(orders[place], move)
    changed = list(_placed(present, orders))
    for row in changed:
        row.section_version = state.version
    if changed:
        written = ["position", "section_version"]
        bulk_update_with_history(changed, Row, written, **told_of_many(by, reason="moved", at=at))


def below(rows: Iterable[Row], added: Row, above: str) -> list[RowMove]:
    """The move of a new row to right below another of its place; none when that one is gone."""
    order = _orders({str(row.pk): row for row in rows})[_place(added)]
    return [ordering.below(order, str(added.pk), above)] if above in order else []


def _orders(rows: Mapping[str, Row]) -> dict[Place, list[str]]:
    orders: dict[Place, list[str]] = defaultdict(list)
    for row_id, row in rows.items():
        orders[_place(row)].append(row_id)
    return orders


def _place(row: Row) -> Place:
    return row.kind, row.group, str(row.right_id or "")


def _placed(rows: Mapping[str, Row], orders: Mapping[Place, Sequence[str]]) -> Iterator[Row]:
    """The rows whose position changes, with the new one."""
    for order in orders.values():
        for row_id, position in ordering.positions(order, {one: rows[one].position for one in order}).items():
            if rows[row_id].position != position:
                rows[row_id].position = position
                yield rows[row_id]
