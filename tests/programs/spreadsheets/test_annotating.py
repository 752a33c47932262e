"""The copy a person gets back: each problem beside its cell, all of them in one list, and it can be sent again."""

from io import BytesIO

import openpyxl
from openpyxl.workbook.workbook import Workbook

from programs.spreadsheets.annotating import AUTHOR, annotated
from programs.spreadsheets.opening import open_workbook
from programs.spreadsheets.reading import read
from tests.programs.rules.contents import ordinary_content
from tests.programs.spreadsheets.workbooks import edited, place_of, sheet, typed, written
from tests.programs.spreadsheets.workbooks import read as found_in

CONTENT = ordinary_content()
TOTAL = CONTENT.rows_of("table_1", "total")[0]
BOOK = written(CONTENT, "table_1", "table_2")
WRONG = (
    typed(TOTAL, "amount.2023", "көп"),
    typed(TOTAL, "icv_share.2023", 0.4, number_format="0.00"),
    lambda book: sheet(book, "table_1").cell(30, 4, 5),
    lambda book: setattr(sheet(book, "table_1").column_dimensions["E"], "hidden", True),
    lambda book: book.create_sheet("=1+1").cell(1, 1, "есеп"),
)


def copy_of(workbook: bytes, language: str = "ru") -> bytes:
    opened = open_workbook(BytesIO(workbook), CONTENT.program_id)
    return annotated(opened, read(opened, lambda done, of: None).problems, language)


def book(workbook: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(workbook))


def test_problems_stand_beside_their_cells_and_in_one_list_errors_first():
    marked = book(copy_of(edited(BOOK, *WRONG)))
    cell = sheet(marked, "table_1").cell(*place_of(marked, TOTAL, "amount.2023"))
    assert cell.comment is not None
    assert (cell.comment.author, "көп" in cell.comment.text, cell.fill.fgColor.rgb) == (AUTHOR, True, "FFF4C7C3")
    warned = sheet(marked, "table_1").cell(*place_of(marked, TOTAL, "icv_share.2023"))
    assert warned.fill.fgColor.rgb == "FFFCE8B2"
    assert sheet(marked, "table_1").cell(30, 2).comment is not None
    listed = marked.worksheets[0]
    assert listed.title == "Замечания"
    assert [(row[1], row[2]) for row in listed.iter_rows(min_row=2, values_only=True)] == [
        ("Таблица 1", "D8"),
        ("Таблица 1", "30:30"),
        ("=1+1", None),
        ("Таблица 1", "E8"),
        ("Таблица 1", "E:E"),
    ]
    link = listed.cell(2, 3).hyperlink
    assert link is not None
    assert link.location == "'Таблица 1'!D8"
    assert "f" not in {cell.data_type for row in listed.iter_rows() for cell in row}


def test_the_copy_tells_in_the_language_of_the_workbook():
    assert "Ескертулер" in book(copy_of(edited(BOOK, *WRONG), "kk")).sheetnames


def test_the_copy_is_corrected_and_sent_again_without_its_old_marks():
    copy = copy_of(edited(BOOK, *WRONG))
    corrected = edited(copy, typed(TOTAL, "amount.2023", 5), lambda book: sheet(book, "table_1").delete_rows(30))
    found = found_in(corrected, CONTENT)
    assert [row.texts for row in found.changed] == [{"amount.2023": "5", "icv_share.2023": "0.4"}]
    assert [one.code for one in found.problems if one.is_error] == []
    again = book(copy_of(corrected))
    cell = sheet(again, "table_1").cell(*place_of(again, TOTAL, "amount.2023"))
    assert (cell.comment, cell.fill.fill_type) == (None, None)
    assert again.sheetnames.count("Замечания") == 1
