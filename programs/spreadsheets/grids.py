"""One sheet of a workbook as somebody sent it: where its hidden keys stand, what its cells say, what is hidden."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from programs.rules.standard_form import SECTIONS, CellKind
from programs.spreadsheets.cell_texts import CellText, shortened, text_of
from programs.spreadsheets.sheets import KEY_MARK, STATIC

MARKS_OF_SECTIONS = {KEY_MARK + section.code for section in SECTIONS}
Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True)
class Grid:
    """`computed` is the same sheet with what its formulas were computed to; None where there are none."""

    sheet: Worksheet
    computed: Worksheet | None = None

    @property
    def title(self) -> str:
        return self.sheet.title

    @property
    def is_hidden(self) -> bool:
        return bool(self.sheet.sheet_state != Worksheet.SHEETSTATE_VISIBLE)

    @cached_property
    def cells(self) -> dict[int, dict[int, Any]]:
        """Those that hold something, by row and column: the sheet's own rows would fill in all that lies between."""
        found: dict[int, dict[int, Any]] = defaultdict(dict)
        for (row, column), cell in sorted(self.sheet._cells.items()):
            if cell.value is not None:
                found[row][column] = cell
        return dict(found)

    @cached_property
    def keys_at(self) -> Place | None:
        """The cell that names the section, at the crossing of the hidden row and column."""
        for row, cells in self.cells.items():
            for column, cell in cells.items():
                if cell.value in MARKS_OF_SECTIONS:
                    return row, column
        return None

    @property
    def section(self) -> str:
        assert self.keys_at is not None
        row, column = self.keys_at
        return str(self.cells[row][column].value).removeprefix(KEY_MARK)

    @cached_property
    def keys(self) -> dict[int, str]:
        """The key of each column that has one; STATIC for names."""
        assert self.keys_at is not None
        row, marks = self.keys_at
        return {column: str(cell.value).strip() for column, cell in self.cells[row].items() if column != marks}

    def mark(self, row: int) -> str:
        assert self.keys_at is not None
        cell = self.cells[row].get(self.keys_at[1])
        return str(cell.value).strip() if cell is not None else ""

    def lines(self) -> Iterator[int]:
        """Rows of the sheet below and above the keys that hold anything, headings left out."""
        assert self.keys_at is not None
        for row in self.cells:
            if row != self.keys_at[0] and self.mark(row) != STATIC:
                yield row

    def read(self, row: int, column: int, kind: CellKind) -> CellText:
        cell = self.cells.get(row, {}).get(column)
        if cell is None:
            return CellText("")
        if cell.data_type != TYPE_FORMULA:
            return _of_value(cell, kind)
        computed = self.computed.cell(row, column) if self.computed is not None else None
        if computed is None or computed.value is None:
            return CellText("", "formula_without_value")
        found = _of_value(computed, kind)
        return found if found.code else CellText(found.text, "formula", (("text", shortened(found.text)),))

    def has_formulas(self) -> bool:
        return any(cell.data_type == TYPE_FORMULA for cells in self.cells.values() for cell in cells.values())

    def hidden_rows(self) -> set[int]:
        return {row for row, dimension in self.sheet.row_dimensions.items() if dimension.hidden}

    def hidden_columns(self) -> set[int]:
        hidden = [one for one in self.sheet.column_dimensions.values() if one.hidden]
        areas = [range(one.min or 0, (one.max or 0) + 1) for one in hidden]
        written = {column for cells in self.cells.values() for column in cells}
        return {column for column in written if any(column in area for area in areas)}

    def merged(self) -> list[CellRange]:
        return list(self.sheet.merged_cells.ranges)


def _of_value(cell: Any, kind: CellKind) -> CellText:
    if cell.data_type == TYPE_ERROR:
        return CellText("", "error_value", (("text", str(cell.value)),))
    return text_of(cell.value, kind, cell.number_format or "General")


def letters(first: int, last: int) -> str:
    """Of neighbouring columns, as “D:F”."""
    return f"{get_column_letter(first)}:{get_column_letter(last)}"


def coordinate(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def spans(numbers: set[int]) -> Iterator[tuple[int, int]]:
    """Neighbours joined: first and last of each run."""
    start: int | None = None
    for number in sorted(numbers):
        if number - 1 not in numbers:
            start = number
        if number + 1 not in numbers and start is not None:
            yield start, number
