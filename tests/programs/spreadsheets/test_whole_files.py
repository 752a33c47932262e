"""Files as a whole: of another program, of another version, of another make, damaged, or larger than they look."""

import zipfile
from io import BytesIO
from random import Random
from typing import Any

import pytest
from openpyxl.workbook.workbook import Workbook

from programs.spreadsheets.opening import open_workbook
from programs.spreadsheets.refusals import REFUSALS, WorkbookRefused
from programs.spreadsheets.sheets import EMPTY_LINES
from tests.factories import files
from tests.programs.rules.contents import ordinary_content
from tests.programs.spreadsheets.test_containers import with_parts
from tests.programs.spreadsheets.workbooks import Edit, edited, read, saved, sheet, texts, typed, typed_below, written

CONTENT = ordinary_content()
BOOK = written(CONTENT, "table_1", "table_2", "table_4", "table_5", "table_6")
BOOK_OF_ONE = written(CONTENT, "table_1")
ACTIVITY = CONTENT.rows_of("table_2", "activity")[0]


def refusal(workbook: bytes, program_id: str = CONTENT.program_id) -> str:
    with pytest.raises(WorkbookRefused) as refused:
        read(workbook, CONTENT) if program_id == CONTENT.program_id else open_workbook(BytesIO(workbook), program_id)
    return refused.value.code


def change_memory(text: str, to: str) -> Edit:
    def edit(book: Workbook) -> None:
        cell: Any = book["icv_portal"].cell(1, 2)
        assert text in cell.value
        cell.value = cell.value.replace(text, to)

    return edit


def test_files_that_are_not_this_programs_form_are_refused():
    assert refusal(saved(Workbook())) == "not_ours"
    assert refusal(files.docx()) == "other"
    assert refusal(edited(BOOK, lambda book: book.remove(book["icv_portal"]))) == "not_ours"
    assert refusal(edited(BOOK, lambda book: book["icv_portal"].cell(1, 2, "{"))) == "not_ours"
    assert refusal(edited(BOOK, change_memory('"language": "ru"', '"language": "de"'))) == "not_ours"
    assert refusal(edited(BOOK, change_memory("[2027", f"[{'2027, ' * 60}2027"))) == "not_ours"
    assert refusal(edited(BOOK, change_memory("2026-09-08T", "2026-13-08T"))) == "not_ours"
    assert refusal(edited(BOOK, change_memory("+05:00", ""))) == "not_ours"
    assert refusal(BOOK, "1f0c3a52-9d0a-4c66-8c1e-0c5e1f9f7a11") == "other_program"
    one_sheet = written(CONTENT, "table_5")
    left = edited(one_sheet, lambda book: book.create_sheet("Басқа"), lambda book: book.remove(sheet(book, "table_5")))
    assert refusal(left) == "no_sheet"


def test_a_file_no_library_can_read_is_refused():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    spoiled = f'<worksheet xmlns="{main}"><sheetData><row r="x"/></sheetData></worksheet>'
    assert refusal(with_parts({"xl/worksheets/sheet1.xml": spoiled}, BOOK)) == "broken"


def test_a_template_of_another_version_is_recognised_and_read():
    older = edited(
        BOOK,
        change_memory('"layout": 1', '"layout": 0'),
        change_memory('"table_6"', '"table_7"'),
        typed(ACTIVITY, "target.2027", 5),
    )
    found = read(older, CONTENT)
    assert texts(found.changed) == [{"target.2027": "5"}]
    assert [one.code for one in found.problems] == ["other_layout"]


def test_there_are_as_many_empty_lines_as_the_sheet_says():
    found = read(edited(BOOK, *(typed_below(ACTIVITY, {"name.kk": str(n)}, at=n) for n in range(EMPTY_LINES))), CONTENT)
    assert [row.texts["name.kk"] for row in found.added] == [str(number) for number in range(EMPTY_LINES)]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # the library tells of what it leaves out
def test_a_file_damaged_anywhere_is_refused_or_read_and_breaks_nothing():
    chance = Random(958)
    with zipfile.ZipFile(BytesIO(BOOK_OF_ONE)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for _time in range(60):
        name = chance.choice(sorted(parts))
        at = chance.randrange(len(parts[name]))
        damaged = parts[name][:at] + chance.choice([b"", b"0", b"<", b'"']) + parts[name][at + chance.randint(1, 9) :]
        assert read_or_refused(with_parts({name: damaged}, BOOK_OF_ONE)) in {"", *REFUSALS}


def read_or_refused(workbook: bytes) -> str:
    try:
        read(workbook, CONTENT)
    except WorkbookRefused as refused:
        return refused.code
    return ""


def test_a_cell_far_away_on_the_hidden_sheet_makes_no_cells_between():
    far = edited(BOOK, lambda book: book["icv_portal"].cell(1000, 16_384, "x"))
    opened = open_workbook(BytesIO(far), CONTENT.program_id)
    assert len(opened.workbook["icv_portal"]._cells) < 10_000
