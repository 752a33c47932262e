"""A history as an .xlsx file: written row by row, so that its length costs no memory; nothing in it is a formula."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import xlsxwriter

from icv_portal.audit_trail.columns import COLUMNS, ExportedEntry, rows

LONGEST_CELL = 32_767  # characters; Excel's own bound
OPTIONS = {
    "constant_memory": True,
    # what somebody typed stays text, however it begins
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd.mm.yyyy hh:mm:ss",
}


def write_workbook(
    path: Path, chunks: Iterable[list[ExportedEntry]], *, title: str, progress: Callable[[int], None]
) -> None:
    """`progress` hears after each chunk how many entries were written."""
    with xlsxwriter.Workbook(path, OPTIONS) as workbook:
        sheet = workbook.add_worksheet(title[:31])
        heading = workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EEF4"})
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, str(column.title), heading)
        sheet.freeze_panes(1, 0)
        line = written = 0
        for chunk in chunks:
            for exported in chunk:
                for values in rows(exported):
                    line += 1
                    _write(sheet, line, values)
            written += len(chunk)
            progress(written)
        sheet.autofilter(0, 0, max(line, 1), len(COLUMNS) - 1)


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, values: list[str | datetime]) -> None:
    for place, value in enumerate(values):
        if isinstance(value, datetime):
            sheet.write_datetime(line, place, value)
        elif value:
            sheet.write_string(line, place, value if len(value) <= LONGEST_CELL else f"{value[: LONGEST_CELL - 1]}…")
