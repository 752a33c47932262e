"""Workbooks: the first sheet with something in it, row by row, with what its formulas came to when it was saved."""

import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from programs.purchase_files.refusals import RefusalCode, Refused
from programs.rules.purchases.lines import BROKEN
from programs.spreadsheets.cell_texts import PERCENT_FORMAT
from programs.spreadsheets.containers import Limits, make_sure_it_is_a_workbook
from programs.spreadsheets.refusals import WorkbookRefused

OF_A_LIST = Limits(unpacked=400 * 1024 * 1024, cells=6_000_000, area=None, elements=1_500_000)
"""As many lines as a list may have with twenty columns, which are read row by row."""
LARGEST_TOLD = 100 * 1024 * 1024
"""Bytes, unpacked, of the parts read as a whole: the shared texts, above all."""
SHEETS = "xl/worksheets/sheet"
MOST_COLUMNS = 60
"""What stands further to the right is no column of a list."""
LAST_ROW = 1_048_576
"""No spreadsheet program writes a row behind it; the library makes up blank ones as far as a file says."""
REFUSED_AS = {
    "bomb": RefusalCode.TOO_MUCH,
    "too_many_cells": RefusalCode.TOO_MUCH,
    "strict": RefusalCode.STRICT,
}
"""What is the matter with a workbook, in the words for lists; everything else is damage."""
LOOKED_AT = 50
DIGITS = 10
"""Decimals of a number: beyond them a binary number of a workbook says nothing."""
DAMAGED = (
    zipfile.BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    SyntaxError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    NotImplementedError,
)
"""What the library raises for workbooks that are not as they should be; bad XML is a SyntaxError."""


def rows_of(file: IO[bytes]) -> tuple[str, Iterator[tuple[int, Sequence[str], float]]]:
    """Name of the sheet; number, cells and how much of it lies behind. Raises Refused."""
    _refuse_unsafe(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        declared = {one.title: one.max_row for one in sheets}
        sheet, width = next(((one, width) for one in sheets if (width := _width(one))), (None, 0))
    except DAMAGED as error:
        raise Refused(RefusalCode.DAMAGED) from error
    if sheet is None:
        raise Refused(RefusalCode.NO_LINES)
    return sheet.title, _rows(sheet, width, declared[sheet.title] or 1)


def _refuse_unsafe(file: IO[bytes]) -> None:
    try:
        make_sure_it_is_a_workbook(file, OF_A_LIST)
    except WorkbookRefused as refused:
        raise Refused(REFUSED_AS.get(refused.code, RefusalCode.DAMAGED)) from refused
    with zipfile.ZipFile(file) as archive:
        whole = sum(part.file_size for part in archive.infolist() if not part.filename.startswith(SHEETS))
    if whole > LARGEST_TOLD:
        raise Refused(RefusalCode.TOO_MUCH)


def _width(sheet: Any) -> int:
    """Columns with something in them in the first rows, where the headings are; 0 for a sheet without anything."""
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows = sheet.iter_rows(max_row=LOOKED_AT, max_col=MOST_COLUMNS, values_only=True)
    return max((place for row in rows for place, value in enumerate(row, start=1) if value is not None), default=0)


def _rows(sheet: Any, width: int, last: int) -> Iterator[tuple[int, Sequence[str], float]]:
    """`last` row as the file declares it: good enough to show how far it is read."""
    try:
        for number, row in enumerate(sheet.iter_rows(max_col=width), start=1):
            if number > LAST_ROW:
                raise Refused(RefusalCode.DAMAGED)
            yield number, [_text(cell) for cell in row], min(number / last, 1)
    except DAMAGED as error:
        raise Refused(RefusalCode.DAMAGED) from error


def _text(cell: Any) -> str:
    """As somebody would type it; a share formatted as a percentage in per cent."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return BROKEN
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    number = Decimal(repr(value))
    if PERCENT_FORMAT.search(cell.number_format or ""):
        number *= 100
    if not number.is_finite():
        return BROKEN
    whole = f"{number:.{DIGITS}f}"
    return whole.rstrip("0").rstrip(".")
