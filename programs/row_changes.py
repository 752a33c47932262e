"""What the customer's people made of the rows: history rows joined into spells, and what each spell changed.

For the customer's own organisation alone: nobody else reads rows.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from programs.models import Program, Row
from programs.rules.content import Content, ContentRow, Customer, SubsoilRight
from programs.rules.names import section_name
from programs.rules.standard_form import section
from programs.views.comparison import ShownChange, changes_by_section

SPELL = timedelta(minutes=30)
"""Saves of one row by one person no further apart than this are one spell."""


@dataclass
class Spell:
    """History rows of one row, by one person, in one go; the newest first."""

    rows: list[Any] = field(default_factory=list)

    @property
    def last(self) -> Any:
        return self.rows[0]

    @property
    def first(self) -> Any:
        return self.rows[-1]

    def continues_with(self, earlier: Any) -> bool:
        return self.first.history_date - earlier.history_date <= SPELL


@dataclass(frozen=True)
class RowChange:
    """What a spell made of a row. `id` is that of its last history row, `kind` added, changed or removed."""

    id: int
    at: datetime
    began_at: datetime
    membership_id: uuid.UUID | None
    kind: str
    section: str
    row_id: str
    name: str
    changes: tuple[ShownChange, ...]


def history_of_rows(program_id: uuid.UUID) -> QuerySet[Any]:
    """The newest first. A row that came empty, as every fixed row does, was nobody's change yet."""
    told = Row.history.filter(program_id=program_id).exclude(history_type="+", cells={})
    rows: QuerySet[Any] = told.order_by("-history_date", "-history_id")
    return rows


def key_of(row: Any) -> tuple[Any, ...]:
    """Whose spell on which row it belongs to."""
    return row.id, row.history_membership_id, row.history_user_id


def row_changes(program: Program, spells: Sequence[Spell], language: str) -> list[RowChange]:
    """What each spell changed, without those that ended where they began: two queries, however many spells."""
    before = _cells_before(spell.first.history_id for spell in spells)
    frame = _frame(program)
    changes = [_change(frame, spell, before.get(spell.first.history_id), language) for spell in spells]
    return [change for change in changes if change is not None]


def _cells_before(history_ids: Iterable[int]) -> dict[int, Any]:
    """The cells each of these history rows found; None where the row did not exist."""
    earlier = Row.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).exclude(history_type="-")
    cells = Subquery(earlier.order_by("-history_id").values("cells")[:1])
    found = Row.history.filter(history_id__in=list(history_ids)).annotate(before=cells)
    return dict(found.values_list("history_id", "before"))


def _frame(program: Program) -> Content:
    """The program without its rows: what their names and columns depend on."""
    rights = program.customer.subsoil_rights.all()
    return Content(
        program_id=str(program.pk),
        first_year=program.first_year,
        last_year=program.last_year,
        baseline_years=tuple(program.baseline_years),
        languages=tuple(program.languages),
        customer=Customer(str(program.customer_id), "", "", "", "", "", ()),
        rights=tuple(SubsoilRight(str(r.pk), r.kind, r.number, r.signed_on.isoformat()) for r in rights),
        rows=(),
    )


def _change(frame: Content, spell: Spell, before: Any, language: str) -> RowChange | None:
    last = spell.last
    is_removed = last.history_type == "-"
    old = () if before is None else (_content_row(last, before),)
    new = () if is_removed else (_content_row(last, last.cells),)
    compared = changes_by_section(replace(frame, rows=old), replace(frame, rows=new), language)
    if not compared:
        return None
    [row] = compared[0].rows
    return RowChange(
        id=last.history_id,
        at=last.history_date,
        began_at=spell.first.history_date,
        membership_id=last.history_membership_id,
        kind="removed" if is_removed else "added" if before is None else "changed",
        section=section_name(section(last.section)).in_language(language),
        row_id=str(last.id),
        name=row.name,
        changes=row.changes,
    )


def _content_row(row: Any, cells: Any) -> ContentRow:
    return ContentRow(
        id=str(row.id),
        section=row.section,
        kind=row.kind,
        group=row.group or None,
        right=str(row.right_id) if row.right_id else None,
        position=1,
        cells=cells,
    )
