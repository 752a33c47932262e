"""A file as rows of texts, read piece by piece: however long it is, only one row of it is in memory."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from icv_portal.documents.inspection import UnacceptableFile, inspect
from programs.purchase_files import text, workbooks
from programs.purchase_files.refusals import RefusalCode, Refused
from programs.rules.purchases.lines import BROKEN

ARCHIVE = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
LONGEST_CELL = 5000
"""Characters; what is longer is wrong anyway and only told of."""


@dataclass(frozen=True)
class TableRow:
    """`number` as the file counts its lines, from 1; `done` how much of the file lies behind it, 0 to 1."""

    number: int
    cells: Sequence[str]
    done: float


@dataclass(frozen=True)
class Table:
    """`sheet` is empty for a text."""

    sheet: str
    rows: Iterator[TableRow]


def open_table(file: IO[bytes]) -> Table:
    """Judged by what it begins with, whatever it is called. Raises Refused, also while the rows are read."""
    file.seek(0)
    mark = file.read(len(ARCHIVE))
    file.seek(0)
    if mark in (ARCHIVE, OLD_OFFICE):
        try:
            inspect(file, ".xlsx")
        except UnacceptableFile as unsafe:
            raise Refused(RefusalCode.UNSAFE, message=unsafe.message) from unsafe
        sheet, rows = workbooks.rows_of(file)
        return Table(sheet, _cleaned(rows))
    return Table("", _cleaned(text.rows_of(file)))


def _cleaned(rows: Iterator[tuple[int, Sequence[str], float]]) -> Iterator[TableRow]:
    """Without blank rows, which spreadsheets are full of."""
    for number, cells, done in rows:
        cleaned = [cell if cell == BROKEN else _plain(cell) for cell in cells]
        if any(cleaned):
            yield TableRow(number, cleaned, done)


def _plain(cell: str) -> str:
    """One line of text without what nobody sees."""
    cell = cell[:LONGEST_CELL]
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    seen = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in cell)
    return " ".join(unicodedata.normalize("NFC", seen).split())
