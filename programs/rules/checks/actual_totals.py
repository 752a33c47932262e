"""Table 1: the total is the sum of goods, works and services."""

from collections.abc import Iterator
from decimal import Decimal

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content, ContentRow, number
from programs.rules.numbers import number_label
from programs.rules.standard_form import cell_key

MESSAGE = Label(
    kk="1-кесте, {year} жыл: жалпы көлем {total} мың теңге, ал тауарлар, жұмыстар мен көрсетілетін қызметтердің "
    "қосындысы {parts} мың теңге (айырма {difference}). Сомаларды түзетіңіз.",
    ru="Таблица 1, {year} год: общий объем {total} тыс. тенге, а сумма товаров, работ и услуг — {parts} тыс. тенге "
    "(разница {difference}). Исправьте суммы.",
    en="Table 1, {year}: the total is {total} thousand tenge, but goods, works and services add up to {parts} thousand "
    "tenge (difference {difference}). Correct the amounts.",
)


def actual_totals(content: Content) -> Iterator[Finding]:
    rows = {row.kind: row for row in content.rows_of("table_1")}
    if "total" not in rows:
        return
    for year in content.baseline_years:
        amounts = _amounts(rows, cell_key("amount", year))
        if amounts is not None and amounts[0] != sum(amounts[1:]):
            total, parts = amounts[0], sum(amounts[1:], Decimal(0))
            yield Finding(
                code="actual_totals",
                severity=Severity.ERROR,
                point="6(1)",
                message=MESSAGE.format(
                    year=year,
                    total=number_label(total),
                    parts=number_label(parts),
                    difference=number_label(total - parts),
                ),
                section="table_1",
                row_id=rows["total"].id,
                cell=cell_key("amount", year),
            )


def _amounts(rows: dict[str, ContentRow], key: str) -> list[Decimal] | None:
    """Total, goods, works, services; None when one of them is missing, which another check reports."""
    numbers = [number(rows[kind], key) for kind in ("total", "goods", "works", "services") if kind in rows]
    known = [amount for amount in numbers if amount is not None]
    return known if len(known) == 4 else None
