"""Table 1: the total share follows from the shares of goods, works and services, and nothing bought has no share."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content, ContentRow, number
from programs.rules.icv_share import PricedShare, customer_share
from programs.rules.names import where
from programs.rules.numbers import decimal_places, number_label, rounded
from programs.rules.standard_form import cell_key

PARTS = ("goods", "works", "services")
DIFFERS = Label(
    kk="{where}: {year} жылғы жалпы үлес {stated} % деп көрсетілген, ал тауарлардың, жұмыстар мен көрсетілетін "
    "қызметтердің үлестері бойынша {computed} % шығады. Үлестерді немесе сомаларды түзетіңіз.",
    ru="{where}: общая доля за {year} год указана {stated} %, а по долям товаров, работ и услуг получается {computed} "
    "%. Исправьте доли или суммы.",
    en="{where}: the total share of {year} is given as {stated} %, but the shares of goods, works and services make "
    "{computed} %. Correct the shares or the amounts.",
)
OF_NOTHING = Label(
    kk="{where}: {year} жылы сатып алу 0 теңге, бірақ үлес {stated} % деп көрсетілген. Сатып алу болмаса, үлес те жоқ: "
    "ұяшықты тазалаңыз немесе соманы түзетіңіз.",
    ru="{where}: закупки за {year} год — 0 тенге, но доля указана {stated} %. Без закупок нет и доли: очистите ячейку "
    "или исправьте сумму.",
    en="{where}: purchases of {year} are 0 tenge, but a share of {stated} % is given. Without purchases there is no "
    "share: empty the cell or correct the amount.",
)


def actual_shares_disagree(content: Content) -> Iterator[Finding]:
    rows = {row.kind: row for row in content.rows_of("table_1")}
    for year in content.baseline_years:
        for row in rows.values():
            yield from _share_of_nothing(content, row, year)
        if rows.keys() >= {"total", *PARTS}:
            yield from _total_that_differs(content, rows, year)


def _share_of_nothing(content: Content, row: ContentRow, year: int) -> Iterator[Finding]:
    stated = number(row, cell_key("icv_share", year))
    if stated and number(row, cell_key("amount", year)) == 0:
        message = OF_NOTHING.format(where=where(content, row), year=year, stated=number_label(stated))
        yield _finding(row, year, message)


def _total_that_differs(content: Content, rows: Mapping[str, ContentRow], year: int) -> Iterator[Finding]:
    """A share that is missing is reported by another check."""
    stated = number(rows["total"], cell_key("icv_share", year))
    parts = [part for kind in PARTS if (part := _part(rows[kind], year)) is not None]
    computed = customer_share(parts) if len(parts) == len(PARTS) else None
    if stated is not None and computed is not None and abs(computed - stated) > _roundings(stated, parts):
        figures = {"year": year, "stated": number_label(stated), "computed": number_label(rounded(computed))}
        yield _finding(rows["total"], year, DIFFERS.format(where=where(content, rows["total"]), **figures))


def _roundings(stated: Decimal, parts: Iterable[PricedShare]) -> Decimal:
    """What rounding alone can make of it: one unit of the last place of the share stated least precisely."""
    shares = [stated, *(part.icv_share for part in parts if part.icv_share)]
    return Decimal(1).scaleb(-min(map(decimal_places, shares)))


def _part(row: ContentRow, year: int) -> PricedShare | None:
    amount, share = number(row, cell_key("amount", year)), number(row, cell_key("icv_share", year))
    if amount == 0:
        return PricedShare(amount, amount)
    return None if amount is None or share is None else PricedShare(amount, share)


def _finding(row: ContentRow, year: int, message: Label) -> Finding:
    return Finding(
        code="actual_shares_disagree",
        severity=Severity.WARNING,
        point="6(1)",
        message=message,
        section=row.section,
        row_id=row.id,
        cell=cell_key("icv_share", year),
    )
