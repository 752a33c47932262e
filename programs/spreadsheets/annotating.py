"""The workbook as it was sent, with each problem beside its cell, and a sheet that lists them all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.cell import MergedCell
from openpyxl.cell.cell import TYPE_FORMULA, TYPE_STRING
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from programs.spreadsheets.grids import Grid
from programs.spreadsheets.opening import OpenWorkbook
from programs.spreadsheets.problems import LIST, TITLES_OF_THE_LIST, WorkbookProblem

AUTHOR = "icv_portal"
RED = PatternFill("solid", fgColor="FFF4C7C3")
YELLOW = PatternFill("solid", fgColor="FFFCE8B2")
NOTHING = PatternFill()
HEIGHT, WIDTH = 120, 320
"""Of a comment, in pixels."""
WIDTHS = {"A": 12, "B": 30, "C": 12, "D": 60, "E": 60}


def annotated(opened: OpenWorkbook, problems: Sequence[WorkbookProblem], language: str) -> bytes:
    """What an earlier copy was marked with is taken away: people correct the copy and send that."""
    with translation.override(language):
        for grid in opened.grids():
            _clean(grid.sheet)
            _mark(grid, [problem for problem in problems if problem.sheet == grid.title])
        for title in TITLES_OF_THE_LIST:
            if title in opened.workbook.sheetnames:
                del opened.workbook[title]
        _list(opened.workbook.create_sheet(LIST.in_language(language), 0), problems)
    opened.workbook.active = 0
    written = BytesIO()
    opened.workbook.save(written)
    return written.getvalue()


def _clean(sheet: Worksheet) -> None:
    for cell in sheet._cells.values():
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment, cell.fill = None, NOTHING


def _mark(grid: Grid, problems: Iterable[WorkbookProblem]) -> None:
    by_place: dict[tuple[int, int], list[WorkbookProblem]] = defaultdict(list)
    for problem in problems:
        place = _place(grid, problem.cell)
        if place is not None:
            by_place[place].append(problem)
    for place, together in by_place.items():
        cell = grid.sheet.cell(*place)
        if isinstance(cell, MergedCell):
            continue
        cell.comment = Comment("\n\n".join(map(_text, together)), AUTHOR, HEIGHT, WIDTH)
        cell.fill = RED if any(problem.is_error for problem in together) else YELLOW


def _place(grid: Grid, cell: str) -> tuple[int, int] | None:
    """Row and column: the first cell of an area, of a line the one after its mark; None for columns and sheets."""
    if not cell or grid.keys_at is None:
        return None
    column, row, _last_column, _last_row = range_boundaries(cell)
    return (row, column or grid.keys_at[1] + 1) if row else None


def _text(problem: WorkbookProblem) -> str:
    return f"{problem.what} {problem.how}"


def _list(sheet: Worksheet, problems: Iterable[WorkbookProblem]) -> None:
    sheet.append([_("Severity"), _("Sheet"), _("Cell"), _("What is wrong"), _("What to do")])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for problem in sorted(problems, key=lambda problem: not problem.is_error):
        severity = _("error") if problem.is_error else _("warning")
        sheet.append([severity, problem.sheet, problem.cell, problem.what, problem.how])
        line = sheet.max_row
        if problem.sheet and problem.cell and ":" not in problem.cell:
            _link(sheet.cell(line, 3), problem)
        for cell in sheet[line]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.data_type == TYPE_FORMULA:  # whatever a sheet is called, its name is none
                cell.data_type = TYPE_STRING
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"


def _link(cell: Any, problem: WorkbookProblem) -> None:
    sheet = problem.sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{problem.cell}")
    cell.style = "Hyperlink"
