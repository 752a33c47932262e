"""What changed between two contents, as a reader sees it: section by section, row by row, old beside new."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icv_portal.accounts.rules.categories import Category
from icv_portal.accounts.rules.labels import Label
from programs.forms.entry_parts import cell_label
from programs.rules.comparison import Change, ChangeKind, compare, excerpts
from programs.rules.content import Content, ContentRow, Customer, SubsoilRight
from programs.rules.names import LANGUAGES, row_name
from programs.rules.numbers import display_with_unit
from programs.rules.standard_form import SECTIONS, Section

FIELDS = {
    "first_year": gettext_lazy("First year"),
    "last_year": gettext_lazy("Last year"),
    "baseline_years": gettext_lazy("Years of actual figures"),
    "languages": gettext_lazy("Official languages of the text"),
    "customer": gettext_lazy("Customer"),
    "rights": gettext_lazy("Contracts and licences"),
    "attachments": gettext_lazy("Attachments"),
    "contracts": gettext_lazy("Contracts aimed at industrial development in force"),
    "applications": gettext_lazy("Applications of manufacturers"),
    "purchase_lists": gettext_lazy("Imported purchases"),
}
PARTS_OF_MANY: Mapping[str, Callable[[Any], Label]] = {
    "attachments": lambda attachment: attachment.label,
    "contracts": lambda contract: contract.described,
    "applications": lambda application: application.described,
    "purchase_lists": lambda purchases: purchases.label,
}
"""Fields that hold many things with an id, told one by one; how each of them reads."""


@dataclass(frozen=True)
class ShownChange:
    """One line: what changed, from what to what; an empty side was or is empty."""

    what: str
    before: str
    after: str

    @property
    def excerpts(self) -> tuple[str, str]:
        """Both sides around what differs, for a narrow column."""
        return excerpts(self.before, self.after)


@dataclass(frozen=True)
class ChangedRow:
    id: str
    name: str
    kind: ChangeKind
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True)
class ChangedSection:
    """`section` is None for what stands outside the form: years, languages, the customer, its rights."""

    section: Section | None
    rows: tuple[ChangedRow, ...] = ()
    fields: tuple[ShownChange, ...] = ()


def changes_by_section(old: Content, new: Content, language: str) -> list[ChangedSection]:
    changes = compare(old, new)
    reader = _Reader(old, new, language)
    of_fields = [change for change in changes if change.kind is ChangeKind.FIELD]
    fields = tuple(line for change in of_fields for line in reader.field(change))
    shown = [ChangedSection(None, fields=fields)] if fields else []
    for section in SECTIONS:
        rows = tuple(reader.rows([change for change in changes if change.section == section.code]))
        if rows:
            shown.append(ChangedSection(section, rows))
    return shown


@dataclass(frozen=True)
class _Reader:
    old: Content
    new: Content
    language: str

    def field(self, change: Change) -> Iterator[ShownChange]:
        """One line; of parts with an id one for each that went, that changed and that came."""
        key = change.key or ""
        name = str(FIELDS[key])
        if key not in PARTS_OF_MANY:
            yield ShownChange(name, self._value(change.before), self._value(change.after))
            return
        before, after = (
            {one.id: self._value(PARTS_OF_MANY[key](one)) for one in side} for side in (change.before, change.after)
        )
        for one_id in dict.fromkeys((*before, *after)):
            was, is_now = before.get(one_id, ""), after.get(one_id, "")
            if was != is_now:
                yield ShownChange(name, was, is_now)

    def rows(self, changes: Sequence[Change]) -> Iterator[ChangedRow]:
        """In the order of the form; a row that is gone stands where it stood among those that are gone, first."""
        for row_id, together in groupby(changes, key=lambda change: change.row_id):
            of_row = list(together)
            content = self.old if of_row[0].kind is ChangeKind.REMOVED else self.new
            row = next(row for row in content.rows if row.id == row_id)
            yield ChangedRow(
                id=row.id,
                name=row_name(content, row).in_language(self.language),
                kind=of_row[0].kind,
                changes=tuple(line for change in of_row for line in self._lines(content, row, change)),
            )

    def _lines(self, content: Content, row: ContentRow, change: Change) -> Iterator[ShownChange]:
        match change.kind:
            case ChangeKind.ADDED | ChangeKind.REMOVED:
                for spec in content.cell_specs(row):
                    text = self._cell(row, spec.key, row.cells.get(spec.key))
                    if text:
                        sides = ("", text) if change.kind is ChangeKind.ADDED else (text, "")
                        yield ShownChange(cell_label(spec).in_language(self.language), *sides)
            case ChangeKind.MOVED:
                yield ShownChange(_("Place in the table"), str(change.before), str(change.after))
            case _:
                key = change.key or ""
                yield ShownChange(
                    self._label(row, key), self._cell(row, key, change.before), self._cell(row, key, change.after)
                )

    def _label(self, row: ContentRow, key: str) -> str:
        for content in (self.new, self.old):
            for spec in content.cell_specs(row):
                if spec.key == key:
                    return cell_label(spec).in_language(self.language)
        return key

    def _cell(self, row: ContentRow, key: str, text: str | None) -> str:
        kinds = {column.code: column.kind for column in row.row_kind.columns}
        return display_with_unit(text or "", kinds[key.partition(".")[0]], self.language)

    def _value(self, value: Any) -> str:
        match value:
            case tuple():
                return ", ".join(self._value(part) for part in value)
            case Customer():
                categories = (Category(code).label for code in value.categories)
                parts = (value.name, value.bin, value.postal_address, *categories)
                return "\n".join(self._value(part) for part in parts)
            case SubsoilRight():
                return self._value(value.label)
            case Label():
                return value.in_language(self.language)
            case _:
                return self._value(LANGUAGES[value]) if value in LANGUAGES else str(value)
