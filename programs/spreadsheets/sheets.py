"""What stands on the sheet of a section: its columns under the headings of the form, and its lines with their marks.

The first column and the first row of a sheet are hidden. The row names the key of each column, the column says of each
line which row it is: so rows keep their identity however people sort and move rows and columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from icv_portal.accounts.rules.labels import Label
from programs.rules.content import Content, ContentRow
from programs.rules.document_tables import YEAR
from programs.rules.names import LANGUAGES, row_name, section_name
from programs.rules.places import place_code, places_to_add
from programs.rules.standard_form import (
    ROW_NUMBER,
    CellSpec,
    Column,
    RowKind,
    RowPlace,
    Section,
    cell_specs,
)

KEY_MARK = "icv:"
"""Begins the first cell of a sheet; the section's code follows."""
STATIC = "-"
"""The mark of a line that holds headings, and of a column that holds names: nothing is read from it."""
NEW = "+"
"""Begins the mark of an empty line: the place of the row that will be typed there follows."""
EMPTY_LINES = 10
MARKS, NUMBERS, FIRST = 0, 1, 2
"""Columns, from 0: the hidden marks, the numbers of rows, and where the cells begin."""
ROW = Label(kk="Жол", ru="Строка", en="Row")


@dataclass(frozen=True)
class SheetColumn:
    """`key` of its cells, empty where the form prints names there; `path`: its headings from top to bottom."""

    key: str
    column: Column
    path: tuple[str, ...]


@dataclass(frozen=True)
class SheetLine:
    """`row_kind` is None for a heading; `cells` are what a row holds, `name` what the form calls it."""

    mark: str
    row_kind: RowKind | None = None
    number: str = ""
    name: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_fixed(self) -> bool:
        return self.row_kind is not None and self.row_kind.fixed


@dataclass(frozen=True)
class SectionSheet:
    section: Section
    content: Content
    language: str

    @property
    def title(self) -> str:
        return title_of(self.section, self.language)

    @cached_property
    def columns(self) -> list[SheetColumn]:
        names = [SheetColumn("", column, (self._said(column.label),)) for column in self._columns_of_names]
        return [*names, *(SheetColumn(spec.key, spec.column, self._path(spec)) for spec in self._specs)]

    @cached_property
    def names_span(self) -> tuple[int, int]:
        """First and last column that hold the names of fixed rows: that of the numbers where there is no other."""
        fixed = {column.code for kind in self.section.row_kinds if kind.fixed for column in kind.columns}
        if not fixed:
            return FIRST, FIRST
        free = next((at for at, column in enumerate(self.columns) if column.column.code in fixed), 0)
        return (FIRST, FIRST + free - 1) if free else (NUMBERS, NUMBERS)

    @property
    def number_heading(self) -> str:
        return self._said(ROW if self.names_span == (NUMBERS, NUMBERS) else ROW_NUMBER)

    def specs_of(self, row_kind: RowKind) -> Mapping[str, CellSpec]:
        """The cells such a row has, by their keys."""
        kind = row_kind.code, row_kind.group
        if kind not in self._specs_of_kinds:
            self._specs_of_kinds[kind] = {spec.key: spec for spec in self._all_specs(row_kind.columns)}
        return self._specs_of_kinds[kind]

    @cached_property
    def _specs_of_kinds(self) -> dict[tuple[str, str | None], Mapping[str, CellSpec]]:
        """Filled as they are asked for: each line of a sheet asks."""
        return {}

    def lines(self) -> Iterator[SheetLine]:
        """In the order of the form; empty lines follow the rows of each place where rows can be added."""
        addable = places_to_add(self.section, self.content)
        rows: dict[RowPlace, list[ContentRow]] = {place: [] for place in places(self.section, self.content)}
        for row in self.content.rows_of(self.section.code):
            rows.setdefault(row.place, []).append(row)
        for place, present in rows.items():
            if place in addable and place.right:
                yield SheetLine(STATIC, name=self._right(place))
            yield from map(self._line, present)
            if place in addable:
                kind = self.section.row_kind(place.kind, place.group)
                yield from [SheetLine(mark_of_new(place), kind)] * EMPTY_LINES

    def _line(self, row: ContentRow) -> SheetLine:
        kind = row.row_kind
        if kind.fixed:
            name = self._said(row_name(self.content, row))
            return SheetLine(row.id, kind, kind.number or "", name, row.cells)
        groups = [group.code for group in self.section.groups]
        group = groups.index(row.group) + 1 if row.group else None
        number = self.section.numbering.format(position=row.position, group=group)
        return SheetLine(row.id, kind, number, "", row.cells)

    @cached_property
    def _columns_of_names(self) -> list[Column]:
        filled = {column.code for kind in self.section.row_kinds for column in kind.columns}
        return [column for column in self.section.columns if column.code not in filled]

    @cached_property
    def _specs(self) -> tuple[CellSpec, ...]:
        """Of every kind of row: what the form keeps without printing it stands beside what it prints."""
        joined = [column for column in self.section.columns if column not in self._columns_of_names]
        for kind in self.section.row_kinds:
            for before, column in zip((None, *kind.columns), kind.columns, strict=False):
                codes = [known.code for known in joined]
                if column.code not in codes:
                    joined.insert(codes.index(before.code) + 1 if before else 0, column)
        return self._all_specs(joined)

    def _all_specs(self, columns: Sequence[Column]) -> tuple[CellSpec, ...]:
        return cell_specs(
            columns,
            program_years=self.content.years,
            baseline_years=self.content.baseline_years,
            languages=self.content.languages,
        )

    def _path(self, spec: CellSpec) -> tuple[str, ...]:
        labels = [spec.column.label]
        if spec.year is not None:
            alone = len({other.column.code for other in self._specs if other.year == spec.year}) == 1
            heading = self.section.year_heading or spec.column.label
            labels = [heading, YEAR.format(year=spec.year), *([] if alone else labels)]
        if spec.language is not None and len(self.content.languages) > 1:
            labels.append(LANGUAGES[spec.language])
        return tuple(map(self._said, labels))

    def _right(self, place: RowPlace) -> str:
        return next((self._said(right.label) for right in self.content.rights if right.id == place.right), "")

    def _said(self, label: Label) -> str:
        return label.in_language(self.language)


def places(section: Section, content: Content) -> list[RowPlace]:
    """Every place in the order of the form, those without a row yet included."""
    order = {(kind.code, kind.group): at for at, kind in enumerate(section.row_kinds)}
    both = (*content.fixed_places(section.code), *places_to_add(section, content))
    return sorted(both, key=lambda place: order[place.kind, place.group])


def mark_of_new(place: RowPlace) -> str:
    return NEW + place_code(place)


def place_of(mark: str, section: Section) -> RowPlace | None:
    """The place an empty line's mark names; None when it is no such mark."""
    kind, _, rest = mark.removeprefix(NEW).partition(":")
    group, _, right = rest.partition(":")
    try:
        found = section.row_kind(kind, group or None)
    except KeyError:
        return None
    if not mark.startswith(NEW) or found.fixed:
        return None
    return RowPlace(section.code, kind, group or None, right or None)


def title_of(section: Section, language: str) -> str:
    """No longer than Excel allows, without the characters it forbids."""
    name = section_name(section).in_language(language)
    name = f"{section.number}. {name}" if section.number else name
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in name)[:31].strip()
