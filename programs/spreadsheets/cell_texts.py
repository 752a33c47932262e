"""What one cell of a workbook says, as the text the portal keeps, or why it says nothing the portal can take."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from programs.rules.cells import LONGEST_TEXT
from programs.rules.numbers import canonical_number, parse_number, plain
from programs.rules.standard_form import CellKind

LONGEST_SHOWN = 80
NOT_WRITTEN = re.compile(r"_x(?:00[01][0-9A-F]|FFF[EF])_|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Control characters, which no cell of a workbook holds, and what spreadsheet programs write in their place."""

PERCENT_FORMAT = re.compile(r'^(?:[^"\\%]|"[^"]*"|\\.)*%')
"""A number format with a percent sign that multiplies: neither quoted nor escaped."""


@dataclass(frozen=True)
class CellText:
    """`code` names the problem of the cell, empty where it has none; after an error `text` is not to be taken."""

    text: str
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()


def text_of(value: object, kind: CellKind, number_format: str = "General") -> CellText:
    """`value` as openpyxl gives it, of a formula what it was computed to."""
    if value is None:
        return CellText("")
    if isinstance(value, bool):
        return CellText("", "logical")
    if isinstance(value, (datetime, date, time, timedelta)):
        return _of_date(value, kind)
    if isinstance(value, (int, float)):
        return _of_number(Decimal(f"{value:.15g}"), kind, number_format)
    return _of_text(str(value), kind)


def as_read_back(text: str, kind: CellKind) -> str:
    """What a cell of the portal says once it went through a workbook unchanged."""
    return _of_text(text, kind).text


def _of_date(value: datetime | date | time | timedelta, kind: CellKind) -> CellText:
    if kind.is_number:
        return CellText("", "date_in_number")
    text = f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
    return CellText(text, "date_as_text", (("text", text),))


def _of_number(number: Decimal, kind: CellKind, number_format: str) -> CellText:
    """A cell somebody formatted as per cent holds 0.425 where people see 42.5 %."""
    if not number.is_finite():
        return CellText("", "error_value", (("text", str(number)),))
    if PERCENT_FORMAT.search(number_format):
        text = plain(number * 100)
        return _number_as_text(text if kind.is_number else f"{text}%", kind)
    text = plain(number)
    if kind is CellKind.PERCENT and 0 < number < 1:
        return CellText(text, "share_below_one", (("text", text), ("percent", plain(number * 100))))
    return _number_as_text(text, kind)


def _number_as_text(text: str, kind: CellKind) -> CellText:
    """Numbers with more digits than the portal keeps are told like any other text that is no number."""
    return _of_text(text, kind) if kind.is_number else CellText(text)


def _of_text(typed: str, kind: CellKind) -> CellText:
    text = NOT_WRITTEN.sub("", typed).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return CellText("")
    if len(text) > LONGEST_TEXT:
        return CellText("", "too_long", (("length", str(len(text))), ("most", str(LONGEST_TEXT))))
    if kind.is_number and parse_number(text) is None:
        return CellText(text, "no_number", (("text", shortened(text)),))
    return CellText(canonical_number(text) if kind.is_number else text)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
