"""What is wrong with a list, cell by cell, as a table to work through beside it."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from icv_portal.accounts.rules.labels import Label
from programs.rules.purchases.columns import Column, heading_of
from programs.rules.purchases.faults import Fault, fault_from_json
from programs.rules.purchases.kinds import PurchasePurpose

HEADINGS = (
    Label(kk="Парақ", ru="Лист", en="Sheet"),
    Label(kk="Жол", ru="Строка", en="Line"),
    Label(kk="Баған", ru="Столбец", en="Column"),
    Label(kk="Мәні", ru="Значение", en="Value"),
    Label(kk="Не істеу керек", ru="Что сделать", en="What to do"),
)
A_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def kept(fault: Fault) -> str:
    """One line of the file in which the portal keeps them."""
    return json.dumps(fault.as_json(), ensure_ascii=False) + "\n"


def kept_faults(file: Iterable[bytes]) -> Iterator[Fault]:
    for line in file:
        yield fault_from_json(json.loads(line))


def report(faults: Iterator[Fault], *, sheet: str, purpose: PurchasePurpose, language: str) -> Iterator[bytes]:
    """As .csv, line by line."""
    yield "".encode("utf-8-sig") + _line(*(label.in_language(language) for label in HEADINGS))
    for fault in faults:
        column = heading_of(Column(fault.column), purpose).in_language(language)
        yield _line(sheet, str(fault.line), column, fault.value, fault.label.in_language(language))


def _line(*cells: str) -> bytes:
    """No cell is one a spreadsheet would compute."""
    written = io.StringIO()
    safe = [f"'{cell}" if cell.startswith(A_FORMULA_BEGINS) else cell for cell in cells]
    csv.writer(written, delimiter=";").writerow(safe)
    return written.getvalue().encode()
