"""What a cell of the standard form can hold, and under which key a row keeps it."""

import re

from programs.rules.numbers import canonical_number
from programs.rules.standard_form import Column, RowKind, Years

LONGEST_TEXT = 20_000
"""Characters of one cell; the page's text areas stop there, so that only a forged request is refused."""
UNKEPT = re.compile("[\0\ud800-\udfff]")
"""Characters a database takes no text with."""
BREAKS = re.compile(r"\s*\n\s*")
"""A field for a number drops line breaks: without them two numbers would be read as one."""
KEY = re.compile(r"([a-z_]+)(?:\.(\d{4}))?(?:\.(kk|ru))?", re.ASCII)


class UnfitCell(ValueError):
    """A cell the form does not have in such a row, or a text no cell can hold."""


def kept_text(typed: str) -> str:
    """Raises UnfitCell for what no cell can hold."""
    text = typed.replace("\r\n", "\n")
    if UNKEPT.search(text) or len(text) > LONGEST_TEXT:
        raise UnfitCell("a text the portal cannot keep")
    return text


def column_of(row_kind: RowKind, key: str) -> Column:
    """Raises UnfitCell for a cell the form does not have in such a row."""
    match = KEY.fullmatch(key)
    column = {column.code: column for column in row_kind.columns}.get(match[1]) if match else None
    if match is None or column is None or not _has_parts(column, year=match[2], language=match[3]):
        raise UnfitCell("a cell the form does not have")
    return column


def stored(column: Column, text: str) -> str:
    """The text as the cell keeps it: "1 234,50" becomes "1234.5"."""
    return canonical_number(BREAKS.sub(" ", text)) if column.kind.is_number else text


def _has_parts(column: Column, *, year: str | None, language: str | None) -> bool:
    return (year is not None) == (column.years is not Years.NONE) and (language is not None) == column.bilingual
