"""The page on which a section is filled in, made from the declaration of the standard form alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from icv_portal.accounts.rules.labels import Label
from programs.forms.entry_parts import (
    CellConflict,
    EntryBlock,
    EntryBox,
    EntryCell,
    EntryLine,
    EntryRow,
    OtherEdit,
    cell_label,
)
from programs.forms.entry_sums import EntrySum, entry_sum
from programs.rules.cells import LONGEST_TEXT
from programs.rules.checks import Finding
from programs.rules.content import Content, ContentRow
from programs.rules.document_tables import TableRow, table
from programs.rules.merging import Conflict
from programs.rules.names import joined, row_name, where
from programs.rules.numbers import UNITS, display_number
from programs.rules.places import MOST_ROWS, place_code, places_to_add
from programs.rules.standard_form import CellKind, CellSpec, Column, RowKind, RowPlace, Section, cell_specs
from programs.rules.sums import sums_of

ROW = Label(kk="Жол", ru="Строка", en="Row")
MONEY = (CellKind.THOUSAND_TENGE, CellKind.MILLION_TENGE)


@dataclass(frozen=True)
class EntryPage:
    """Everything the page shows. `language` is the reader's; the texts are in the languages of the program."""

    section: Section
    content: Content
    findings: Sequence[Finding]
    language: str
    conflicts: Sequence[Conflict] = ()
    edits: Mapping[str, OtherEdit] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()

    @property
    def is_narrative(self) -> bool:
        return self.section.number is not None

    @cached_property
    def header(self) -> tuple[TableRow, ...]:
        """The header of the form. Where rows have names but no numbers, the first column is that of the names."""
        first, *others = table(self.section, self.content, self.language).header
        if self._named_columns or any(kind.number or not kind.fixed for kind in self.section.row_kinds):
            return (first, *others)
        name = replace(first.cells[0], text=self._said(ROW))
        return (replace(first, cells=(name, *first.cells[1:])), *others)

    @property
    def width(self) -> int:
        return 1 + len(self._columns)

    @property
    def longest_text(self) -> int:
        return LONGEST_TEXT

    @cached_property
    def blocks(self) -> list[EntryBlock]:
        addable = set(places_to_add(self.section, self.content))
        rows: dict[RowPlace, list[EntryRow]] = {place: [] for place in self._places()}
        for row in self.content.rows_of(self.section.code):
            rows.setdefault(row.place, []).append(self._row(row))
        return [
            EntryBlock(
                tuple(rows[place]),
                heading=self._right(place) if place in addable else "",
                name=self._right(place) or self._group(place),
                add=place_code(place) if place in addable else None,
                place=place_code(place),
                columns=self._keys(place) if place in addable else "",
                sums=tuple(one for one in self._sums if one.under == place),
            )
            for place in rows
        ]

    @property
    def totals(self) -> list[EntrySum]:
        """The sums at the end of the table."""
        return [one for one in self._sums if one.under is None]

    @cached_property
    def _sums(self) -> list[EntrySum]:
        shown = sums_of(self.section.code, self.content)
        return [entry_sum(one, self._columns, self.language) for one in shown if one.cells]

    @property
    def units(self) -> str:
        """The units of money in this table."""
        columns = [column for kind in self.section.row_kinds for column in kind.columns]
        units = [UNITS[column.kind] for column in columns if column.kind in MONEY]
        return self._said(joined(dict.fromkeys(units)))

    @property
    def room(self) -> int:
        """How many more rows the section takes."""
        return max(MOST_ROWS - len(self.content.rows_of(self.section.code)), 0)

    @property
    def rows(self) -> Iterator[EntryRow]:
        return (row for block in self.blocks for row in block.rows)

    @property
    def is_kept_apart(self) -> bool:
        """Whether rows of this customer belong to a contract or licence each."""
        return self.content.customer.is_subsoil_user and any(kind.per_right for kind in self.section.row_kinds)

    def first_cell(self, row_id: str) -> str | None:
        """The id of a row's first input, None when the page has no such row."""
        return next((cell.id for row in self.rows if row.id == row_id for cell in row.cells), None)

    def cell_of(self, row_id: str, key: str) -> str | None:
        """The id of this input of a row, None when the page has none."""
        cells = (cell for row in self.rows if row.id == row_id for cell in row.cells)
        return next((cell.id for cell in cells if cell.spec.key == key), None)

    @property
    def is_empty(self) -> bool:
        """Nothing to fill in and nowhere to add: a subsoil user without contracts and licences."""
        return not any(block.rows or block.add for block in self.blocks)

    @cached_property
    def own_findings(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.section == self.section.code]

    @cached_property
    def _problems(self) -> Mapping[str | None, list[Finding]]:
        problems: dict[str | None, list[Finding]] = defaultdict(list)
        for finding in self.own_findings:
            problems[finding.row_id].append(finding)
        return problems

    @cached_property
    def _conflicts(self) -> Mapping[tuple[str, str], Conflict]:
        return {(conflict.row_id, conflict.key): conflict for conflict in self.conflicts}

    def _places(self) -> Iterator[RowPlace]:
        """In the order of the form, those without a row yet included."""
        fixed = self.content.fixed_places(self.section.code)
        addable = places_to_add(self.section, self.content)
        order = {(kind.code, kind.group): place for place, kind in enumerate(self.section.row_kinds)}
        yield from sorted((*fixed, *addable), key=lambda place: order[place.kind, place.group])

    def _right(self, place: RowPlace) -> str:
        return next((self._said(right.label) for right in self.content.rights if right.id == place.right), "")

    def _group(self, place: RowPlace) -> str:
        return next((self._said(group.label) for group in self.section.groups if group.code == place.group), "")

    def _said(self, label: Label) -> str:
        return label.in_language(self.language)

    def _row(self, row: ContentRow) -> EntryRow:
        kind = row.row_kind
        return EntryRow(
            id=row.id,
            name=self._said(row_name(self.content, row)),
            place=self._said(where(self.content, row)),
            lines=tuple(self._lines(row, kind)),
            problems=tuple(self._problems.get(row.id, ())),
            removable=not kind.fixed,
            removed_by=self.edits.get(row.id) if row.id in self.removed else None,
        )

    def _lines(self, row: ContentRow, kind: RowKind) -> Iterator[EntryLine]:
        """The printed columns; below them, under the same years, what the form keeps without printing it."""
        boxes = list(self._boxes(row))
        named = self._named_columns if kind.fixed else 0
        heading = self._said(row_name(self.content, row)) if kind.fixed else ""
        number = kind.number or (None if kind.fixed else self._number(row))
        printed = tuple(self._in_columns(boxes))[named:]
        span = named if number and kind.fixed else named + 1
        yield EntryLine(printed, heading, number, span)
        unprinted = tuple(EntryBox(cells) for column, cells in boxes if not column.printed)
        if unprinted:
            label = joined(column.label for column in kind.columns if not column.printed)
            yield EntryLine(unprinted, self._said(label), span=named + 1, rest=len(printed) - len(unprinted))

    @cached_property
    def _named_columns(self) -> int:
        """Columns before the years that no fixed row of the section has: the row's own name stands there."""
        filled = {column.code for kind in self.section.row_kinds if kind.fixed for column in kind.columns}
        codes = [column.code for column in self.section.columns]
        return next((index for index, code in enumerate(codes) if code in filled), len(codes))

    @cached_property
    def _columns(self) -> list[tuple[str, int | None]]:
        """Code and year of each column of the table, after that of the row numbers."""
        specs = cell_specs(
            self.section.columns,
            program_years=self.content.years,
            baseline_years=self.content.baseline_years,
            languages=self.content.languages,
        )
        return list(dict.fromkeys((spec.column.code, spec.year) for spec in specs))

    def _keys(self, place: RowPlace) -> str:
        """The cells of a new row there, column by column of the table: what is pasted below the last row goes there."""
        specs = cell_specs(
            self.section.row_kind(place.kind, place.group).columns,
            program_years=self.content.years,
            baseline_years=self.content.baseline_years,
            languages=self.content.languages,
        )
        keys: dict[tuple[str, int | None], list[str]] = defaultdict(list)
        for spec in specs:
            keys[spec.column.code, spec.year].append(spec.key)
        return ";".join(",".join(keys.get(column, ())) for column in self._columns)

    def _number(self, row: ContentRow) -> str:
        groups = [group.code for group in self.section.groups]
        group = groups.index(row.group) + 1 if row.group else None
        return self.section.numbering.format(position=row.position, group=group)

    def _boxes(self, row: ContentRow) -> Iterator[tuple[Column, tuple[EntryCell, ...]]]:
        for _, together in groupby(self.content.cell_specs(row), key=lambda spec: (spec.column, spec.year)):
            specs = list(together)
            yield specs[0].column, tuple(self._cell(row, spec) for spec in specs)

    def _in_columns(self, boxes: Sequence[tuple[Column, tuple[EntryCell, ...]]]) -> Iterator[EntryBox]:
        """One box for each column of the printed table, in its order."""
        own = {(cells[0].spec.column.code, cells[0].spec.year): cells for _, cells in boxes}
        for column in self._columns:
            yield EntryBox(own.get(column, ()))

    def _cell(self, row: ContentRow, spec: CellSpec) -> EntryCell:
        kinds = {column.code: column.kind for column in self.section.columns}
        kind = spec.column.kind
        differs = kinds.get(spec.column.code, kind) != kind
        return EntryCell(
            row_id=row.id,
            spec=spec,
            label=self._said(cell_label(spec, self.content.languages)),
            value=self._shown(row.cells.get(spec.key, ""), spec),
            unit=self._said(UNITS[kind]) if differs and kind in UNITS else "",
            problems=tuple(finding for finding in self._problems.get(row.id, ()) if finding.cell == spec.key),
            conflict=self._conflict(row, spec),
        )

    def _conflict(self, row: ContentRow, spec: CellSpec) -> CellConflict | None:
        conflict = self._conflicts.get((row.id, spec.key))
        if conflict is None:
            return None
        before, theirs = self._shown(conflict.base, spec), self._shown(conflict.theirs, spec)
        return CellConflict(before, theirs, self.edits.get(row.id))

    def _shown(self, text: str, spec: CellSpec) -> str:
        return display_number(text, spec.column.kind, self.language)
