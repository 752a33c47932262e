"""What kind of file was sent, judged by its content, and whether it is safe to open: before any library reads it."""

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import IO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 # the library's own name says nothing

from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import CellCoordinatesException

from programs.spreadsheets.refusals import WorkbookRefused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
END_OF_ARCHIVE, END_IS_WITHIN = b"PK\x05\x06", 64 * 1024 + 22
LONGEST_LIST = 1024 * 1024
"""Bytes of the archive's list of its parts."""
MOST_PARTS = 2_000
MOST_RATIO, SMALL = 200, 1024 * 1024
"""How far one part may be compressed, when it is larger than SMALL unpacked."""
CHUNK = 64 * 1024
XML_BEGINS = (b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
EXPANDED = ("mergeCell", "hyperlink", "comment", "table")
"""Elements for which the library makes a cell of every place their `ref` names."""
STRICT = "http://purl.oclc.org/ooxml/"
"""Begins the names of ISO's strict dialect, which no reader here knows."""
BROKEN = (
    BadZipFile,
    ZlibError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
    OSError,
)


@dataclass(frozen=True)
class Limits:
    """What a workbook may hold at most: bytes unpacked, cells written or named by what is EXPANDED, the area of a
    sheet up to its farthest cell, and XML elements, which each take memory, of all parts together.

    `area` is None for whoever reads row by row and forgets each: then places do not matter, and what a row is made of
    counts as long as the row lasts.
    """

    unpacked: int
    cells: int
    area: int | None
    elements: int


PARTS_OF_ROWS = {"row", "c", "v", "f", "is", "t", "si"}
MOST_IN_A_ROW = 100_000
"""Of PARTS_OF_ROWS: six for each of the cells a row can have."""
OF_THE_FORM = Limits(unpacked=60 * 1024 * 1024, cells=250_000, area=20_000_000, elements=1_500_000)
"""The longest form there can be, every cell filled, stays far below."""


def make_sure_it_is_a_workbook(file: IO[bytes], limits: Limits = OF_THE_FORM) -> None:
    """Raises WorkbookRefused for everything that is no .xlsx, and for what only pretends to be a harmless one.

    The file is left at its beginning.
    """
    file.seek(0)
    beginning = file.read(CHUNK)
    try:
        if not beginning.startswith(ZIP):
            raise WorkbookRefused(_kind_of_other(beginning, file))
        _look_at_end(file)
        with ZipFile(file) as archive:
            _look_into(archive, limits)
    except BROKEN as error:
        raise WorkbookRefused("broken") from error
    finally:
        file.seek(0)


def _kind_of_other(beginning: bytes, file: IO[bytes]) -> str:
    if not beginning:
        return "empty"
    if beginning.startswith(OLE):
        return "encrypted" if ENCRYPTED_PACKAGE in beginning + file.read() else "xls"
    is_text = b"\0" not in beginning and any(mark in beginning for mark in (b";", b",", b"\t"))
    return "text" if is_text and not beginning.lstrip().startswith((b"%PDF", b"<", b"{")) else "other"


def _look_at_end(file: IO[bytes]) -> None:
    """Before the list of parts is read: it is no longer than a memory bears."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - END_IS_WITHIN))
    end = file.read()
    found = end.rfind(END_OF_ARCHIVE)
    if found < 0 or len(end) < found + 22:
        raise WorkbookRefused("broken")
    if int.from_bytes(end[found + 12 : found + 16], "little") > LONGEST_LIST:
        raise WorkbookRefused("bomb")


def _look_into(archive: ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    _refuse_bombs(parts, limits)
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookRefused("encrypted")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise WorkbookRefused("broken")
    _refuse_other_kinds(archive, {part.filename.lower() for part in parts})
    scan = _Scan(limits)
    for part in parts:
        scan.look_at(archive, part)


def _refuse_bombs(parts: list[ZipInfo], limits: Limits) -> None:
    """By the sizes the archive declares: no more than those is ever unpacked of a part."""
    unpacked = sum(part.file_size for part in parts)
    squeezed = any(part.file_size > SMALL + MOST_RATIO * part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > limits.unpacked or squeezed:
        raise WorkbookRefused("bomb")


def _refuse_other_kinds(archive: ZipFile, names: set[str]) -> None:
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            if b"opendocument.spreadsheet" in stream.read(200):
                raise WorkbookRefused("ods")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise WorkbookRefused("other")
    if "xl/workbook.bin" in names:
        raise WorkbookRefused("xlsb")
    types = archive.read("[Content_Types].xml").lower()
    in_names = any("vbaproject" in name or "macrosheets/" in name for name in names)
    if in_names or b"macroenabled" in types or b"vbaproject" in types:
        raise WorkbookRefused("macros")
    if "xl/workbook.xml" in names and STRICT.encode() in archive.read("xl/workbook.xml"):
        raise WorkbookRefused("strict")


@dataclass
class _Scan:
    """All parts, read tag by tag without keeping any. What is XML is told by how it begins: names prove nothing."""

    limits: Limits
    found: Counter[str] = field(default_factory=Counter)
    row: int = 0
    column: int = 0
    in_row: int = 0

    def look_at(self, archive: ZipFile, part: ZipInfo) -> None:
        self.row = self.column = self.in_row = 0
        with archive.open(part) as stream:
            beginning = stream.read(CHUNK)
            is_named_so = part.filename.lower().endswith((".xml", ".rels"))
            if is_named_so or beginning.removeprefix(codecs.BOM_UTF8).lstrip().startswith(XML_BEGINS):
                self._parse(chain([beginning], _chunks(stream)), is_named_so)

    def _parse(self, chunks: Iterator[bytes], must_be_whole: bool) -> None:
        """Drawings of old kinds are XML with mistakes: readers stop at the first of them, and so does this."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_declarations
        parser.StartElementHandler = self._count
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            if must_be_whole:
                raise WorkbookRefused("broken") from error

    def _refuse_declarations(self, *declared: object) -> None:
        raise WorkbookRefused("declared_entities")

    def _count(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        try:
            if name == "c":
                self._count_cell(attributes.get("r"))
            elif name in EXPANDED:
                self.found["cells"] += _size_of(attributes.get("ref", "A1"))
        except (CellCoordinatesException, ValueError, TypeError) as error:
            raise WorkbookRefused("broken") from error
        self._count_element(name)

    def _count_element(self, name: str) -> None:
        if self.limits.area is None and name in PARTS_OF_ROWS:
            self.in_row = 0 if name in ("row", "si") else self.in_row + 1
        else:
            self.found["elements"] += 1
        are_too_many = self.found["elements"] > self.limits.elements or self.in_row > MOST_IN_A_ROW
        if are_too_many or self.found["cells"] > self.limits.cells:
            raise WorkbookRefused("too_many_cells", most=self.limits.cells)

    def _count_cell(self, name: str | None) -> None:
        self.found["cells"] += 1
        if name is None or self.limits.area is None:
            return
        column, row, *_rest = range_boundaries(name)
        if not column or not row:
            raise ValueError("no cell has such a name")
        self.row, self.column = max(self.row, row), max(self.column, column)
        if self.row * self.column > self.limits.area:
            raise WorkbookRefused("too_far_away", cell=f"{get_column_letter(self.column)}{self.row}")


def _size_of(area: str) -> int:
    """In cells. Raises ValueError where it has no end."""
    left, top, right, bottom = range_boundaries(area)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(area)
    return (right - left + 1) * (bottom - top + 1)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk
