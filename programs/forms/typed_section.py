"""What was typed into the page of a section: its cells row by row, and the button that was pressed."""

import json
import re
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.core.exceptions import BadRequest
from django.http import QueryDict

from programs.actions import SectionChange
from programs.forms.new_rows import NewRow, read_new_rows
from programs.rules import cells as form_cells
from programs.rules.applications import APPLIED_FOR
from programs.rules.content import Content, ContentRow
from programs.rules.contract_targets import applications_registered
from programs.rules.ordering import RowMove
from programs.rules.places import MOST_ROWS, place_code, places_to_add
from programs.rules.standard_form import RowKind, RowPlace, Section

VERSION = re.compile(r"\d{1,9}", re.ASCII)

Cells = Mapping[str, str]


class Verb(StrEnum):
    SAVE = "save"
    NEXT = "next"
    ADD = "add"
    REMOVE = "remove"
    RESTORE = "restore"
    COUNT = "count"
    INSERT = "insert"
    MOVE = "move"

    @property
    def is_about_a_row(self) -> bool:
        return self in (Verb.REMOVE, Verb.RESTORE, Verb.INSERT, Verb.MOVE)


STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class TypedSection:
    """`cells` by row id, as typed; `subject` is what the verb is about: a place to add at, the id of a row, a group.

    `before` are the cells of the page as they were when it was opened, kept form; `new` are rows pasted, whatever the
    verb; `steps` how far a row is to move, `at` the cell of it in which somebody was.
    """

    version: int
    cells: Mapping[str, Cells]
    before: Mapping[str, Cells]
    verb: Verb
    subject: str
    new: Sequence[NewRow] = ()
    steps: int = 0
    at: str = ""

    @property
    def row_ids(self) -> set[str]:
        """Every row the request speaks of."""
        return {*self.cells, *([self.subject] if self.verb.is_about_a_row else [])}


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
    verb, steps = Verb(pressed), 0
    if verb is Verb.MOVE:
        subject, steps = _move(subject)
    if verb.is_about_a_row:
        subject = _row_id(subject)
    before = _before(str(post.get("before", "{}")))
    at = str(post.get("at_cell", ""))
    return TypedSection(int(version), dict(cells), before, verb, subject, read_new_rows(post), steps, at)


def _move(subject: str) -> tuple[str, int]:
    row_id, _, direction = subject.partition(":")
    if direction not in STEPS:
        raise BadRequest("no direction to move a row")
    return row_id, STEPS[direction]


def _before(text: str) -> Mapping[str, Cells]:
    try:
        before = json.loads(text)
    except (ValueError, RecursionError):
        raise BadRequest("no text of a section") from None
    cells = before.values() if isinstance(before, dict) else [None]
    if not all(isinstance(row, dict) and all(isinstance(one, str) for one in row.values()) for row in cells):
        raise BadRequest("no text of a section")
    return before


def _row_id(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise BadRequest("no row id") from None


def kept_text(typed: str) -> str:
    """Raises BadRequest for what no cell can hold."""
    try:
        return form_cells.kept_text(typed)
    except form_cells.UnfitCell as unfit:
        raise BadRequest(str(unfit)) from None


def change_of(typed: TypedSection, section: Section, content: Content, gone: Mapping[str, ContentRow]) -> SectionChange:
    """The save asked for; `gone` are rows of the section that somebody removed. Raises BadRequest for unknown rows.

    Cells that are not on the page, of years the program no longer has, stay as they are.
    """
    present = {row.id: row for row in content.rows_of(section.code)}
    rows = {**gone, **present}
    if not typed.row_ids <= rows.keys():
        raise BadRequest("a row this section never had")
    cells = {row_id: _with_typed(rows[row_id], texts) for row_id, texts in typed.cells.items()}
    before = {
        row_id: {**dict.fromkeys(typed.cells.get(row_id, ()), ""), **_kept_before(rows[row_id], texts)}
        for row_id, texts in typed.before.items()
        if row_id in rows
    }
    pasted, filled = _places_of(typed.new, section, content)
    added = _that_fit([*pasted, *_place_to_add(typed, section, content, rows)], len(present))
    change = SectionChange(cells, before, added=added, filled=filled[: len(added)])
    if typed.verb in (Verb.REMOVE, Verb.MOVE) and rows[typed.subject].row_kind.fixed:
        raise BadRequest("a row every program has")
    match typed.verb:
        case Verb.INSERT if added and not pasted:
            return replace(change, below=typed.subject)
        case Verb.MOVE:
            return replace(change, moved=[RowMove(typed.subject, typed.steps)])
        case Verb.REMOVE:
            kept = {row_id: row for row_id, row in cells.items() if row_id != typed.subject or row_id in present}
            return replace(change, cells=kept, removed=[typed.subject])
        case Verb.RESTORE if typed.subject not in present:
            return replace(change, cells={typed.subject: gone[typed.subject].cells, **cells})
        case Verb.COUNT:
            return replace(change, cells={**cells, **_counted(typed, section, content, cells)})
        case _:
            return change


def _counted(typed: TypedSection, section: Section, content: Content, cells: Mapping[str, Cells]) -> dict[str, Cells]:
    """The row of the demand analysis with the number of applications that are entered one by one."""
    registered = applications_registered(content, typed.subject)
    row = content.row_at(RowPlace(section.code, "demand", typed.subject))
    if registered is None or row is None or typed.subject not in APPLIED_FOR:
        raise BadRequest("nothing to count")
    return {row.id: {**cells.get(row.id, row.cells), "applications": str(registered)}}


def _with_typed(row: ContentRow, texts: Cells) -> Cells:
    known = {key: stored(row.row_kind, key, text) for key, text in texts.items()}
    return {**row.cells, **known}


def _kept_before(row: ContentRow, texts: Cells) -> Cells:
    """Cells a page names, empty ones are left out; what it saved by itself it remembers as it was typed."""
    return {key: stored(row.row_kind, key, text) for key, text in texts.items()}


def stored(row_kind: RowKind, key: str, text: str) -> str:
    """The text as the cell keeps it. Raises BadRequest for a cell the form does not have in such a row."""
    try:
        return form_cells.stored(form_cells.column_of(row_kind, key), text)
    except form_cells.UnfitCell as unfit:
        raise BadRequest(str(unfit)) from None


def _place_to_add(
    typed: TypedSection, section: Section, content: Content, rows: Mapping[str, ContentRow]
) -> list[RowPlace]:
    places = {place_code(place): place for place in places_to_add(section, content)}
    match typed.verb:
        case Verb.ADD if typed.subject in places:
            return [places[typed.subject]]
        case Verb.INSERT if rows[typed.subject].place in places.values():
            return [rows[typed.subject].place]
        case Verb.ADD | Verb.INSERT:
            raise BadRequest("no place for a row")
        case _:
            return []


def _places_of(
    new: Sequence[NewRow], section: Section, content: Content
) -> tuple[list[RowPlace], list[dict[str, str]]]:
    """Where rows pasted anew go, and their cells in kept form."""
    places = {place_code(place): place for place in places_to_add(section, content)}
    if not all(row.place in places for row in new):
        raise BadRequest("no place for a row")
    kinds = [section.row_kind(places[row.place].kind, places[row.place].group) for row in new]
    filled = [
        {key: stored(kind, key, kept_text(text)) for key, text in row.cells.items()}
        for kind, row in zip(kinds, new, strict=True)
    ]
    return [places[row.place] for row in new], filled


def _that_fit(places: list[RowPlace], present: int) -> list[RowPlace]:
    return places[: max(MOST_ROWS - present, 0)]


def with_cells(content: Content, cells: Mapping[str, Cells], gone: Mapping[str, ContentRow]) -> Content:
    """The content with these cells in place of its own, for a page that shows what was typed; rows gone come back."""
    present = {row.id for row in content.rows}
    returned = [row for row_id, row in gone.items() if row_id in cells and row_id not in present]
    rows = [replace(row, cells=cells[row.id]) if row.id in cells else row for row in (*content.rows, *returned)]
    return replace(content, rows=tuple(rows))
