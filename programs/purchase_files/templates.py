"""Files to fill in: the headings of a list of purchases with an example, as .xlsx and as .csv."""

import csv
import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from icv_portal.accounts.rules.labels import Label
from programs.rules.purchases.columns import Column, columns_of, heading_of
from programs.rules.purchases.kinds import PurchasePurpose

EXAMPLE: Mapping[Column, Label | str] = {
    Column.KIND: Label(kk="тауарлар", ru="товары", en="goods"),
    Column.CODE: "139221.300.000001",
    Column.NAME: Label(kk="Концентратқа арналған қаптар", ru="Мешки для концентрата", en="Sacks for concentrate"),
    Column.CONTRACT: "214/ТПИ-26",
    Column.UNIT: Label(kk="дана", ru="шт.", en="pcs"),
    Column.VOLUME: "12000",
    Column.VALUE: "56400000",
    Column.PRODUCER: Label(kk="«Қап өндіріс» ЖШС", ru="ТОО «Қап өндіріс»", en="Qap Ondiris LLP"),
    Column.PRODUCER_BIN: "250140000013",
    Column.ICV_SHARE: "72",
}
WIDE, USUAL = 40, 18
NUMBERS = (Column.VOLUME, Column.VALUE, Column.YEAR, Column.ICV_SHARE)


def template_rows(
    purpose: PurchasePurpose, *, years: Sequence[int], right: str | None, language: str
) -> tuple[tuple[Column, ...], list[str], list[str]]:
    """Columns, headings and an example. `right` is the number of a contract or licence; None for no subsoil user."""
    columns = columns_of(purpose, is_subsoil_user=right is not None)
    example = {**EXAMPLE, Column.YEAR: str(years[0]) if years else "", Column.RIGHT: right or ""}
    headings = [heading_of(column, purpose).in_language(language) for column in columns]
    return columns, headings, [_in(example[column], language) for column in columns]


def _in(value: Label | str, language: str) -> str:
    return value.in_language(language) if isinstance(value, Label) else value


def csv_template(headings: Sequence[str], example: Sequence[str]) -> bytes:
    """As spreadsheets here open it at a double click: semicolons, and a mark that it is UTF-8."""
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([headings, example])
    return written.getvalue().encode("utf-8-sig")


def xlsx_template(columns: Sequence[Column], headings: Sequence[str], example: Sequence[str]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        bold, text = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            is_number = column in NUMBERS
            width = WIDE if column in (Column.NAME, Column.PRODUCER) else USUAL
            sheet.set_column(place, place, width, None if is_number else text)
            sheet.write_string(0, place, headings[place], bold)
            if is_number and example[place]:
                sheet.write_number(1, place, float(example[place]))
            else:
                sheet.write_string(1, place, example[place], text)
    return made.getvalue()
