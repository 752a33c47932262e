"""What is found in a workbook somebody worked in: moved, copied and new lines, formulas, what is hidden or missing."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from programs.rules.content import Content, ContentRow
from tests.programs.rules.contents import RIGHTS, ordinary_content, subsoil_user_content
from tests.programs.spreadsheets.workbooks import (
    Edit,
    compared,
    edited,
    place_of,
    read,
    sheet,
    texts,
    typed,
    typed_below,
    written,
)

CONTENT = ordinary_content()
BOOK = written(CONTENT, "table_1", "table_2", "table_4", "table_5", "table_6")
BOOK_OF_ONE = written(CONTENT, "table_1")
ACTIVITY, SECOND = CONTENT.rows_of("table_2", "activity")
SHARE = CONTENT.rows_of("table_2", "icv_share")[0]
TOTAL = CONTENT.rows_of("table_1", "total")[0]
NEW: dict[str, Any] = {"name.kk": "Жаңа іс-шара", "name.ru": "Новое мероприятие", "target.2027": 7}


def on(code: str, change: Callable[..., object], *arguments: object) -> Edit:
    """A change of one sheet as a whole."""
    return lambda book: change(sheet(book, code), *arguments)


def problems(*edits: Edit, content: Content = CONTENT) -> list[tuple[str, str]]:
    book = BOOK if content is CONTENT else written(content, "table_1")
    return [(one.code, one.cell) for one in read(edited(book, *edits), content).problems]


@cache
def unchanged() -> Workbook:
    return openpyxl.load_workbook(BytesIO(BOOK))


def at(row: ContentRow, key: str) -> str:
    line, column = place_of(unchanged(), row, key)
    return f"{get_column_letter(column)}{line}"


def line_of(row: ContentRow) -> int:
    return place_of(unchanged(), row, "note.kk")[0]


def without_merged(of: Worksheet) -> Worksheet:
    """As Excel does when one of their lines is deleted."""
    for area in list(of.merged_cells.ranges):
        of.unmerge_cells(area.coord)
    return of


# Lines and columns that moved


def move_line_up(book: Workbook) -> None:
    """The second activity above the first: all cells with their marks, as a cut and a paste do."""
    of = sheet(book, "table_2")
    first, second = (place_of(book, row, "note.kk")[0] for row in (ACTIVITY, SECOND))
    for column in range(1, of.max_column + 1):
        upper, lower = of.cell(first, column), of.cell(second, column)
        upper.value, lower.value = lower.value, upper.value


def move_columns(book: Workbook) -> None:
    """A column of one's own goes in before the targets, which move to the right."""
    of = sheet(book, "table_2")
    of.insert_cols(9)
    of.cell(line_of(ACTIVITY), 9).value = "менің белгім"


def test_moved_lines_keep_their_identity_and_the_form_its_order():
    found = read(edited(BOOK, move_line_up, typed(SECOND, "target.2027", 99)), CONTENT)
    assert [(row.id, row.texts) for row in found.changed] == [(SECOND.id, {"target.2027": "99"})]
    assert [one.code for one in found.problems] == ["other_order"]


def test_moved_columns_are_found_and_those_of_ones_own_left_out():
    found = read(edited(BOOK, typed(ACTIVITY, "target.2028", 5), move_columns), CONTENT)
    assert texts(found.changed) == [{"target.2028": "5"}]
    assert [(one.code, one.cell) for one in found.problems] == [("unknown_column", "I:I")]


def test_a_line_put_in_above_everything_moves_nothing():
    found = compared(edited(BOOK, on("table_2", lambda of: of.insert_rows(1))), CONTENT)
    assert (found.is_empty, found.problems) == (True, [])


def test_a_renamed_sheet_is_found_by_its_keys():
    def rename(book: Workbook) -> None:
        sheet(book, "table_2").title = "Біздің кесте"

    found = read(edited(BOOK, typed(ACTIVITY, "target.2027", 5), rename), CONTENT)
    assert [(row.sheet, row.texts) for row in found.changed] == [("Біздің кесте", {"target.2027": "5"})]


def test_headings_may_be_changed_without_harm():
    def rename(book: Workbook) -> None:
        for line in range(2, 7):
            sheet(book, "table_2").cell(line, 3).value = "басқа тақырып"

    assert problems(rename) == []


# New lines


def test_lines_filled_in_are_new_rows_of_their_place():
    content = subsoil_user_content()
    purchase = next(row for row in content.rows_of("planned_purchases") if row.right == RIGHTS[1].id)
    found = read(
        edited(written(content), typed_below(purchase, {"name": "Кабель", "amount.2027": 12.5}, at=3)), content
    )
    assert [(row.place, row.texts) for row in found.added] == [
        (purchase.place, {"name": "Кабель", "amount.2027": "12.5"})
    ]


def test_lines_typed_below_the_table_belong_to_the_place_above():
    def below(book: Workbook) -> None:
        of = sheet(book, "table_2")
        for key, value in NEW.items():
            of.cell(of.max_row + (key == "name.kk"), place_of(book, ACTIVITY, key)[1]).value = value

    found = read(edited(BOOK, below), CONTENT)
    assert [(row.place, row.texts) for row in found.added] == [(ACTIVITY.place, {**NEW, "target.2027": "7"})]


def test_a_line_put_in_between_belongs_to_the_place_above():
    def between(book: Workbook) -> None:
        of, line = sheet(book, "table_2"), place_of(book, SECOND, "note.kk")[0]
        of.insert_rows(line)
        of.cell(line, place_of(book, ACTIVITY, "name.kk")[1]).value = "Арасында"

    found = read(edited(BOOK, between), CONTENT)
    assert (texts(found.added), found.changed, found.missing) == ([{"name.kk": "Арасында"}], (), ())


def test_a_line_put_in_below_a_row_every_program_has_belongs_to_the_place_below():
    def below_a_fixed_row(book: Workbook) -> None:
        of, line = sheet(book, "table_2"), place_of(book, ACTIVITY, "note.kk")[0]
        of.insert_rows(line)
        of.cell(line, place_of(book, ACTIVITY, "name.kk")[1]).value = "Арасында"

    found = read(edited(BOOK, below_a_fixed_row), CONTENT)
    assert [row.place for row in found.added] == [ACTIVITY.place]


def test_empty_lines_are_no_rows():
    assert compared(edited(BOOK, on("table_2", lambda of: of.cell(500, 3, "  "))), CONTENT).is_empty


def test_a_copied_line_is_a_new_row_and_the_one_that_stayed_the_same_keeps_its_identity():
    def copy(book: Workbook) -> None:
        """Above the original, and changed."""
        of, line = sheet(book, "table_2"), line_of(SECOND)
        empty = line + 1
        for column in range(1, of.max_column + 1):
            of.cell(empty, column).value = of.cell(line, column).value
        of.cell(line, place_of(book, SECOND, "name.kk")[1]).value = "Өзгертілген"

    found = read(edited(BOOK, copy), CONTENT)
    assert (found.changed, found.missing) == ((), ())
    assert [row.texts["name.kk"] for row in found.added] == ["Өзгертілген"]
    assert [(one.code, one.cell) for one in found.problems] == [("copied_row", f"{line_of(SECOND)}:{line_of(SECOND)}")]


def test_a_line_of_another_file_is_a_new_row():
    def paste(book: Workbook) -> None:
        of, line = sheet(book, "table_2"), line_of(SECOND) + 1
        of.cell(line, 1).value = "0b7c1f39-6a55-4c1e-9a83-3d1e0a9b7c11"
        of.cell(line, place_of(book, ACTIVITY, "name.kk")[1]).value = "Басқа файлдан"

    found = read(edited(BOOK, paste), CONTENT)
    assert (texts(found.added), [one.code for one in found.problems]) == (
        [{"name.kk": "Басқа файлдан"}],
        ["foreign_row"],
    )


def test_a_copy_of_a_row_every_program_has_is_refused():
    def copy(book: Workbook) -> None:
        of, line = sheet(book, "table_1"), place_of(book, TOTAL, "amount.2023")[0]
        for column in range(1, of.max_column + 1):
            of.cell(30, column).value = of.cell(line, column).value

    assert problems(copy) == [("row_twice", "30:30")]


def test_a_line_without_a_place_is_refused():
    assert problems(on("table_1", lambda of: of.cell(30, 4, 5))) == [("no_place", "30:30")]


# Lines, columns and sheets that are gone


def test_deleted_lines_are_told_and_rows_every_program_has_stay():
    found = read(
        edited(BOOK, *(on("table_2", lambda of, row=row: of.delete_rows(line_of(row))) for row in (SECOND,))), CONTENT
    )
    assert [(row.id, row.cells) for row in found.missing] == [(SECOND.id, SECOND.cells)]
    assert problems(on("table_2", lambda of: without_merged(of).delete_rows(line_of(SHARE)))) == [
        ("fixed_row_missing", "")
    ]


def test_a_deleted_column_leaves_its_cells_as_they_are():
    found = compared(edited(BOOK, on("table_4", lambda of: of.delete_cols(3))), CONTENT)
    assert found.is_empty
    assert [(one.code, one.what) for one in found.problems] == [
        (
            "column_missing",
            "The column “Наименование мероприятия, казахский язык” is missing in the file: its cells stay as they are.",
        )
    ]


def test_a_column_copied_with_its_key_is_refused():
    def copy(book: Workbook) -> None:
        of = sheet(book, "table_4")
        for line in range(1, of.max_row + 1):
            of.cell(line, 30).value = of.cell(line, 3).value

    assert [code for code, _cell in problems(copy)] == ["column_twice"]


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (lambda book: book.remove(sheet(book, "table_5")), [("sheet_missing", "")]),
        (lambda book: book.create_sheet("Есептеу").cell(1, 1, 5), [("unknown_sheet", "")]),
        (lambda book: book.create_sheet("Бос"), []),
        (lambda book: book.copy_worksheet(sheet(book, "table_5")), [("sheet_twice", "")]),
        (on("table_5", lambda of: of.delete_rows(1)), [("sheet_without_keys", "")]),
        (on("table_5", lambda of: of.delete_cols(1)), [("sheet_without_keys", "")]),
        (on("table_5", lambda of: setattr(of, "sheet_state", "hidden")), [("hidden_sheet", "")]),
        (on("table_1", lambda of: setattr(of.row_dimensions[8], "hidden", True)), [("hidden_row", "8:8")]),
        (on("table_1", lambda of: setattr(of.column_dimensions["E"], "hidden", True)), [("hidden_column", "E:E")]),
        (on("table_1", lambda of: of.merge_cells("D8:E8")), [("merged", "D8:E8")]),
        (on("table_1", lambda of: of.cell(8, 30, "ескертпе")), [("unknown_column", "AD:AD")]),
        (on("table_2", lambda of: without_merged(of).cell(line_of(SHARE), 6, "2027")), [("not_of_this_row", "F7")]),
    ],
)
def test_what_stands_otherwise_than_expected_is_told(edit, found):
    assert problems(edit) == found


# Cells


@pytest.mark.parametrize(
    ("row", "key", "value", "number_format", "code"),
    [
        (TOTAL, "amount.2023", "көп", "", "no_number"),
        (TOTAL, "amount.2023", "=1+1", "", "formula_without_value"),
        (TOTAL, "amount.2023", "#REF!", "", "error_value"),
        (TOTAL, "amount.2023", True, "", "logical"),
        (TOTAL, "icv_share.2023", 0.4, "0.00", "share_below_one"),
        (ACTIVITY, "name.kk", "x" * 20_001, "", "too_long"),
    ],
)
def test_a_cell_nobody_can_read_is_told_with_its_place(row, key, value, number_format, code):
    found = problems(typed(row, key, value, number_format=number_format))
    assert found == [(code, at(row, key))]


def test_a_number_no_one_can_read_that_stood_so_before_is_nobodys_fault():
    spoiled = replace(TOTAL, cells={**TOTAL.cells, "amount.2023": "көп"})
    content = replace(CONTENT, rows=tuple(spoiled if row.id == TOTAL.id else row for row in CONTENT.rows))
    assert problems(content=content) == []


def test_formulas_are_read_by_what_they_were_computed_to():
    workbook = with_computed(edited(BOOK, typed(TOTAL, "amount.2023", "=1000000+12.5")), "1000012.5")
    found = read(workbook, CONTENT)
    assert texts(found.changed) == [{"amount.2023": "1000012.5"}]
    assert [(one.code, one.what) for one in found.problems] == [
        ("formula", "A formula stands here; its value is taken: 1000012.5.")
    ]


def with_computed(workbook: bytes, value: str) -> bytes:
    """As Excel saves what it computed: openpyxl writes formulas without."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as whole, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in whole.namelist():
            text = whole.read(name)
            for empty in (b"<v></v>", b"<v />", b"<v/>"):
                text = text.replace(b"</f>" + empty, b"</f><v>" + value.encode() + b"</v>")
            changed.writestr(name, text)
    return made.getvalue()
