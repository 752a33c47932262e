"""How wide the columns of the official document's tables are on paper, and on which sheet each table finds room."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from programs.rules.document_tables import Cell, Table, TableRow

# Millimetres
EM = 3.18  # of 9 pt type
PADDING = 3.2
SHORT = 30.0  # what fits into so much is kept on one line
NARROWEST_TEXT = 30.0
WIDEST_WORD = 60.0

NARROW_LETTERS, WIDE_LETTERS = frozenset(" .,:;!()/-–іIl'’\u00a0"), frozenset("мшщжфюыҗМШЩЖФЮЫӘҢӨWMmw—№%")
NARROW, USUAL, WIDE = 0.36, 0.6, 0.8
SEMIBOLD = 1.05
LONGEST_YEAR = len("2027 год")
PART_OF_A_HYPHENATED_WORD = 0.65
LANGUAGES_WITH_HYPHENATION = ("ru",)


@dataclass(frozen=True)
class Sheet:
    """`width` is what its margins leave, in millimetres; `lines` is how tall a row may be to be kept on one page."""

    code: str
    width: float
    lines: int


PORTRAIT, LANDSCAPE, LARGE = Sheet("portrait", 178, 30), Sheet("landscape", 270, 20), Sheet("large", 393, 30)


@dataclass(frozen=True)
class Layout:
    """`widths` of all columns in millimetres; together they are the width of the sheet. `tall` are the ids of rows too
    tall to be kept on one page."""

    sheet: Sheet
    widths: tuple[float, ...]
    tall: frozenset[str] = frozenset()


@dataclass(frozen=True)
class YearColumn:
    """Columns with the same `place` within their year are of one width."""

    place: int


@dataclass
class _Demand:
    """What one column, or several alike, ask for: `word` is the widest that must not be cut."""

    word: float = 0
    line: float = 0
    text: float = 0

    @property
    def is_short(self) -> bool:
        return self.line <= SHORT

    @property
    def least(self) -> float:
        return max(self.word, self.line) if self.is_short else max(self.word, NARROWEST_TEXT)


def layout(table: Table, language: str, sheets: Sequence[Sheet]) -> Layout:
    """The first of the sheets with room for every word; long words of the heading are hyphenated before a larger one
    is taken. On the last sheet columns shrink until they fit."""
    for sheet in sheets:
        for hyphenated in (False, True) if language in LANGUAGES_WITH_HYPHENATION else (False,):
            demands = _demands(table, hyphenated=hyphenated)
            if sum(demand.least for demand in demands) <= sheet.width:
                return _layout(table, sheet, _shared_out(demands, sheet.width))
    scale = sheets[-1].width / sum(demand.least for demand in demands)
    return _layout(table, sheets[-1], tuple(demand.least * scale for demand in demands))


def _layout(table: Table, sheet: Sheet, widths: tuple[float, ...]) -> Layout:
    tall = frozenset(row.row_id for row in table.body if row.row_id and _lines(row, widths) > sheet.lines)
    return Layout(sheet, widths, tall)


def _lines(row: TableRow, widths: Sequence[float]) -> int:
    """About how many lines the row's tallest cell has."""
    return max(
        sum(1 + int(_width(line) / max(1, widths[column] - PADDING)) for line in cell.text.split("\n"))
        for column, cell in _placed([row])
    )


def _demands(table: Table, *, hyphenated: bool) -> list[_Demand]:
    """One for each column; columns that repeat over years share theirs, so that all years look alike."""
    alike = _alike(table)
    demands: defaultdict[YearColumn | int, _Demand] = defaultdict(_Demand)
    for column, cell in _placed((*table.header, table.column_numbers)):
        demand = demands[alike[column]]
        demand.word = max(demand.word, _heading_word(cell.text, isinstance(alike[column], YearColumn), hyphenated))
    for column, cell in _placed(table.body):
        demand = demands[alike[column]]
        demand.word = max(demand.word, _widest_word(cell.text))
        demand.line = max(demand.line, *(_width(line) + PADDING for line in cell.text.split("\n")))
        demand.text += len(cell.text)
    return [demands[name] for name in alike]


def _alike(table: Table) -> list[YearColumn | int]:
    """A name for each column, the same for those that repeat over years."""
    names: list[YearColumn | int] = list(range(len(table.column_numbers.cells)))
    for column, cell in _placed(table.header[:1], spanning=True):
        if cell.colspan > 1:
            each_year = cell.colspan // len(table.header[1].cells)
            for place in range(cell.colspan):
                names[column + place] = YearColumn(place % each_year)
    return names


def _placed(rows: Sequence[TableRow], *, spanning: bool = False) -> Iterator[tuple[int, Cell]]:
    """Cells with the number of their column, from 0; without `spanning` only those of a single column."""
    covered: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        column = 0
        for cell in row.cells:
            while covered[column]:
                covered[column] -= 1
                column += 1
            if spanning or cell.colspan == 1:
                yield column, cell
            for _ in range(cell.colspan):
                covered[column] = cell.rowspan - 1
                column += 1
        for beyond in [place for place in covered if place >= column]:
            covered[beyond] = max(0, covered[beyond] - 1)


def _shared_out(demands: Sequence[_Demand], width: float) -> tuple[float, ...]:
    """Columns of long texts share what the others leave by the root of what stands in them, which keeps rows low, but
    have their least; without long texts the names of rows have it all."""
    weights = {column: sqrt(demand.text) for column, demand in enumerate(demands) if not demand.is_short} or {1: 1.0}
    widths = [demand.least for demand in demands]
    while weights:
        free = width - sum(least for column, least in enumerate(widths) if column not in weights)
        shares = {column: free * weight / sum(weights.values()) for column, weight in weights.items()}
        too_narrow = [column for column, share in shares.items() if share < demands[column].least]
        if not too_narrow:
            return tuple(shares.get(column, least) for column, least in enumerate(widths))
        for column in too_narrow:
            del weights[column]
    return tuple(widths)


def _heading_word(text: str, yearly: bool, hyphenated: bool) -> float:
    """Only headings of years, of which there are many, are hyphenated; "2027 год" stays together."""
    if not yearly:
        return SEMIBOLD * _widest_word(text)
    widest = _width(text) + PADDING if len(text) <= LONGEST_YEAR else _widest_word(text)
    return SEMIBOLD * widest * (PART_OF_A_HYPHENATED_WORD if hyphenated else 1)


def _widest_word(text: str) -> float:
    words = text.replace("-", "- ").replace("\n", " ").split(" ")  # a no-break space is part of a word
    return min(WIDEST_WORD, PADDING + max(_width(word.strip()) for word in words))


def _width(text: str) -> float:
    return EM * sum(
        NARROW if letter in NARROW_LETTERS else WIDE if letter in WIDE_LETTERS else USUAL for letter in text
    )
