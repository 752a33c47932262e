"""Table 1 computed from the contracts of past years (p. 6(1)): amounts in thousand tenge, shares by formula 5.

An amount keeps whole tenge and a share two decimals, as the form holds them. A kind the list has no contracts of in a
year keeps what was typed: a list of goods says nothing of works. The total is of what then stands in the three rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from programs.rules.content import Content, ContentRow, number
from programs.rules.icv_share import DIGITS, share_of_value
from programs.rules.numbers import SCALES, plain, rounded
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose
from programs.rules.purchases.totals import ZERO, PurchaseList, PurchaseTotal, in_thousand, joined
from programs.rules.standard_form import CellKind, RowPlace, cell_key

DECIMALS_OF_SHARE = 2
TOTAL = "total"
Rows = Mapping[str, ContentRow]
"""Those of Table 1 by kind."""


@dataclass(frozen=True)
class ComputedFigure:
    """One cell of Table 1 as it stands and as the contracts have it; None for empty."""

    key: str
    typed: Decimal | None
    computed: Decimal | None

    @property
    def differs(self) -> bool:
        return self.typed != self.computed


@dataclass(frozen=True)
class ComputedYear:
    year: int
    amount: ComputedFigure
    icv_share: ComputedFigure
    lines: int


@dataclass(frozen=True)
class ComputedRow:
    row: ContentRow
    years: tuple[ComputedYear, ...]

    @property
    def cells(self) -> dict[str, str]:
        """The row's cells with the computed ones in their place."""
        computed = {
            figure.key: "" if figure.computed is None else plain(figure.computed)
            for year in self.years
            for figure in (year.amount, year.icv_share)
        }
        return {key: text for key, text in {**self.row.cells, **computed}.items() if text}


@dataclass(frozen=True)
class _Part:
    """What then stands in a kind's row in a year, thousand tenge: `amount` as the form holds it, the others exact."""

    amount: Decimal
    value: Decimal
    icv_value: Decimal


def computed_rows(content: Content) -> Iterator[ComputedRow]:
    """Rows of Table 1 with the years that are computed in them; nothing without a list in force."""
    actual = content.purchase_list(PurchasePurpose.ACTUAL)
    if actual is None:
        return
    rows = {kind: content.row_at(RowPlace("table_1", kind)) for kind in (TOTAL, *map(str, PurchaseKind))}
    present = {kind: row for kind, row in rows.items() if row is not None}
    for kind, row in present.items():
        found = (_year(present, actual, kind, year) for year in content.baseline_years)
        years = tuple(year for year in found if year is not None)
        if years:
            yield ComputedRow(row, years)


def differs(content: Content) -> bool:
    """Whether taking the computed figures over would change anything."""
    return any(year.amount.differs or year.icv_share.differs for row in computed_rows(content) for year in row.years)


def _year(rows: Rows, actual: PurchaseList, kind: str, year: int) -> ComputedYear | None:
    """None where the list has nothing to say: of the kind, or for the total of what else stands."""
    listed = joined(actual.of(kind=None if kind == TOTAL else kind, year=year))
    if not listed.lines:
        return None
    part = _total(rows, actual, year) if kind == TOTAL else _listed(listed)
    return None if part is None else _computed(rows[kind], year, part, listed.lines)


def _computed(row: ContentRow, year: int, part: _Part, lines: int) -> ComputedYear:
    share = share_of_value(part.icv_value, part.value)
    return ComputedYear(
        year,
        _figure(row, cell_key("amount", year), part.amount),
        _figure(row, cell_key("icv_share", year), None if share is None else rounded(share, DECIMALS_OF_SHARE)),
        lines,
    )


def _total(rows: Rows, actual: PurchaseList, year: int) -> _Part | None:
    """None where one of the three kinds is neither listed nor typed: there would be nothing to add."""
    parts = []
    for kind in map(str, PurchaseKind):
        listed = joined(actual.of(kind=kind, year=year))
        part = _listed(listed) if listed.lines else _typed(rows.get(kind), year)
        if part is None:
            return None
        parts.append(part)
    with localcontext(prec=DIGITS):
        return _Part(
            sum((part.amount for part in parts), ZERO),
            sum((part.value for part in parts), ZERO),
            sum((part.icv_value for part in parts), ZERO),
        )


def _listed(total: PurchaseTotal) -> _Part:
    value = in_thousand(total.value)
    return _Part(rounded(value, SCALES[CellKind.THOUSAND_TENGE]), value, in_thousand(total.icv_value))


def _typed(row: ContentRow | None, year: int) -> _Part | None:
    """An amount needs its share, unless nothing was bought."""
    amount = number(row, cell_key("amount", year)) if row else None
    share = number(row, cell_key("icv_share", year)) if row and amount else ZERO
    if amount is None or share is None:
        return None
    with localcontext(prec=DIGITS):
        return _Part(amount, amount, amount * share / 100)


def _figure(row: ContentRow, key: str, computed: Decimal | None) -> ComputedFigure:
    return ComputedFigure(key, number(row, key), computed)
