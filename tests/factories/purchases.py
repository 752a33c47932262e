"""Lists of purchases as customers send them: codes of the nomenclature, invented producers, and files of any size."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from icv_portal.accounts.models import Membership
from programs.actions.purchase_imports import import_due
from programs.actions.purchases import send_purchases
from programs.models import Program, PurchaseImport, PurchaseList
from programs.rules.purchases.kinds import PurchasePurpose
from tests.factories.moments import OPENED_AT

CODES = ("139221.300.000001", "139212.700.000001", "139214.900.010007", "139222.700.000001", "139224.992.000000")
BINS = ("250140000013", "250140000409", "250140000410")
PLANNED = ("Код ЕНС ТРУ", "Наименование", "Сумма, тенге", "Год", "Производитель", "БИН производителя", "Доля ВЦ, %")
ACTUAL = ("Вид закупки", "Номер договора", "Сумма, тыс. тенге", "Год", "Доля ВЦ, %")
THREE_PLANNED = (
    (CODES[0], "Мешки", "600 000 000", "2027", "ТОО «Қап өндіріс»", BINS[0], "50"),
    (CODES[1], "Постельное белье", "300000000,5", "2027", "Импорт", "", ""),
    (CODES[2], "Салфетки", "100000000", "2028", "ТОО «Мақта»", BINS[1], "80,5 %"),
)
THREE_ACTUAL = (
    ("товары", "1-Т", "2000", "2023", "30"),
    ("работы", "2-Р", "1000,5", "2023", "90"),
    ("услуги", "3-У", "500", "2024", ""),
)
Cells = Sequence[str]


def csv_bytes(headings: Cells, rows: Iterable[Cells], *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows([headings, *rows])
    return written.getvalue().encode(encoding)


def xlsx_bytes(rows: Iterable[Sequence[Any]], *, formats: Mapping[int, str] | None = None) -> bytes:
    """`formats` are number formats by column."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        kinds = {place: book.add_format({"num_format": text}) for place, text in (formats or {}).items()}
        sheet = book.add_worksheet("Закупки")
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(line, place, value, kinds.get(place) if line else None)
    return made.getvalue()


def planned_lines(count: int, *, years: Sequence[int] = (2027, 2028, 2029)) -> Iterator[tuple[str, ...]]:
    """As many different lines; every third one is imported and has no share."""
    for number in range(count):
        is_local = number % 3
        yield (
            CODES[number % len(CODES)],
            f"Товар № {number}",
            f"{1000 + number}.25",
            str(years[number % len(years)]),
            "ТОО «Өндіруші»" if is_local else "Импорт",
            BINS[number % len(BINS)] if is_local else "",
            f"{number % 101}" if is_local else "",
        )


def sent(content: bytes, name: str = "Закупки.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def waiting(
    program: Program,
    content: bytes,
    *,
    by: Membership,
    purpose: PurchasePurpose = PurchasePurpose.PLANNED,
    name: str = "Закупки.csv",
    at: datetime = OPENED_AT,
) -> PurchaseImport:
    return send_purchases(program.pk, sent(content, name), purpose=purpose, by=by, at=at)


def read(wanted: PurchaseImport, *, now: Callable[[], datetime] = lambda: OPENED_AT) -> PurchaseImport:
    """The worker has been there."""
    assert import_due(now)
    wanted.refresh_from_db()
    return wanted


def imported(
    program: Program,
    rows: Iterable[Cells] | None = None,
    *,
    by: Membership,
    purpose: PurchasePurpose = PurchasePurpose.PLANNED,
    at: datetime = OPENED_AT,
) -> PurchaseList:
    """A list in force, with the columns of its purpose."""
    is_planned = purpose is PurchasePurpose.PLANNED
    headings, example = (PLANNED, THREE_PLANNED) if is_planned else (ACTUAL, THREE_ACTUAL)
    content = csv_bytes(headings, example if rows is None else rows)
    taken = read(waiting(program, content, by=by, purpose=purpose, at=at), now=lambda: at)
    assert taken.purchase_list is not None, (taken.refusal, taken.faults)
    return taken.purchase_list
