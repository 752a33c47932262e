"""Comma-separated and tab-separated text, in UTF-8, UTF-16 or the Windows code page of Cyrillic."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import IO

from programs.purchase_files.refusals import RefusalCode, Refused
from programs.rules.purchases.columns import found_columns

SEPARATORS = (";", "\t", ",")
WINDOWS = "cp1251"
PIECE = 1 << 20
LOOKED_AT = 64 * 1024
"""Bytes at the beginning by which encoding and separator are told."""
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def rows_of(file: IO[bytes]) -> Iterator[tuple[int, Sequence[str], float]]:
    """Number, cells and how much of the file lies behind. Raises Refused."""
    encoding = _encoding(file)
    size = file.seek(0, io.SEEK_END) or 1
    file.seek(0)
    separator = _separator(file.read(LOOKED_AT).decode(encoding, errors="replace"))
    file.seek(0)
    lines = io.TextIOWrapper(file, encoding, newline="")
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells, min(file.tell() / size, 1)
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(RefusalCode.NOT_CSV, line=str(reader.line_num)) from error
    except UnicodeError as error:
        raise Refused(RefusalCode.FORMAT) from error
    finally:
        if not file.closed:
            lines.detach()  # the file is its owner's to close


def _encoding(file: IO[bytes]) -> str:
    """Raises Refused for what is no text at all."""
    file.seek(0)
    beginning = file.read(LOOKED_AT)
    for mark, encoding in MARKS:
        if beginning.startswith(mark):
            return encoding
    if b"\0" in beginning or beginning.startswith(b"%PDF-"):
        raise Refused(RefusalCode.FORMAT)
    return "utf-8" if _is_utf_8(file) else WINDOWS


def _is_utf_8(file: IO[bytes]) -> bool:
    """Of the whole file: a name with Kazakh letters may come late."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _separator(beginning: str) -> str:
    """The one that makes the most headings of one of the first lines."""
    lines = list(io.StringIO(beginning, newline=None))[:20]
    return max(SEPARATORS, key=lambda one: max((_headings(line, one) for line in lines), default=0))


def _headings(line: str, separator: str) -> int:
    try:
        cells = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return 0
    return len(found_columns(cells).places)
