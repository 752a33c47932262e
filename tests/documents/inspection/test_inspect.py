"""What is taken in, and what is refused with which words: by content, whatever the name says."""

import io
import struct

import openpyxl
import pytest
import xlsxwriter

from icv_portal.documents.inspection import FileFormat, UnacceptableFile, inspect
from tests.factories import files

ACCEPTED = {
    ".pdf": (files.pdf(), FileFormat.PDF),
    ".docx": (files.docx(), FileFormat.DOCX),
    ".xlsx": (files.xlsx(), FileFormat.XLSX),
    ".png": (files.png(), FileFormat.PNG),
    ".jpg": (files.jpeg(), FileFormat.JPEG),
    ".jpeg": (files.jpeg(), FileFormat.JPEG),
}
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ANY_ARCHIVE = files.archive({"a.txt": "x"})
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "b">]><Types>&a;</Types>'


def judged(content: bytes, extension: str) -> str:
    """The format's name, or the code of what is wrong."""
    try:
        return inspect(io.BytesIO(content), extension)
    except UnacceptableFile as refused:
        return refused.code if refused.message else f"{refused.code}, without a word"


def made_by_openpyxl() -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet["A1"].hyperlink = "https://example.kz/"
    sheet["A1"] = "Үлес"
    book.save(made)
    return made.getvalue()


def made_by_xlsxwriter() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("Талдау")
        sheet.write_column(0, 0, [1, 2, 3])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Талдау!$A$1:$A$3"})
        sheet.insert_chart("C2", chart)
    return made.getvalue()


@pytest.mark.parametrize("extension", ACCEPTED)
def test_what_is_whole_and_plain_is_accepted(extension):
    content, expected = ACCEPTED[extension]
    assert judged(content, extension) == expected


@pytest.mark.parametrize("extension", ACCEPTED)
def test_a_name_that_says_something_else_is_refused(extension):
    _, own = ACCEPTED[extension]
    others = [content for content, found in ACCEPTED.values() if found is not own]
    assert len(others) >= 4
    assert {judged(content, extension) for content in others} == {"extension"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "format"),
        (b"MZ\x90\x00\x03" + bytes(200), "format"),
        (b"\x7fELF" + bytes(200), "format"),
        (b"#!/bin/sh\nrm -rf /\n", "format"),
        (SVG, "format"),
        (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
        (b"GIF89a" + files.pdf(), "format"),
        (b"Rar!\x1a\x07\x00" + bytes(100), "format"),
    ],
)
def test_other_formats_are_refused_whatever_they_are_called(content, code):
    assert {judged(content, extension) for extension in ACCEPTED} == {code}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (files.pdf()[:-7], "damaged"),
        (files.pdf() + bytes(2000), "damaged"),
        (files.pdf() + ANY_ARCHIVE, "two_in_one"),
        (files.pdf() + ANY_ARCHIVE + b"%%EOF", "two_in_one"),
        (b"%PDF-1.4\n<html><script>alert(1)</script>\n%%EOF", "two_in_one"),
        (files.pdf(inside=b"trailer<</Encrypt 9 0 R>>"), "encrypted"),
        (files.pdf(inside=b"9 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "acting"),
        (files.pdf(inside=b"9 0 obj<</S/Launch/F(cmd.exe)>>endobj"), "acting"),
        (files.pdf(inside=b"9 0 obj<</Type/EmbeddedFile>>endobj"), "acting"),
        (files.pdf(inside=bytes((1 << 20) - 200) + b" /JavaScript "), "acting"),
    ],
)
def test_a_pdf_that_is_more_than_a_document(content, code):
    assert judged(content, ".pdf") == code


def test_a_mark_across_two_pieces_is_found():
    start = len(files.pdf().partition("Негіздеме".encode())[0]) + len("Негіздеме".encode()) + 1
    for shift in range(-len(b"/JavaScript"), 1):
        inside = b" " * ((1 << 20) - start + shift) + b"/JavaScript"
        assert judged(files.pdf(inside=inside), ".pdf") == "acting"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ANY_ARCHIVE, "archive"),
        (files.docx({"word/vbaProject.bin": b"x"}), "macros"),
        (files.xlsx({"xl/macrosheets/sheet1.xml": "<x/>"}), "macros"),
        (files.docx({"word/activeX/activeX1.bin": b"x"}), "macros"),
        (files.office(MACRO_TYPE), "macros"),
        (files.docx({"word/embeddings/oleObject1.bin": b"MZ"}), "embedded"),
        (files.docx({"word/_rels/settings.xml.rels": files.relation("attachedTemplate")}), "calls"),
        (files.docx({"word/_rels/document.xml.rels": files.relation("oleObject")}), "calls"),
        (files.office("application/vnd.oasis.opendocument.text"), "office"),
        (files.docx() + b"MZ", "two_in_one"),
        (b"PK\x03\x04" + files.docx(), "two_in_one"),
        (files.docx()[:-30], "damaged"),
        (files.archive({"[Content_Types].xml": ENTITIES}), "damaged"),
        (files.archive({"[Content_Types].xml": "no xml"}), "damaged"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
    ],
)
def test_an_office_file_that_is_more_than_a_document(content, code):
    assert {judged(content, extension) for extension in (".docx", ".xlsx")} == {code}


def test_links_to_click_are_no_calls():
    relation = files.relation("hyperlink", "https://example.kz/")
    assert judged(files.docx({"word/_rels/document.xml.rels": relation}), ".docx") == FileFormat.DOCX


def test_a_template_on_ones_own_disk_is_no_call():
    relation = files.relation("attachedTemplate", "file:///C:\\Templates\\letter.dotx")
    assert judged(files.docx({"word/_rels/settings.xml.rels": relation}), ".docx") == FileFormat.DOCX
    elsewhere = files.relation("attachedTemplate", "file://server/share/letter.dotx")
    assert judged(files.docx({"word/_rels/settings.xml.rels": elsewhere}), ".docx") == "calls"


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (files.xlsx(), FileFormat.DOCX),
        (files.xlsx({"xl/vbaProject.bin": b"x"}), "macros"),
        (files.xlsx({"xl/embeddings/Table.xlsx": files.xlsx()}), "embedded"),
        (b"MZ" + bytes(100), "damaged"),
        (b"", "damaged"),
    ],
)
def test_the_table_behind_a_chart_is_looked_at_likewise(table, code):
    assert judged(files.docx({"word/embeddings/Microsoft_Excel_Worksheet.xlsx": table}), ".docx") == code


@pytest.mark.parametrize("make", [made_by_openpyxl, made_by_xlsxwriter])
def test_workbooks_as_programs_write_them_are_accepted(make):
    assert judged(make(), ".xlsx") == FileFormat.XLSX


def test_an_archive_with_a_password_is_refused():
    content = bytearray(files.docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(mark, start + 1)
    assert judged(bytes(content), ".docx") == "encrypted"


def test_an_archive_that_would_fill_the_memory_is_refused():
    content = bytearray(files.docx({"word/media/image1.png": b"x"}))
    start = content.rfind(b"PK\x01\x02")
    content[start + 24 : start + 28] = struct.pack("<I", 600 * 1024 * 1024)
    assert judged(bytes(content), ".docx") == "too_much_inside"


def test_a_list_of_parts_that_would_fill_the_memory_is_not_read():
    long = files.archive({f"{number:07}": b"" for number in range(40_000)})
    assert judged(long, ".docx") == "too_much_inside"
    whole = files.docx()
    locator = b"PK\x06\x07" + bytes(16)
    assert judged(whole[:-22] + locator + whole[-22:], ".docx") == "too_much_inside"


def test_relations_that_unpack_without_end_are_not_read():
    many = {f"word/_rels/{number}.xml.rels": b" " * 1_000_000 for number in range(9)}
    assert judged(files.docx(many), ".docx") == "too_much_inside"


def test_a_list_of_types_that_unpacks_without_end_is_not_read():
    bomb = files.archive({"[Content_Types].xml": b" " * (9 * 1024 * 1024)})
    assert len(bomb) < 20_000
    assert judged(bomb, ".docx") == "damaged"


@pytest.mark.parametrize(
    ("content", "extension", "code"),
    [
        (files.png()[:-1], ".png", "damaged"),
        (files.png()[:20], ".png", "damaged"),
        (files.png()[:33] + 110_000 * struct.pack(">I4sI", 0, b"tEXt", 0), ".png", "damaged"),
        (files.png() + b"<script>", ".png", "two_in_one"),
        (files.png() + ANY_ARCHIVE, ".png", "two_in_one"),
        (b"\x89PNG\r\n\x1a\n" + files.pdf(), ".png", "damaged"),
        (files.jpeg()[:-1], ".jpg", "damaged"),
        (files.jpeg() + ANY_ARCHIVE, ".jpg", "two_in_one"),
        (files.jpeg() + b"<?php", ".jpg", "damaged"),
    ],
)
def test_pictures_end_where_they_end(content, extension, code):
    assert judged(content, extension) == code


def test_the_file_is_left_at_its_beginning():
    file = io.BytesIO(files.pdf())
    inspect(file, ".pdf")
    assert file.tell() == 0
    with pytest.raises(UnacceptableFile):
        inspect(file, ".docx")
    assert file.tell() == 0
