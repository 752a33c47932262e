"""A change of a section as a program sends it: what the pages' own validation says, at its place in the body."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework.exceptions import ErrorDetail, ValidationError

from programs.actions import SectionChange
from programs.forms.typed_section import kept_text, stored
from programs.rules.content import Content, ContentRow
from programs.rules.ordering import RowMove
from programs.rules.places import MOST_ROWS, places_to_add
from programs.rules.standard_form import RowPlace, Section

Wanted = Mapping[str, Any]


@dataclass
class WantedChange:
    """`wanted` is validated for shape; `gone` are rows of the section that somebody removed."""

    wanted: Wanted
    section: Section
    content: Content
    gone: Mapping[str, ContentRow]
    errors: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def present(self) -> dict[str, ContentRow]:
        return {row.id: row for row in self.content.rows_of(self.section.code)}

    def change(self) -> SectionChange:
        """Raises ValidationError with every mistake at once."""
        restored = dict(self._restored())
        removed = list(self._removed())
        cells = dict(self._cells({**self.present, **restored}))
        added = list(self._added(len(restored) - len(removed)))
        moved = list(self._moved(removed))
        if self.errors:
            raise ValidationError(self.errors)
        kept = {row_id: row.cells for row_id, row in restored.items()} | cells
        left = {row_id: texts for row_id, texts in kept.items() if row_id not in removed}
        return SectionChange(left, removed=removed, added=added, moved=moved)

    def _mistake(self, member: str, place: object, code: str, text: str) -> None:
        self.errors.setdefault(member, {})[str(place)] = [ErrorDetail(text, code)]

    def _cells(self, rows: Mapping[str, ContentRow]) -> Iterator[tuple[str, Mapping[str, str]]]:
        for row_id, typed in self.wanted.get("cells", {}).items():
            if row_id in rows:
                yield row_id, {**rows[row_id].cells, **self._typed(rows[row_id], typed)}
            elif row_id in self.gone:
                self._mistake("cells", row_id, "row-removed", _("The row was removed. Name it in `restore`, too."))
            else:
                self._mistake("cells", row_id, "unknown-row", _("The section has no such row."))

    def _typed(self, row: ContentRow, typed: Mapping[str, str]) -> dict[str, str]:
        own = {spec.key for spec in self.content.cell_specs(row)}
        unknown = _("The form has no such cell in this row.")
        mistakes = {key: [ErrorDetail(unknown, "unknown-cell")] for key in typed.keys() - own}
        if mistakes:
            self.errors.setdefault("cells", {})[row.id] = mistakes
        return {key: stored(row.row_kind, key, kept_text(text)) for key, text in typed.items() if key in own}

    def _restored(self) -> Iterator[tuple[str, ContentRow]]:
        for place, row_id in enumerate(map(str, self.wanted.get("restore", ()))):
            if row_id in self.gone:
                yield row_id, self.gone[row_id]
            elif row_id not in self.present:
                self._mistake("restore", place, "unknown-row", _("The section never had such a row."))

    def _removed(self) -> Iterator[str]:
        for place, row_id in enumerate(map(str, self.wanted.get("remove", ()))):
            row = self.present.get(row_id)
            if row is None:
                self._mistake("remove", place, "unknown-row", _("The section has no such row."))
            elif row.row_kind.fixed:
                self._mistake("remove", place, "fixed-row", _("Every program has this row: it cannot be removed."))
            else:
                yield row_id

    def _moved(self, removed: Collection[str]) -> Iterator[RowMove]:
        for place, asked in enumerate(self.wanted.get("move", ())):
            row_id = str(asked["row"])
            row = self.present.get(row_id)
            if row is None or row_id in removed:
                self._mistake("move", place, "unknown-row", _("The section has no such row."))
            elif row.row_kind.fixed:
                self._mistake("move", place, "fixed-row", _("The form prescribes where this row stands."))
            else:
                yield RowMove(row_id, asked["steps"])

    def _added(self, others: int) -> Iterator[RowPlace]:
        places = places_to_add(self.section, self.content)
        wanted = self.wanted.get("add", ())
        if wanted and len(self.present) + others + len(wanted) > MOST_ROWS:
            text = ngettext("A section holds %d row at most.", "A section holds %d rows at most.", MOST_ROWS)
            self._mistake("add", 0, "too-many-rows", text % MOST_ROWS)
        for number, asked in enumerate(wanted):
            right = str(asked["right"]) if asked["right"] else None
            place = RowPlace(self.section.code, asked["kind"], asked["group"], right)
            if place in places:
                yield place
            else:
                self._mistake("add", number, "no-such-place", _("The section has no place for such a row."))
