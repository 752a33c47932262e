"""The workbook as it is downloaded: what is locked, hidden and offered, and that nothing in it is a formula."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from programs.rules.standard_form import SECTIONS
from programs.spreadsheets.headings import HeadingCell, heading_cells
from programs.spreadsheets.sheets import EMPTY_LINES, title_of
from programs.spreadsheets.writing import exact_number
from tests.programs.rules.contents import RIGHTS, ordinary_content, subsoil_user_content
from tests.programs.spreadsheets.workbooks import place, place_of, sheet, written

CONTENT = subsoil_user_content()
BOOK = openpyxl.load_workbook(BytesIO(written(CONTENT)))
ACTIVITY = CONTENT.rows_of("table_2", "activity")[0]
SHARE = CONTENT.rows_of("table_2", "icv_share")[0]


def rules(of: Worksheet, at: tuple[int, int]) -> list[str]:
    cell = of.cell(*at).coordinate
    return [rule.type for rule in of.data_validations.dataValidation if cell in rule.sqref]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_section_has_a_sheet_of_its_own_name(language):
    titles = [title_of(section, language) for section in SECTIONS]
    assert len({title.lower() for title in titles}) == len(SECTIONS)
    assert max(map(len, titles)) <= 31
    book = openpyxl.load_workbook(BytesIO(written(ordinary_content(), language=language)))
    shown = [one.title for one in book.worksheets if one.sheet_state == "visible"]
    assert shown == titles


def test_keys_and_marks_are_hidden_and_headings_locked():
    of = sheet(BOOK, "table_2")
    assert of.protection.sheet
    assert (of.row_dimensions[1].hidden, of.column_dimensions["A"].hidden) == (True, True)
    assert of.cell(5, 3).value == "Наименование мероприятия"
    assert of.cell(5, 3).protection.locked
    typed, nothing = place_of(BOOK, ACTIVITY, "name.kk"), place_of(BOOK, SHARE, "unit.kk")
    assert (of.cell(*typed).protection.locked, of.cell(*nothing).protection.locked) == (False, True)
    assert BOOK["icv_portal"].sheet_state == "veryHidden"


def test_numbers_are_numbers_and_texts_are_texts():
    content = replace(ordinary_content(), rows=tuple(_with_equals(row) for row in ordinary_content().rows))
    book = openpyxl.load_workbook(BytesIO(written(content)))
    of, row = sheet(book, "table_1"), content.rows_of("table_1")[0]
    assert of.cell(*place_of(book, row, "amount.2023")).value == float(row.cells["amount.2023"])
    assert {cell.data_type for one in book.worksheets for row in one.iter_rows() for cell in row} <= {"s", "n"}


def _with_equals(row):
    return replace(row, cells={key: "=1+1" if key.startswith("name") else text for key, text in row.cells.items()})


def test_cells_take_what_belongs_there_and_offer_what_was_said_before():
    purchases, targets = sheet(BOOK, "planned_purchases"), sheet(BOOK, "table_3")
    purchase = CONTENT.rows_of("planned_purchases")[0]
    assert rules(purchases, place_of(BOOK, purchase, "icv_share.2027")) == ["decimal"]
    assert rules(purchases, place_of(BOOK, purchase, "unit")) == ["list"]
    assert rules(purchases, place_of(BOOK, purchase, "name")) == []
    assert rules(targets, place_of(BOOK, CONTENT.rows_of("table_3")[0], "quantity.2027")) == ["whole"]
    offered = [cell.value for cell in BOOK["icv_lists"]["B"] if cell.value]
    assert offered == ["Bearings Ltd", "«Ағын» ЖШС"]


def test_rows_kept_apart_have_empty_lines_under_each_contract_and_licence():
    of = sheet(BOOK, "planned_purchases")
    marks = [of.cell(line, 1).value or "" for line in range(1, of.max_row + 1)]
    for right in RIGHTS:
        assert marks.count(f"+purchase::{right.id}") == EMPTY_LINES
    line, _column = place(of, f"+purchase::{RIGHTS[0].id}", "name")
    assert of.cell(line - 3, 2).value == RIGHTS[0].label.ru


@pytest.mark.parametrize(
    ("text", "number"),
    [("42.5", 42.5), ("0", 0.0), ("1234567890.12345", 1234567890.12345), ("12345678901234567.5", None), ("көп", None)],
)
def test_a_number_excel_cannot_hold_exactly_is_written_as_text(text, number):
    assert exact_number(text) == number


def test_headings_span_columns_and_rows():
    paths = [("№",), ("Name", "kk"), ("Name", "ru"), ("Targets", "2027", "sum"), ("Targets", "2027", "share")]
    assert list(heading_cells(paths)) == [
        HeadingCell("№", 0, 0, 2, 0),
        HeadingCell("Name", 0, 1, 1, 2),
        HeadingCell("Targets", 0, 3, 0, 4),
        HeadingCell("kk", 2, 1, 2, 1),
        HeadingCell("ru", 2, 2, 2, 2),
        HeadingCell("2027", 1, 3, 1, 4),
        HeadingCell("sum", 2, 3, 2, 3),
        HeadingCell("share", 2, 4, 2, 4),
    ]
