"""Rows of the form written, removed and added, each with its history; inside the caller's transaction."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from icv_portal.accounts.models import Membership
from icv_portal.accounts.models.audited import told_of_many
from icv_portal.accounts.rules.categories import Category
from programs.models import Program, Row, SectionState
from programs.models.rows import removed_rows
from programs.rules.standard_form import RowPlace, fixed_rows

Cells = Mapping[str, str]


def write_cells(
    program: Program,
    section: str,
    rows: Mapping[str, Row],
    cells: Mapping[str, Cells],
    *,
    state: SectionState,
    by: Membership,
    at: datetime,
) -> None:
    # a row somebody removed while its cells were being typed here comes back with what was typed
    missing = cells.keys() - rows.keys()
    gone = removed_rows(program, section, missing) if missing else {}
    changed = []
    for row_id, typed in cells.items():
        row = rows.get(row_id) or gone.get(row_id)
        wanted = {key: text for key, text in typed.items() if text}
        if row is None or (row.cells == wanted and not row._state.adding):
            continue
        row.cells, row.section_version = wanted, state.version
        if row._state.adding:
            row.save_by(by, reason="saved", at=at)
        else:
            changed.append(row)
    if changed:
        written = ["cells", "section_version"]
        bulk_update_with_history(changed, Row, written, **told_of_many(by, reason="saved", at=at))


def remove_rows(
    rows: Mapping[str, Row], removed: Collection[str], *, state: SectionState, by: Membership, at: datetime
) -> None:
    for row_id in removed:
        row = rows.get(row_id)
        if row is not None:
            row.section_version = state.version
            row.delete_by(by, reason="removed", at=at)


def add_rows(
    program: Program,
    places: Collection[RowPlace],
    *,
    versions: Mapping[str, int],
    by: Membership | None,
    at: datetime,
    filled: Sequence[Cells] = (),
) -> list[Row]:
    """Rows at the end of their sections, in three queries however many they are; `versions` are the sections'.

    `filled` are the cells of the first of them.
    """
    if not places:
        return []
    last = program.rows.order_by().values_list("section").annotate(Max("position"))
    ends = Counter({section: position + 1 for section, position in last})
    rows = []
    cells = iter(filled)
    for place in places:
        row = Row(
            program=program,
            section=place.section,
            kind=place.kind,
            group=place.group or "",
            right_id=place.right,
            position=ends[place.section],
            cells={key: text for key, text in next(cells, {}).items() if text},
            section_version=versions[place.section],
        )
        ends[place.section] += 1
        rows.append(row)
    return bulk_create_with_history(rows, Row, **told_of_many(by, reason="added", at=at))


def add_missing_fixed_rows(program: Program, *, by: Membership | None, at: datetime) -> None:
    places = program.rows.only("program", "section", "kind", "group", "right")
    missing = list(missing_places(program, places, on=localdate(at)))
    if missing:
        add_rows(program, missing, versions=dict(program.sections.values_list("section", "version")), by=by, at=at)


def missing_places(program: Program, rows: Iterable[Row], *, on: date) -> Iterator[RowPlace]:
    """Where `rows` lack one that every program has: share rows follow the customer's rights and category (p. 7(1))."""
    rights = [str(pk) for pk in program.customer.subsoil_rights.in_force().values_list("pk", flat=True)]
    is_subsoil_user = Category.SUBSOIL_USER in program.customer.categories_on(on)
    present = {(row.section, row.kind, row.group, str(row.right_id) if row.right_id else None) for row in rows}
    for place in fixed_rows(rights, is_subsoil_user=is_subsoil_user):
        if (place.section, place.kind, place.group or "", place.right) not in present:
            yield place
