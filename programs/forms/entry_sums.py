"""Rows of sums on the page of a section: what is added up, and where each sum stands."""

from collections.abc import Iterator, Sequence

from programs.forms.entry_parts import EntrySum, EntrySumCell, cell_label
from programs.rules.numbers import display_decimal
from programs.rules.places import place_code
from programs.rules.sums import ShownSum, SumCell

ColumnOfTable = tuple[str, int | None]
"""Code and year."""


def entry_sum(shown: ShownSum, columns: Sequence[ColumnOfTable], language: str) -> EntrySum:
    """The name spans the columns before the first sum, that of the row numbers included."""
    cells = {_column(shown, cell): cell for cell in shown.cells}
    named = next(index for index, column in enumerate(columns) if column in cells)
    return EntrySum(
        name=shown.sum.label.in_language(language),
        span=1 + named,
        boxes=tuple(_boxes(cells, columns[named:], language)),
        places=" ".join(map(place_code, shown.places)),
        against=place_code(shown.against) if shown.against else "",
        under=shown.under,
    )


def _column(shown: ShownSum, cell: SumCell) -> ColumnOfTable:
    code = cell.spec.column.code
    return shown.sum.beside.get(code, code), cell.spec.year


def _boxes(
    cells: dict[ColumnOfTable, SumCell], columns: Sequence[ColumnOfTable], language: str
) -> Iterator[EntrySumCell | None]:
    for column in columns:
        cell = cells.get(column)
        yield _shown(cell, language) if cell else None


def _shown(cell: SumCell, language: str) -> EntrySumCell:
    return EntrySumCell(
        key=cell.spec.key,
        label=cell_label(cell.spec).in_language(language),
        total="" if cell.total is None else display_decimal(cell.total, language),
        unread=cell.unread,
        difference=display_decimal(cell.difference, language) if cell.difference else "",
    )
