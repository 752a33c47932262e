"""One line of a list of purchases: read from its cells, or everything that is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from icv_portal.accounts.rules.identifiers import LENGTH, bin_problem
from icv_portal.accounts.rules.labels import Label
from programs.rules.numbers import parse_number
from programs.rules.product_codes import product_code_problem
from programs.rules.purchases.columns import Column, FoundColumns, required
from programs.rules.purchases.faults import Fault, FaultCode, NoteCode
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose, kind_named

LONGEST = {
    Column.NAME: 500,
    Column.UNIT: 60,
    Column.CONTRACT: 100,
    Column.PRODUCER: 300,
}
SHOWN = 100
"""Characters of a value in a message."""
LARGEST = Decimal(10) ** 17
CODE_WITHOUT_POINTS = re.compile(r"(\d{6})(\d{3})(\d{6})", re.ASCII)
YEAR = re.compile(r"(\d{4})(?:[.,]0+)?", re.ASCII)
BROKEN = "\0"
"""What a table has in place of a cell whose formula has no value."""


@dataclass(frozen=True)
class Line:
    """As it is kept: value in tenge, share in per cent, None where the file says nothing."""

    number: int
    kind: PurchaseKind
    code: str
    name: str
    contract: str
    unit: str
    volume: Decimal | None
    value: Decimal
    year: int
    right: str | None
    producer: str
    producer_bin: str
    icv_share: Decimal | None


@dataclass(frozen=True)
class NamedRight:
    id: str
    number: str
    label: Label


@dataclass
class LineReader:
    """Reads lines under the headings found, for a customer with these rights and for these years.

    `rights` is None for a customer that keeps its purchases in one.
    """

    purpose: PurchasePurpose
    found: FoundColumns
    years: Sequence[int]
    rights: Sequence[NamedRight] | None = None
    spellings: Mapping[str, Sequence[NamedRight]] = field(init=False)

    def __post_init__(self) -> None:
        by_spelling: dict[str, list[NamedRight]] = {}
        for right in self.rights or ():
            labels = {_normal(right.label.in_language(language)) for language in ("kk", "ru", "en")}
            for spelling in {_normal(right.number), *labels}:
                by_spelling.setdefault(spelling, []).append(right)
        self.spellings = by_spelling
        self.required = frozenset(required(self.purpose, is_subsoil_user=self.rights is not None))

    def read(self, number: int, cells: Sequence[str]) -> tuple[Line | None, list[Fault]]:
        """The line, or None beside what is wrong with it. `number` is the line's in the file."""
        reading = _Reading(self, number, cells)
        line = reading.line()
        return (None if reading.faults else line), reading.faults


@dataclass
class _Reading:
    reader: LineReader
    number: int
    cells: Sequence[str]
    faults: list[Fault] = field(default_factory=list)

    @property
    def _factor(self) -> Decimal:
        return self.reader.found.factor or Decimal(1)

    def line(self) -> Line:
        value = self._number(Column.VALUE)
        return Line(
            number=self.number,
            kind=self._kind(),
            code=self._checked(Column.CODE, _as_code),
            name=self._text(Column.NAME),
            contract=self._text(Column.CONTRACT),
            unit=self._text(Column.UNIT),
            volume=self._number(Column.VOLUME),
            value=(value or Decimal(0)) * self._factor,
            year=self._year(),
            right=self._right(),
            producer=self._text(Column.PRODUCER),
            producer_bin=self._checked(Column.PRODUCER_BIN, _as_bin),
            icv_share=self._share(),
        )

    def _cell(self, column: Column) -> str:
        """Empty where there is no such column; a cell that must not be empty is told of."""
        place = self.reader.found.places.get(column)
        text = self.cells[place] if place is not None and place < len(self.cells) else ""
        if text == BROKEN:
            self._fault(column, "", FaultCode.BROKEN_FORMULA)
            return ""
        if not text and column in self.reader.required:
            self._fault(column, "", FaultCode.EMPTY)
        return text

    def _fault(self, column: Column, value: str, code: FaultCode, **values: str) -> None:
        self.faults.append(Fault(self.number, column, value[:SHOWN], code, values))

    def _text(self, column: Column) -> str:
        text = self._cell(column)
        if len(text) > LONGEST[column]:
            self._fault(column, text, FaultCode.TOO_LONG, most=str(LONGEST[column]))
        return text

    def _checked(self, column: Column, reading: Callable[[str], str | None]) -> str:
        text = self._cell(column)
        read = reading(text) if text else ""
        if read is None:
            self._fault(column, text, FaultCode.NOT_A_CODE if column is Column.CODE else FaultCode.NOT_A_BIN)
        return read or ""

    def _number(self, column: Column) -> Decimal | None:
        text = self._cell(column)
        if not text:
            return None
        number = parse_number(text)
        if number is None:
            self._fault(column, text, FaultCode.NOT_A_NUMBER)
        elif number < 0:
            self._fault(column, text, FaultCode.NEGATIVE)
        elif number * (self._factor if column is Column.VALUE else 1) >= LARGEST:
            self._fault(column, text, FaultCode.TOO_LARGE)
        return number

    def _share(self) -> Decimal | None:
        share = self._number(Column.ICV_SHARE)
        if share is not None and share > 100:
            self._fault(Column.ICV_SHARE, self._cell(Column.ICV_SHARE), FaultCode.SHARE_OUT_OF_RANGE)
        return share

    def _kind(self) -> PurchaseKind:
        text = self._cell(Column.KIND)
        kind = kind_named(text) if text else PurchaseKind.GOODS
        if kind is None:
            self._fault(Column.KIND, text, FaultCode.UNKNOWN_KIND)
        return kind or PurchaseKind.GOODS

    def _year(self) -> int:
        text, years = self._cell(Column.YEAR), self.reader.years
        match = YEAR.fullmatch(text)
        if match is None:
            if text:
                self._fault(Column.YEAR, text, FaultCode.NOT_A_YEAR, example=str(years[0]))
            return 0
        year = int(match[1])
        if year not in years:
            self._fault(Column.YEAR, text, FaultCode.YEAR_OUTSIDE, years=", ".join(map(str, years)))
        return year

    def _right(self) -> str | None:
        if self.reader.purpose is PurchasePurpose.ACTUAL or self.reader.rights is None:
            return None
        text = self._cell(Column.RIGHT)
        if not text:
            return None
        meant = self.reader.spellings.get(_normal(text), ())
        if len(meant) == 1:
            return meant[0].id
        known = meant or self.reader.rights
        labels = "; ".join(right.label.ru if meant else right.number for right in known)
        self._fault(
            Column.RIGHT, text, FaultCode.AMBIGUOUS_RIGHT if meant else FaultCode.UNKNOWN_RIGHT, rights=labels or "—"
        )
        return None


def notes_on(line: Line, purpose: PurchasePurpose) -> Iterator[NoteCode]:
    """What is worth a look in a line that is taken."""
    if purpose is PurchasePurpose.PLANNED and line.kind is not PurchaseKind.GOODS:
        yield NoteCode.NOT_GOODS
    if line.icv_share is None:
        yield NoteCode.WITHOUT_SHARE
    elif 0 < line.icv_share <= 1:
        yield NoteCode.SHARE_LIKE_A_FRACTION
    if line.icv_share and line.kind is PurchaseKind.GOODS and not line.producer_bin:
        yield NoteCode.UNKNOWN_PRODUCER
    if not line.value:
        yield NoteCode.WITHOUT_VALUE


def _as_code(text: str) -> str | None:
    """A code written without its points is that code."""
    match = CODE_WITHOUT_POINTS.fullmatch(text)
    code = ".".join(match.groups()) if match else text
    return None if product_code_problem(code) else code


def _as_bin(text: str) -> str | None:
    """Spreadsheets drop the zeros a BIN begins with: they are put back where the check digit says so."""
    digits = text.replace(" ", "").zfill(LENGTH)
    return None if bin_problem(digits) else digits


def _normal(text: str) -> str:
    return " ".join(text.casefold().replace("№", " ").split())
