"""Files of every form as rows of texts."""

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter

from programs.purchase_files.refusals import RefusalCode, Refused
from programs.purchase_files.tables import open_table
from programs.rules.purchases.lines import BROKEN
from tests.factories.files import archive, docx
from tests.factories.purchases import PLANNED, THREE_PLANNED, csv_bytes, xlsx_bytes


def rows(content: bytes) -> list[tuple[int, list[str]]]:
    return [(row.number, list(row.cells)) for row in open_table(io.BytesIO(content)).rows]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_text_is_read_whatever_its_encoding_and_separator(separator: str, encoding: str):
    lines = [(*line[:4], "ТОО «Мешки»", *line[5:]) for line in THREE_PLANNED]
    content = csv_bytes(PLANNED, lines, separator=separator, encoding=encoding)
    assert rows(content) == [(1, list(PLANNED)), *((2 + place, list(line)) for place, line in enumerate(lines))]


def test_kazakh_letters_may_come_late_in_the_file():
    far = [("x", "n" * 50, "1", "2027", "", "", "")] * 3000
    last = rows(csv_bytes(PLANNED, [*far, THREE_PLANNED[0]]))[-1]
    assert last[1][4] == "ТОО «Қап өндіріс»"


def test_blank_lines_are_passed_over_and_counted():
    content = "\n\n;;;\nКод;Год;Сумма, тенге\n ;\u00a0;\n1;2;3\n".encode()
    assert [number for number, _cells in rows(content)] == [4, 6]


def test_line_breaks_inside_cells_are_counted_as_the_file_has_them():
    content = 'Код;Год;Сумма, тенге\n"a\nb";2;3\nc;4;5\n'.encode()
    assert rows(content)[1:] == [(2, ["a b", "2", "3"]), (4, ["c", "4", "5"])]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\v", "\f", "\x1c", "\x1d", "\x1e"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_only_ends_of_lines_end_lines(mark: str, encoding: str):
    content = f"Код{mark}ЕНС;Год;Сумма, тенге\r\na{mark}b;2;3\r\nc;4;5\r\n".encode(encoding)
    assert rows(content) == [
        (1, ["Код ЕНС", "Год", "Сумма, тенге"]),
        (2, ["a b", "2", "3"]),
        (3, ["c", "4", "5"]),
    ]


def test_a_text_stays_open_when_it_is_read():
    file = io.BytesIO(csv_bytes(PLANNED, THREE_PLANNED))
    assert len(list(open_table(file).rows)) == 4
    assert not file.closed


def test_what_nobody_sees_is_cleaned_away():
    assert rows("Код;Год;Сумма, тенге\n\u200b1\u00a0000 ;й;\u0007\n".encode())[1] == (2, ["1 000", "й", ""])


def test_a_workbook_is_read_as_it_is_shown():
    content = xlsx_bytes(
        [["Код", "Год", "Сумма, тенге", "Доля ВЦ, %"], ["001", 2027, 1234.5, 0.725], ["002", 2027.0, 1e15, 1]],
        formats={3: "0.0%"},
    )
    assert rows(content)[1:] == [
        (2, ["001", "2027", "1234.5", "72.5"]),
        (3, ["002", "2027", "1000000000000000", "100"]),
    ]


@pytest.mark.parametrize(
    ("number_format", "shown"), [("0.0%", "4250"), ('0.0"%"', "42.5"), (r"0.0\%", "42.5"), ('"%"0.0%', "4250")]
)
def test_a_percent_sign_that_is_only_written_does_not_multiply(number_format: str, shown: str):
    content = xlsx_bytes([["Код", "Доля ВЦ, %"], ["001", 42.5]], formats={1: number_format})
    assert rows(content)[1] == (2, ["001", shown])


def test_a_number_of_a_workbook_keeps_ten_decimals():
    assert rows(xlsx_bytes([["a", "b"], [1 / 3, 0.1 + 0.2]]))[1][1] == ["0.3333333333", "0.3"]


def test_a_formula_counts_with_the_value_it_was_saved_with():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_string(1, 2, "x")
    assert rows(made.getvalue())[1][1] == ["2", BROKEN, "x"]


def test_the_first_visible_sheet_with_something_in_it_is_read():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        hidden = book.add_worksheet("hidden")
        hidden.write_string(0, 0, "old")
        book.add_worksheet("blank").activate()
        hidden.hide()
        book.add_worksheet("Жоспар").write_string(2, 1, "new")
    table = open_table(io.BytesIO(made.getvalue()))
    assert (table.sheet, [(row.number, list(row.cells)) for row in table.rows]) == ("Жоспар", [(3, ["", "new"])])


def broken_sheet(content: bytes) -> bytes:
    """The same workbook with half of its sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(made, "w") as broken:
        for name in whole.namelist():
            part = whole.read(name)
            broken.writestr(name, part[: len(part) // 2] if "sheet1" in name else part)
    return made.getvalue()


def far_row(content: bytes) -> bytes:
    """The same workbook with its second row two billion rows further down."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(made, "w") as far:
        for name in whole.namelist():
            part = whole.read(name)
            far.writestr(name, part.replace(b'<row r="2"', b'<row r="2000000000"') if "sheet1" in name else part)
    return made.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """A workbook with one of its parts exchanged."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes([PLANNED, *THREE_PLANNED]))) as whole,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for one in whole.namelist():
            changed.writestr(one, part if one == name else whole.read(one))
    return made.getvalue()


WIDE_ROW = b"<worksheet><sheetData><row>" + b"<c/>" * 200_000 + b"</row></sheetData></worksheet>"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
STRICT = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
REFUSED: list[tuple[str, bytes, RefusalCode]] = [
    ("a pdf", b"%PDF-1.7 x", RefusalCode.FORMAT),
    ("bytes", bytes(range(256)), RefusalCode.FORMAT),
    ("another archive", archive({"a.txt": "x"}), RefusalCode.UNSAFE),
    ("a text document", docx(), RefusalCode.UNSAFE),
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, RefusalCode.UNSAFE),
    ("half a sheet", broken_sheet(xlsx_bytes([PLANNED, *THREE_PLANNED])), RefusalCode.DAMAGED),
    ("a row no workbook has", far_row(xlsx_bytes([["a", "b"], ["1", "2"]])), RefusalCode.DAMAGED),
    ("a row without end", with_part("xl/worksheets/sheet1.xml", WIDE_ROW), RefusalCode.TOO_MUCH),
    ("a bomb", with_part("xl/worksheets/sheet1.xml", b" " * 30_000_000), RefusalCode.TOO_MUCH),
    ("declared entities", with_part("xl/worksheets/sheet1.xml", ENTITY), RefusalCode.DAMAGED),
    ("the strict dialect", with_part("xl/workbook.xml", STRICT), RefusalCode.STRICT),
    ("an empty workbook", xlsx_bytes([]), RefusalCode.NO_LINES),
    ("an open quotation mark", csv_bytes(PLANNED, []) + b'"x', RefusalCode.NOT_CSV),
]


@pytest.mark.parametrize(("content", "code"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_what_is_no_table_is_refused(content: bytes, code: RefusalCode):
    with pytest.raises(Refused) as refused:
        rows(content)
    assert refused.value.code == code


def test_macros_are_refused_by_what_judges_every_file():
    content = io.BytesIO(xlsx_bytes([PLANNED]))
    with zipfile.ZipFile(content, "a") as book:
        book.writestr("xl/vbaProject.bin", "x")
    with pytest.raises(Refused) as refused:
        rows(content.getvalue())
    assert refused.value.code == RefusalCode.UNSAFE


def test_progress_is_told_row_by_row():
    content = csv_bytes(PLANNED, THREE_PLANNED * 20_000)
    done = [row.done for row in open_table(io.BytesIO(content)).rows]
    assert done == sorted(done)
    assert 0 < done[1000] < done[-1] <= 1


def test_a_long_cell_is_cut(monkeypatch: Any):
    monkeypatch.setattr("programs.purchase_files.tables.LONGEST_CELL", 10)
    assert rows(("Код;Год;Сумма, тенге\n" + "x" * 50 + ";1;2\n").encode())[1][1][0] == "x" * 10
