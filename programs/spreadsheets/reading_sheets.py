"""One sheet of the form, read: the rows that differ from what was downloaded, and what is wrong in its cells."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from programs.rules.names import LANGUAGES, column_name
from programs.rules.standard_form import CellSpec, RowKind, Section
from programs.spreadsheets.cell_texts import CellText, as_read_back
from programs.spreadsheets.findings import FoundCell, FoundRow, MissingRow
from programs.spreadsheets.grids import Grid, coordinate, letters, spans
from programs.spreadsheets.lines import Line, Lines
from programs.spreadsheets.memory import Memory, RememberedRow
from programs.spreadsheets.problems import ERRORS, WorkbookProblem
from programs.spreadsheets.sheets import STATIC


@dataclass
class FoundInSheet:
    changed: list[FoundRow] = field(default_factory=list)
    added: list[FoundRow] = field(default_factory=list)
    missing: list[MissingRow] = field(default_factory=list)
    problems: list[WorkbookProblem] = field(default_factory=list)


def read_sheet(grid: Grid, section: Section, memory: Memory) -> FoundInSheet:
    return _SheetReader(grid, section, memory).read()


@dataclass
class _SheetReader:
    grid: Grid
    section: Section
    memory: Memory
    found: FoundInSheet = field(default_factory=FoundInSheet)

    def read(self) -> FoundInSheet:
        lines = list(Lines(self.grid, self.section, self.rows, self._originals()))
        self._tell_of_columns(lines)
        for line in lines:
            self._read_line(line)
        self._tell_of_merged(lines)
        self._tell_of_missing()
        self._tell_of_hidden(lines)
        self._tell_of_order(lines)
        return self.found

    @cached_property
    def rows(self) -> dict[str, RememberedRow]:
        return self.memory.of_section(self.section.code)

    @cached_property
    def columns(self) -> dict[str, int]:
        """Of each key of the form the first column under it."""
        found: dict[str, int] = {}
        for column, key in self.grid.keys.items():
            if key in self._specs:
                found.setdefault(key, column)
        return found

    @cached_property
    def _specs(self) -> dict[str, CellSpec]:
        """Of all kinds of rows, as they were when the workbook was written."""
        kinds = self.section.row_kinds
        return {key: spec for kind in kinds for key, spec in self._specs_of(kind).items()}

    def _specs_of(self, kind: RowKind) -> dict[str, CellSpec]:
        return self.memory.specs_of(self.section.code, kind)

    def _tell(self, code: str, cell: str = "", **values: Any) -> None:
        self.found.problems.append(WorkbookProblem(code, self.grid.title, cell, values))

    # Columns

    def _tell_of_columns(self, lines: list[Line]) -> None:
        twice = [key for key, count in Counter(self.grid.keys.values()).items() if count > 1 and key in self._specs]
        for key in twice:
            self._tell("column_twice", name=self._column_name(key))
        for key in self._specs:
            if key not in self.columns:
                self._tell("column_missing", name=self._column_name(key))
        known = {*self.columns.values(), *(column for column, key in self.grid.keys.items() if key in (STATIC, *twice))}
        known.add(self.grid.keys_at[1] if self.grid.keys_at else 0)
        other = {column for line in lines for column in self.grid.cells[line.row] if column not in known}
        for first, last in spans(other):
            self._tell("unknown_column", letters(first, last))

    def _column_name(self, key: str) -> str:
        spec, facts = self._specs[key], self.memory.facts
        name = column_name(spec).in_language(facts.language)
        if spec.language not in LANGUAGES or len(facts.languages) < 2:
            return name
        return f"{name}, {LANGUAGES[spec.language].in_language(facts.language)}"

    # Lines

    def _originals(self) -> dict[str, int]:
        """Of rows that stand in several lines: the line that says what was downloaded, else the first."""
        lines: dict[str, list[int]] = defaultdict(list)
        for row in self.grid.lines():
            if self.grid.mark(row) in self.rows:
                lines[self.grid.mark(row)].append(row)
        return {
            row_id: next((at for at in several if not self._changed_cells(at, self.rows[row_id])), several[0])
            for row_id, several in lines.items()
        }

    def _read_line(self, line: Line) -> None:
        if line.known is not None:
            cells = self._changed_cells(line.row, line.known, telling=True)
            self._tell_of_other_cells(line, line.known.row_kind)
            if cells:
                self.found.changed.append(self._found(line, line.known.id, cells))
            return
        if line.place is None or line.row_kind is None:
            if any(self._text(line.row, key, spec).text for key, spec in self._specs.items()):
                self._tell("no_place", f"{line.row}:{line.row}")
            return
        self._read_new(line, line.row_kind)

    def _read_new(self, line: Line, kind: RowKind) -> None:
        if kind.fixed:
            self._tell("row_twice", f"{line.row}:{line.row}")
            return
        cells = {}
        for key, spec in self._specs_of(kind).items():
            read = self._text(line.row, key, spec)
            self._tell_of_cell(line.row, key, read)
            if read.text and read.code not in ERRORS:
                cells[key] = FoundCell("", read.text, self._at(line.row, key))
        self._tell_of_other_cells(line, kind)
        if cells:
            self.found.added.append(self._found(line, "", cells))
            if line.copied or line.foreign:
                self._tell("copied_row" if line.copied else "foreign_row", f"{line.row}:{line.row}")

    def _found(self, line: Line, row_id: str, cells: Mapping[str, FoundCell]) -> FoundRow:
        assert line.place is not None
        place = line.place
        return FoundRow(
            row_id, place.section, place.kind, place.group, place.right, self.grid.title, line.row, dict(cells)
        )

    def _changed_cells(self, row: int, known: RememberedRow, *, telling: bool = False) -> dict[str, FoundCell]:
        changed = {}
        for key, spec in self._specs_of(known.row_kind).items():
            if key not in self.columns:
                continue
            read, before = self._text(row, key, spec), known.cells.get(key, "")
            if read.code not in UNREADABLE and read.text == as_read_back(before, spec.column.kind):
                continue
            if telling:
                self._tell_of_cell(row, key, read)
            if telling and read.code in ERRORS:
                continue
            changed[key] = FoundCell(before, read.text, self._at(row, key))
        return changed

    def _text(self, row: int, key: str, spec: CellSpec) -> CellText:
        return self.grid.read(row, self.columns[key], spec.column.kind) if key in self.columns else CellText("")

    def _tell_of_cell(self, row: int, key: str, read: CellText) -> None:
        if read.code:
            self._tell(read.code, self._at(row, key), **dict(read.values))

    def _at(self, row: int, key: str) -> str:
        return coordinate(row, self.columns[key])

    def _tell_of_other_cells(self, line: Line, kind: RowKind) -> None:
        """What stands where the form has no cell in this row, but for the row's own name."""
        own = self._specs_of(kind)
        for key, column in self.columns.items():
            cell = self.grid.cells[line.row].get(column)
            if key not in own and cell is not None and str(cell.value).strip() and not _is_name(kind, str(cell.value)):
                self._tell("not_of_this_row", coordinate(line.row, column))

    # What else a reader must know

    def _tell_of_merged(self, lines: list[Line]) -> None:
        own = {
            (line.row, self.columns[key])
            for line in lines
            if line.row_kind is not None
            for key in self._specs_of(line.row_kind)
            if key in self.columns
        }
        for area in self.grid.merged():
            if any((row, column) in own for row, column in _cells_of(area)):
                self._tell("merged", area.coord)

    def _tell_of_missing(self) -> None:
        present = {self.grid.mark(row) for row in self.grid.lines()}
        for row in self.rows.values():
            if row.id in present:
                continue
            if row.row_kind.fixed:
                label = row.row_kind.label
                name = label.in_language(self.memory.facts.language) if label else ""
                self._tell("fixed_row_missing", name=name)
            else:
                self.found.missing.append(MissingRow(row.id, self.section.code, self.grid.title, dict(row.cells)))

    def _tell_of_hidden(self, lines: list[Line]) -> None:
        hidden = self.grid.hidden_rows() & {line.row for line in lines}
        for first, last in spans(hidden):
            self._tell("hidden_row", f"{first}:{last}")
        for first, last in spans(self.grid.hidden_columns() & set(self.columns.values())):
            self._tell("hidden_column", letters(first, last))

    def _tell_of_order(self, lines: list[Line]) -> None:
        """Within each place: rows of different places never change theirs."""
        read: dict[Any, list[str]] = defaultdict(list)
        for line in lines:
            if line.known is not None:
                read[line.known.place].append(line.known.id)
        for place, ids in read.items():
            if ids != [row.id for row in self.rows.values() if row.place == place and row.id in set(ids)]:
                self._tell("other_order")
                return


UNREADABLE = frozenset({"date_in_number", "logical", "error_value", "formula_without_value", "too_long"})
"""Problems of cells of which no text is read at all."""


def _cells_of(area: Any) -> Iterator[tuple[int, int]]:
    for row in range(area.min_row, area.max_row + 1):
        for column in range(area.min_col, area.max_col + 1):
            yield row, column


def _is_name(kind: RowKind, text: str) -> bool:
    """The name the form prints in a fixed row, beside it perhaps the contract or licence."""
    names = [kind.label.in_language(language) for language in ("kk", "ru", "en")] if kind.label else []
    return any(text.startswith(name) for name in names)
