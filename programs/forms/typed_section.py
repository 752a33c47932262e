"""What was typed into the page of a section: its cells row by row, and the button that was pressed."""

import re
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.core.exceptions import BadRequest
from django.http import QueryDict

from programs.actions import SectionChange
from programs.rules.content import Content, ContentRow
from programs.rules.numbers import canonical_number
from programs.rules.standard_form import Column, RowKind, RowPlace, Section, Years

LONGEST_TEXT = 20_000
"""Characters of one cell; the page's text areas stop there, so that only a forged request is refused."""
MOST_ROWS = 300
KEY = re.compile(r"([a-z_]+)(?:\.(\d{4}))?(?:\.(kk|ru))?", re.ASCII)
VERSION = re.compile(r"\d{1,9}", re.ASCII)

Cells = Mapping[str, str]


class Verb(StrEnum):
    SAVE = "save"
    NEXT = "next"
    ADD = "add"
    REMOVE = "remove"
    RESTORE = "restore"


@dataclass(frozen=True)
class TypedSection:
    """`cells` by row id, as typed; `subject` is what the verb is about: a place to add at, the id of a row."""

    version: int
    cells: Mapping[str, Cells]
    verb: Verb
    subject: str

    @property
    def row_ids(self) -> set[str]:
        """Every row the request speaks of."""
        return {*self.cells, *([self.subject] if self.verb in (Verb.REMOVE, Verb.RESTORE) else [])}


def read(post: QueryDict) -> TypedSection:
    """Raises BadRequest for what no page of the portal sends."""
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for name, text in post.items():
        if name.startswith("cell:"):
            row_id, _, key = name.removeprefix("cell:").partition(":")
            cells[_row_id(row_id)][key] = kept_text(str(text))
    pressed, _, subject = str(post.get("do", Verb.SAVE)).partition(":")
    version = str(post.get("version", ""))
    if pressed not in list(Verb) or not VERSION.fullmatch(version):
        raise BadRequest("no button or no version of the section")
    verb = Verb(pressed)
    return TypedSection(
        int(version), dict(cells), verb, _row_id(subject) if verb in (Verb.REMOVE, Verb.RESTORE) else subject
    )


def _row_id(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise BadRequest("no row id") from None


def kept_text(typed: str) -> str:
    """Raises BadRequest for what no cell can hold."""
    text = typed.replace("\r\n", "\n")
    if "\0" in text or len(text) > LONGEST_TEXT:
        raise BadRequest("a text the portal cannot keep")
    return text


def change_of(typed: TypedSection, section: Section, content: Content, gone: Mapping[str, ContentRow]) -> SectionChange:
    """The save asked for; `gone` are rows of the section that somebody removed. Raises BadRequest for unknown rows.

    Cells that are not on the page, of years the program no longer has, stay as they are.
    """
    present = {row.id: row for row in content.rows_of(section.code)}
    rows = {**gone, **present}
    if not typed.row_ids <= rows.keys():
        raise BadRequest("a row this section never had")
    cells = {row_id: _with_typed(rows[row_id], texts) for row_id, texts in typed.cells.items()}
    match typed.verb:
        case Verb.ADD:
            return SectionChange(cells, added=_place_to_add(typed, section, content))
        case Verb.REMOVE if rows[typed.subject].row_kind.fixed:
            raise BadRequest("a row every program has")
        case Verb.REMOVE:
            kept = {row_id: row for row_id, row in cells.items() if row_id != typed.subject or row_id in present}
            return SectionChange(kept, removed=[typed.subject])
        case Verb.RESTORE if typed.subject not in present:
            return SectionChange({typed.subject: gone[typed.subject].cells, **cells})
        case _:
            return SectionChange(cells)


def _with_typed(row: ContentRow, texts: Cells) -> Cells:
    known = {key: stored(row.row_kind, key, text) for key, text in texts.items()}
    return {**row.cells, **known}


def stored(row_kind: RowKind, key: str, text: str) -> str:
    """The text as the cell keeps it. Raises BadRequest for a cell the form does not have in such a row."""
    match = KEY.fullmatch(key)
    column = {column.code: column for column in row_kind.columns}.get(match[1]) if match else None
    if match is None or column is None or not _has_parts(column, year=match[2], language=match[3]):
        raise BadRequest("a cell the form does not have")
    return canonical_number(text) if column.kind.is_number else text


def _has_parts(column: Column, *, year: str | None, language: str | None) -> bool:
    return (year is not None) == (column.years is not Years.NONE) and (language is not None) == column.bilingual


def places_to_add(section: Section, content: Content) -> list[RowPlace]:
    """Where rows can be added: a subsoil user's rows are kept apart by contract and licence."""
    rights = [right.id for right in content.rights]
    return [
        RowPlace(section.code, row_kind.code, row_kind.group, right)
        for row_kind in section.row_kinds
        if not row_kind.fixed
        for right in (rights if row_kind.per_right and content.customer.is_subsoil_user else [None])
    ]


def place_code(place: RowPlace) -> str:
    """How a button names a place."""
    return ":".join((place.kind, place.group or "", place.right or ""))


def _place_to_add(typed: TypedSection, section: Section, content: Content) -> list[RowPlace]:
    places = {place_code(place): place for place in places_to_add(section, content)}
    if typed.subject not in places:
        raise BadRequest("no place for a row")
    is_full = len(content.rows_of(section.code)) >= MOST_ROWS
    return [] if is_full else [places[typed.subject]]


def with_cells(content: Content, cells: Mapping[str, Cells], gone: Mapping[str, ContentRow]) -> Content:
    """The content with these cells in place of its own, for a page that shows what was typed; rows gone come back."""
    present = {row.id for row in content.rows}
    returned = [row for row_id, row in gone.items() if row_id in cells and row_id not in present]
    rows = [replace(row, cells=cells[row.id]) if row.id in cells else row for row in (*content.rows, *returned)]
    return replace(content, rows=tuple(rows))
