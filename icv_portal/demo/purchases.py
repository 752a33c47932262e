"""Lists of purchases the demo's customers import: goods of their branch line by line, and contracts of past years."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from icv_portal.accounts.rules.identifiers import check_digit
from icv_portal.demo.contents.program_contents import WrittenRow
from programs.rules.numbers import plain
from programs.rules.purchases.columns import Column, heading_of
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose
from programs.rules.purchases.totals import TENGE_IN_MILLION, TENGE_IN_THOUSAND

IMPORTED = "Импорт"
PLANNED_COLUMNS = (
    Column.CODE,
    Column.NAME,
    Column.UNIT,
    Column.VOLUME,
    Column.VALUE,
    Column.YEAR,
    Column.RIGHT,
    Column.PRODUCER,
    Column.PRODUCER_BIN,
    Column.ICV_SHARE,
)
ACTUAL_COLUMNS = (Column.KIND, Column.CONTRACT, Column.VALUE, Column.YEAR, Column.PRODUCER_BIN, Column.ICV_SHARE)
PARTS = (Decimal("0.5"), Decimal("0.3"), Decimal("0.2"))
"""A year's purchases of a kind are three contracts."""
Cells = Iterable[str]


def planned_list(rows: Iterable[WrittenRow], *, rights: Mapping[str, str], years: Iterable[int]) -> SimpleUploadedFile:
    """The planned purchases of a program's contents; `rights` are the numbers of contracts and licences by id."""
    lines = [line for row in rows if row.place.section == "planned_purchases" for line in _planned(row, rights, years)]
    return _file("Жоспарлы сатып алу.csv", PurchasePurpose.PLANNED, PLANNED_COLUMNS, lines)


def mistaken_list(rows: Iterable[WrittenRow], *, years: Iterable[int]) -> SimpleUploadedFile:
    """The same with a licence nobody has, shares as words and a sum with its unit."""
    lines = [
        list(line) for row in rows if row.place.section == "planned_purchases" for line in _planned(row, {}, years)
    ]
    for number, line in enumerate(lines):
        line[PLANNED_COLUMNS.index(Column.RIGHT)] = "118"
        if number % 5 == 0:
            line[PLANNED_COLUMNS.index(Column.ICV_SHARE)] = "жоғары"
        if number % 7 == 0:
            line[PLANNED_COLUMNS.index(Column.VALUE)] += " тг"
    return _file("Жоспар (жоба).csv", PurchasePurpose.PLANNED, PLANNED_COLUMNS, lines)


def actual_list(rows: Iterable[WrittenRow], *, years: Iterable[int]) -> SimpleUploadedFile:
    """Contracts that come to what Table 1 has for goods, works and services."""
    lines = [line for row in rows if row.place.section == "table_1" for line in _contracts(row, years)]
    return _file("Шарттар тізілімі.csv", PurchasePurpose.ACTUAL, ACTUAL_COLUMNS, lines)


def _planned(row: WrittenRow, rights: Mapping[str, str], years: Iterable[int]) -> Iterator[Cells]:
    cells = row.cells
    producer = cells["producer"]
    for year in years:
        yield (
            cells["product_code"],
            cells["name"],
            cells["unit"],
            cells.get(f"quantity.{year}", ""),
            _times(cells[f"amount.{year}"], TENGE_IN_MILLION),
            str(year),
            rights.get(row.place.right or "", ""),
            producer,
            "" if producer == IMPORTED else _invented_bin(producer),
            cells.get(f"icv_share.{year}", "0"),
        )


def _contracts(row: WrittenRow, years: Iterable[int]) -> Iterator[Cells]:
    if row.place.kind not in list(PurchaseKind):
        return
    kind = PurchaseKind(row.place.kind)
    for year in years:
        amount = Decimal(row.cells[f"amount.{year}"]) * TENGE_IN_THOUSAND
        for number, part in enumerate(PARTS, start=1):
            share = row.cells[f"icv_share.{year}"]
            contract = f"{year}/{kind.value[0].upper()}-{number}"
            yield kind.label.kk, contract, plain(amount * part), str(year), _invented_bin(contract), share


def _times(text: str, factor: Decimal) -> str:
    return plain(Decimal(text.replace(",", ".")) * factor)


def _invented_bin(name: str) -> str:
    """Of a company that does not exist: the same for the same name, with the check digit such numbers have."""
    for serial in range(sum(name.encode()), 100_000):
        first = f"250140{serial:05}"
        last = check_digit(first)
        if last is not None:
            return f"{first}{last}"
    raise AssertionError(name)


def _file(name: str, purpose: PurchasePurpose, columns: Iterable[Column], lines: Iterable[Cells]) -> SimpleUploadedFile:
    """As a browser would send it."""
    written = io.StringIO()
    headings = [heading_of(column, purpose).kk for column in columns]
    csv.writer(written, delimiter=";").writerows([headings, *lines])
    return SimpleUploadedFile(name, written.getvalue().encode("utf-8-sig"), content_type="text/csv")
