"""What is opened as a workbook, and what is refused before any library reads it."""

import io
import zipfile
import zlib
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from programs.spreadsheets.containers import (
    LONGEST_LIST,
    MOST_IN_A_ROW,
    MOST_PARTS,
    OF_THE_FORM,
    Limits,
    make_sure_it_is_a_workbook,
)
from programs.spreadsheets.refusals import REFUSALS, WorkbookRefused, in_words
from tests.factories import files

SMALL = Limits(unpacked=1_000_000, cells=50, area=1_000, elements=500)
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le")
ENTITIES = '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
STRICT = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'


def book(*cells: tuple[str, Any], merged: str = "") -> bytes:
    made, workbook = io.BytesIO(), openpyxl.Workbook()
    for place, value in cells:
        workbook.worksheets[0][place] = value
    if merged:
        workbook.worksheets[0].merge_cells(merged)
    workbook.save(made)
    return made.getvalue()


def with_parts(parts: dict[str, str | bytes], content: bytes | None = None) -> bytes:
    """A workbook with parts put in place of its own, or beside them."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or book(("A1", 1)))) as whole,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in [name for name in whole.namelist() if name not in parts]:
            changed.writestr(name, whole.read(name))
        for name, text in parts.items():
            changed.writestr(name, text)
    return made.getvalue()


def sheet(*tags: str) -> str:
    return f"<worksheet><sheetData>{''.join(tags)}</sheetData></worksheet>"


def compressed_otherwise() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


def locked() -> bytes:
    """As archives with a password mark each of their parts."""
    content = bytearray(with_parts({}))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flag] |= 1
            at = content.find(mark, at + 1)
    return bytes(content)


def written_over(content: bytes, *, at: int) -> bytes:
    return content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :]


def long_list() -> bytes:
    content = with_parts({})
    end = content.rfind(b"PK\x05\x06")
    return content[: end + 12] + (LONGEST_LIST + 1).to_bytes(4, "little") + content[end + 16 :]


def judged(content: bytes, limits: Limits = OF_THE_FORM) -> str:
    """The code of what is wrong, or nothing."""
    file = io.BytesIO(content)
    try:
        make_sure_it_is_a_workbook(file, limits)
    except WorkbookRefused as refused:
        return refused.code
    finally:
        assert file.tell() == 0
    return ""


def made_by_xlsxwriter() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        worksheet = workbook.add_worksheet("Кесте")
        worksheet.write("B2", "Үлес")
        worksheet.write_comment("B2", "Түсініктеме")
    return made.getvalue()


@pytest.mark.parametrize("content", [book(("A1", 1)), book(merged="A1:C3"), made_by_xlsxwriter()])
def test_workbooks_of_several_programs_are_opened(content):
    assert judged(content) == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (OLE, "xls"),
        (ENCRYPTED, "encrypted"),
        (locked(), "encrypted"),
        (b"a;b;c\n1;2;3", "text"),
        ("Атауы\tҮлес\n1\t2".encode(), "text"),
        (files.pdf(), "other"),
        (b"<html>,</html>", "other"),
        (b'{"a": 1, "b": 2}', "other"),
        (files.docx(), "other"),
        (files.archive({"a.txt": "x"}), "other"),
        (files.archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (with_parts({"xl/workbook.bin": b"x"}), "xlsb"),
        (with_parts({"xl/vbaProject.bin": b"x"}), "macros"),
        (with_parts({"xl/VBAPROJECT.bin": b"x"}), "macros"),
        (with_parts({"xl/macrosheets/sheet1.xml": "<a/>"}), "macros"),
        (with_parts({"[Content_Types].xml": f'<Types><Override ContentType="{MACRO_TYPE}"/></Types>'}), "macros"),
        (with_parts({"xl/workbook.xml": STRICT}), "strict"),
        (with_parts({SHEET: ENTITIES}), "declared_entities"),
        (with_parts({"xl/media/image1.png": ENTITIES}), "declared_entities"),
        (with_parts({SHEET: "<worksheet><sheetData>"}), "broken"),
        (with_parts({SHEET: '<?xml version="1.0" encoding="UT9-8"?><worksheet/>'}), "broken"),
        (with_parts({SHEET: sheet('<c r="?"/>')}), "broken"),
        (with_parts({SHEET: sheet('<c r="A0"/>')}), "broken"),
        (with_parts({SHEET: sheet('<c r="1:2"/>')}), "broken"),
        (compressed_otherwise(), "broken"),
        (book(("A1", 1))[:-30], "broken"),
        (book(("A1", 1))[:200], "broken"),
        (written_over(book(("A1", "x" * 500)), at=60), "broken"),
        (long_list(), "bomb"),
        (with_parts({f"xl/{number}": b"" for number in range(MOST_PARTS)}), "bomb"),
        (with_parts({SHEET: b"\0" * 30_000_000}), "bomb"),
        (with_parts({f"xl/{number}": zlib.compress(b"\0" * 99) * 900_000 for number in range(4)}), "bomb"),
    ],
)
def test_what_is_no_harmless_workbook_is_refused(content, code):
    assert judged(content) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_parts({SHEET: sheet(*(["<c/>"] * 50))}), ""),
        (with_parts({SHEET: sheet(*(["<c/>"] * 51))}), "too_many_cells"),
        (
            with_parts({SHEET: sheet(*(["<x:c/>"] * 51)).replace("<worksheet", '<worksheet xmlns:x="y"')}),
            "too_many_cells",
        ),
        (with_parts({"xl/elsewhere/s.bin": sheet(*(["<c/>"] * 51))}), "too_many_cells"),
        (with_parts({"xl/elsewhere/s.bin": sheet(*(["<c/>"] * 51)).encode("utf-16")}), "too_many_cells"),
        (book(merged="A1:E10"), ""),
        (book(merged="A1:Z2"), "too_many_cells"),
        (with_parts({SHEET: sheet('<hyperlink ref="A1:E10"/>')}), ""),
        (with_parts({SHEET: sheet('<hyperlink ref="A1:XFD1048576"/>')}), "too_many_cells"),
        (with_parts({SHEET: sheet('<hyperlink ref="A:XFD"/>')}), "broken"),
        (with_parts({"xl/comments1.xml": '<comments><comment ref="A1:Z2"/></comments>'}), "too_many_cells"),
        (with_parts({"xl/tables/table1.xml": '<table ref="A1:Z2"/>'}), "too_many_cells"),
        (with_parts({SHEET: sheet('<row r="1"/>' * 501)}), "too_many_cells"),
        (book(("A1000", 1)), ""),
        (book(("A1001", 1)), "too_far_away"),
        (book(("A999", 1), ("B1", 1)), "too_far_away"),
    ],
)
def test_sheets_that_would_fill_the_memory_are_refused(content, code):
    assert judged(content, SMALL) == code


ROW_BY_ROW = Limits(unpacked=20_000_000, cells=10_000, area=None, elements=60)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (with_parts({SHEET: sheet("<row><c><v/></c></row>" * 10_000)}), ""),
        (with_parts({SHEET: sheet("<row><c><v/></c></row>" * 10_001)}), "too_many_cells"),
        (with_parts({SHEET: sheet("<row><c>", "<v/>" * (MOST_IN_A_ROW - 1), "</c></row>")}), ""),
        (with_parts({SHEET: sheet("<row><c>", "<v/>" * MOST_IN_A_ROW, "</c></row>")}), "too_many_cells"),
        (with_parts({SHEET: "<styleSheet>" + "<xf/>" * 61 + "</styleSheet>"}), "too_many_cells"),
        (with_parts({SHEET: sheet('<row><c r="XFD1048576"/></row>')}), ""),
    ],
)
def test_what_is_read_row_by_row_may_be_long_but_not_wide(content, code):
    assert judged(without_styles(content), ROW_BY_ROW) == code


def without_styles(content: bytes) -> bytes:
    """A workbook of nothing but its sheet."""
    few = {"xl/styles.xml": "<a/>", "xl/theme/theme1.xml": "<a/>", "docProps/app.xml": "<a/>"}
    return with_parts({**few, "docProps/core.xml": "<a/>", "xl/workbook.xml": "<a/>"}, content)


def test_a_drawing_with_mistakes_is_not_the_workbooks_fault():
    assert judged(with_parts({"xl/drawings/vmlDrawing1.vml": "<xml><br></xml>"})) == ""


def test_every_refusal_says_what_is_wrong_and_what_to_do():
    values = {"most": 10, "cell": "B7"}
    for code in REFUSALS:
        what, how = in_words(code, values)
        assert what
        assert how
        assert "%(" not in what + how
    assert in_words("too_far_away", values)[0] == "Something is written far away from the table, as far as cell B7."
