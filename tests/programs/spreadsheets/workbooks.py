"""Workbooks as people send them back: written by the portal, then changed as a spreadsheet program would."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from programs.rules.content import Content, ContentRow
from programs.rules.standard_form import SECTIONS, Section, section
from programs.spreadsheets import opening, reading
from programs.spreadsheets.comparing import Comparison, compare
from programs.spreadsheets.findings import Findings, FoundRow, findings_of
from programs.spreadsheets.grids import Grid
from programs.spreadsheets.sheets import mark_of_new, title_of
from programs.spreadsheets.writing import Form, write_form

DOWNLOADED_AT = "2026-09-08T14:03:00+05:00"
Edit = Callable[[Workbook], object]


def written(content: Content, *codes: str, language: str = "ru") -> bytes:
    """The whole form, or some of its sections."""
    sections: list[Section] = [section(code) for code in codes] or list(SECTIONS)
    versions = {one.code: 3 for one in sections}
    return write_form(Form(content, sections, versions, language, DOWNLOADED_AT, "https://portal.example.kz/excel/"))


def edited(workbook: bytes, *edits: Edit) -> bytes:
    """Saved by another program than the one that wrote it."""
    book = openpyxl.load_workbook(BytesIO(workbook))
    for edit in edits:
        edit(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def read(workbook: bytes, content: Content) -> Findings:
    """Through JSON, as the portal keeps it."""
    found = reading.read(opening.open_workbook(BytesIO(workbook), content.program_id), lambda done, of: None)
    return findings_of(json.loads(json.dumps(found.stored())))


def compared(workbook: bytes, content: Content, now: Content | None = None) -> Comparison:
    """With what it was downloaded from, or with the draft as it stands `now`."""
    return compare(read(workbook, content), now or content, {})


def sheet(book: Workbook, code: str, language: str = "ru") -> Worksheet:
    return book[title_of(section(code), language)]


def place_of(book: Workbook, row: ContentRow, key: str, language: str = "ru") -> tuple[int, int]:
    """Row and column of a cell of a row, by its hidden mark and key."""
    return place(sheet(book, row.section, language), row.id, key)


def place(of: Worksheet, mark: str, key: str) -> tuple[int, int]:
    grid = Grid(of)
    column = next(column for column, found in grid.keys.items() if found == key)
    return next(line for line in grid.cells if grid.mark(line) == mark), column


def typed(row: ContentRow, key: str, value: Any, language: str = "ru", number_format: str = "") -> Edit:
    """Somebody types into a cell."""

    def edit(book: Workbook) -> None:
        cell = sheet(book, row.section, language).cell(*place_of(book, row, key, language))
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return edit


def typed_below(row: ContentRow, cells: dict[str, Any], *, at: int = 0, language: str = "ru") -> Edit:
    """A new row in the empty line number `at` of the place of `row`."""

    def edit(book: Workbook) -> None:
        of = sheet(book, row.section, language)
        first, _column = place(of, mark_of_new(row.place), next(iter(cells)))
        for key, value in cells.items():
            of.cell(first + at, place(of, mark_of_new(row.place), key)[1]).value = value

    return edit


def texts(rows: tuple[FoundRow, ...]) -> list[dict[str, str]]:
    return [row.texts for row in rows]
