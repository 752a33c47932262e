"""Workbooks a customer of the demo filled in and sent back: one to be decided and applied, one with mistakes in it."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, localtime
from openpyxl.workbook.workbook import Workbook

from icv_portal.accounts.models import Membership
from programs.actions import SectionChange, save_section
from programs.actions.spreadsheets import read_due, take_in
from programs.content import content_of
from programs.models import Program, SectionState
from programs.rules.content import ContentRow
from programs.rules.standard_form import section
from programs.spreadsheets.grids import Grid
from programs.spreadsheets.writing import Form, write_form

CODES = ("table_1", "planned_purchases", "table_2")
Typed = Mapping[tuple[str, str], str | float]
"""By mark of the line and key of the column."""


def send_workbooks(program: Program, *, by: Membership, colleague: Membership, at: datetime) -> None:
    """Downloaded before the colleague corrected the volume of purchases in the portal."""
    rows = content_of(program, on=localdate(at)).rows
    total = next(row for row in rows if row.section == "table_1" and row.cells)
    purchase = next(row for row in rows if row.section == "planned_purchases" and row.cells)
    key = next(iter(total.cells))
    right: Typed = {
        (total.id, key): 14_250_300.5,
        (purchase.id, "name"): f"{purchase.cells['name']}, ГОСТ 32601",
        (f"+purchase::{purchase.right or ''}", "name"): "Лента конвейерная",
        (f"+purchase::{purchase.right or ''}", "unit"): "м",
    }
    wrong: Typed = {(total.id, key): "около 14 млрд", (purchase.id, f"icv_share.{program.first_year}"): 0.35}
    workbook = _downloaded(program, at)
    _correct(program, total, key, by=colleague, at=at)
    for name, typed in (("Таблицы 1 и 2.xlsx", right), ("Таблицы 1 и 2, черновик.xlsx", wrong)):
        sent = SimpleUploadedFile(name, _filled_in(workbook, typed))
        take_in(program.pk, sent, by=by, at=at)
        read_due(at)


def _downloaded(program: Program, at: datetime) -> bytes:
    form = Form(
        content=content_of(program, on=localdate(at)),
        sections=[section(code) for code in CODES],
        versions=dict(program.sections.filter(section__in=CODES).values_list("section", "version")),
        language="ru",
        downloaded_at=localtime(at).isoformat(),
        address="",
    )
    return write_form(form)


def _correct(program: Program, row: ContentRow, key: str, *, by: Membership, at: datetime) -> None:
    version = SectionState.objects.get(program=program, section=row.section).version
    change = SectionChange({row.id: {**row.cells, key: "14250000"}})
    save_section(program.pk, row.section, change, version=version, by=by, at=at)


def _filled_in(workbook: bytes, typed: Typed) -> bytes:
    book, saved = openpyxl.load_workbook(BytesIO(workbook)), BytesIO()
    for (mark, key), value in typed.items():
        _type(book, mark, key, value)
    book.save(saved)
    return saved.getvalue()


def _type(book: Workbook, mark: str, key: str, value: str | float) -> None:
    """Into the first line of this mark."""
    for grid in map(Grid, book.worksheets):
        if grid.keys_at is not None and key in grid.keys.values():
            column = next(column for column, found in grid.keys.items() if found == key)
            lines = [line for line in grid.lines() if grid.mark(line) == mark]
            for line in lines[:1]:
                grid.sheet.cell(line, column).value = value
