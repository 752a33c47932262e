"""Tables of the official document: header rows, the row of column numbers and body rows with their spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from icv_portal.accounts.rules.labels import Label
from programs.rules.content import Content, ContentRow
from programs.rules.names import row_name
from programs.rules.numbers import display_number
from programs.rules.standard_form import ROW_NUMBER, Column, Section, Years, cell_key

YEAR = Label(kk="{year} жыл", ru="{year} год", en="{year}")
NOTHING = "–"
PERFORMANCE = Label(
    kk="Шарттарды орындау жөніндегі нысаналы көрсеткіштер:",
    ru="Целевые показатели по исполнению договоров:",
    en="Target values for the performance of contracts:",
)
PERFORMED = Label(
    kk="{year} жыл — {quantity} шарт, {amount} млн теңге",
    ru="{year} год — договоров: {quantity}; {amount} млн тенге",
    en="{year} — contracts: {quantity}; {amount} million tenge",
)


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Cell:
    """`text` may hold line breaks."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    align: Align = Align.LEFT


@dataclass(frozen=True)
class TableRow:
    """`row_id` is the anchor of a row of the program, None in headers."""

    cells: tuple[Cell, ...]
    row_id: str | None = None


@dataclass(frozen=True)
class Table:
    header: tuple[TableRow, ...]
    column_numbers: TableRow
    body: tuple[TableRow, ...]


@dataclass(frozen=True)
class _Leaf:
    """One printed column: of a year, when the form's column repeats over years."""

    column: Column
    year: int | None = None


def table(section: Section, content: Content, language: str) -> Table:
    leaves = list(_leaves(section, content))
    rows = [_body_row(section, content, row, leaves, language) for row in content.rows_of(section.code)]
    width = 1 + len(leaves)
    numbers = TableRow(tuple(Cell(str(number), align=Align.CENTER) for number in range(1, width + 1)))
    nothing = TableRow((Cell(NOTHING, colspan=width, align=Align.CENTER),))
    return Table(tuple(_header(section, leaves, language)), numbers, tuple(rows) or (nothing,))


def _leaves(section: Section, content: Content) -> Iterator[_Leaf]:
    years = content.baseline_years if Years.BASELINE in {c.years for c in section.columns} else content.years
    repeated = [column for column in section.columns if column.years is not Years.NONE]
    for column in section.columns:
        if column.years is Years.NONE:
            yield _Leaf(column)
        elif column is repeated[0]:  # the form's year columns stand together
            yield from (_Leaf(member, year) for year in years for member in repeated)


def _header(section: Section, leaves: Sequence[_Leaf], language: str) -> Iterator[TableRow]:
    """One row; below a heading over years the row of years; below years of several columns the row of their names."""
    yearly = [leaf for leaf in leaves if leaf.year is not None]
    years = list(dict.fromkeys(leaf.year for leaf in yearly))
    each_year = len(yearly) // len(years) if years else 0
    depth = 1 + (each_year > 0) + (each_year > 1)

    def cell(label: Label, colspan: int = 1, rowspan: int = 1) -> Cell:
        return Cell(label.in_language(language), colspan, rowspan, Align.CENTER)

    top = [cell(ROW_NUMBER, rowspan=depth)]
    for leaf in leaves:
        if leaf.year is None:
            top.append(cell(leaf.column.label, rowspan=depth))
        elif leaf is yearly[0] and section.year_heading:
            top.append(cell(section.year_heading, colspan=len(yearly)))
    yield TableRow(tuple(top))
    if each_year:
        yield TableRow(tuple(cell(YEAR.format(year=year), colspan=each_year) for year in years))
    if each_year > 1:
        yield TableRow(tuple(cell(leaf.column.label) for leaf in yearly))


def _body_row(section: Section, content: Content, row: ContentRow, leaves: Sequence[_Leaf], language: str) -> TableRow:
    if not row.row_kind.fixed:
        first = [Cell(_row_number(section, row), align=Align.CENTER)]
        own = leaves
    else:
        named = list(takewhile(lambda leaf: leaf.year is None, leaves))
        first = _fixed_row_name(content, row, len(named), language)
        own = leaves[len(named) :]
    return TableRow((*first, *(_cell(content, row, leaf, language) for leaf in own)), row.id)


def _row_number(section: Section, row: ContentRow) -> str:
    groups = [group.code for group in section.groups]
    group = groups.index(row.group) + 1 if row.group else None
    return section.numbering.format(position=row.position, group=group)


def _fixed_row_name(content: Content, row: ContentRow, named_columns: int, language: str) -> list[Cell]:
    """A target row spans № and the columns before the years; the rows of Table 1 have a number of their own."""
    name = row_name(content, row).in_language(language)
    if row.row_kind.number is None:
        return [Cell(name, colspan=1 + named_columns)]
    return [Cell(row.row_kind.number, align=Align.CENTER), Cell(name, colspan=named_columns)]


def _cell(content: Content, row: ContentRow, leaf: _Leaf, language: str) -> Cell:
    columns = {column.code: column for column in row.row_kind.columns}
    column = columns[leaf.column.code]
    text = row.cells.get(cell_key(column.code, leaf.year, language if column.bilingual else None), "")
    if column.kind.is_number:
        return Cell(display_number(text, column.kind, language), align=Align.RIGHT)
    if column.code == "note":
        text = "\n".join(line for line in (text, *_performance(content, row, language)) if line)
    return Cell(text)


def _performance(content: Content, row: ContentRow, language: str) -> list[str]:
    """Targets for performance (p. 7(2)): the form has no column for them, so they stand in the note."""
    unprinted = {column.code: column.kind for column in row.row_kind.columns if not column.printed}
    lines = []
    for year in content.years:
        figures = {
            code.removeprefix("performed_"): display_number(row.cells.get(cell_key(code, year), ""), kind, language)
            for code, kind in unprinted.items()
        }
        if any(figures.values()):
            known = {name: figure or NOTHING for name, figure in figures.items()}
            lines.append(PERFORMED.format(year=year, **known).in_language(language))
    return [PERFORMANCE.in_language(language), *lines] if lines else []
