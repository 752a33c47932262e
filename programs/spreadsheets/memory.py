"""What a workbook remembers on its hidden sheet: which form it is, and what each cell held when it was downloaded."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, get_type_hints
from uuid import UUID

from programs.rules.content import Content, ContentRow
from programs.rules.standard_form import SECTIONS, CellSpec, RowKind, RowPlace, cells_of_row, section

SHEET = "icv_portal"
LAYOUT = 1
"""Of the workbook as a whole; raised when an older one can no longer be read as if it were new."""
FACTS, ROW = "form", "row"
PIECE = 30_000
"""Characters of one cell of the hidden sheet: Excel holds 32,767."""
LANGUAGES = ("kk", "ru", "en")
CODES = frozenset(section.code for section in SECTIONS)
MOST = 50
"""Years, or languages, of a program the portal wrote."""


class MemoryLost(Exception):
    """The hidden sheet is not as the portal wrote it."""


@dataclass(frozen=True)
class FormFacts:
    """`downloaded_at` is an ISO moment; `versions` are those of the sections in the workbook."""

    layout: int
    program: str
    language: str
    languages: list[str]
    years: list[int]
    baseline_years: list[int]
    downloaded_at: str
    versions: dict[str, int]


@dataclass(frozen=True)
class RememberedRow:
    section: str
    id: str
    kind: str
    group: str | None
    right: str | None
    cells: Mapping[str, str]

    @property
    def row_kind(self) -> RowKind:
        return section(self.section).row_kind(self.kind, self.group)

    @property
    def place(self) -> RowPlace:
        return RowPlace(self.section, self.kind, self.group, self.right)


@dataclass(frozen=True)
class Memory:
    facts: FormFacts
    rows: Mapping[str, RememberedRow]

    def of_section(self, code: str) -> dict[str, RememberedRow]:
        """In the order in which they were written."""
        return {row.id: row for row in self.rows.values() if row.section == code}

    def specs_of(self, code: str, row_kind: RowKind) -> dict[str, CellSpec]:
        """The cells such a row had when the workbook was written, by their keys."""
        specs = cells_of_row(
            code,
            row_kind.code,
            row_kind.group,
            program_years=tuple(self.facts.years),
            baseline_years=tuple(self.facts.baseline_years),
            languages=tuple(self.facts.languages),
        )
        return {spec.key: spec for spec in specs}


def facts_of(content: Content, versions: Mapping[str, int], language: str, downloaded_at: str) -> FormFacts:
    return FormFacts(
        layout=LAYOUT,
        program=content.program_id,
        language=language,
        languages=list(content.languages),
        years=list(content.years),
        baseline_years=list(content.baseline_years),
        downloaded_at=downloaded_at,
        versions=dict(versions),
    )


def lines(facts: FormFacts, rows: Iterable[ContentRow]) -> Iterator[list[str]]:
    """The lines of the hidden sheet: JSON, so that each text comes back letter by letter."""
    yield [FACTS, *_pieces({one.name: getattr(facts, one.name) for one in fields(facts)})]
    for row in rows:
        cells = {key: text for key, text in row.cells.items() if text}
        yield [ROW, *_pieces([row.section, row.id, row.kind, row.group, row.right, cells])]


def remembered(lines_read: Iterable[Sequence[object]]) -> Memory:
    """Raises MemoryLost."""
    try:
        first, *others = [[text for text in line if isinstance(text, str) and text] for line in lines_read]
        if first[0] != FACTS:
            raise MemoryLost
        rows = [_row(json.loads("".join(line[1:]))) for line in others if line and line[0] == ROW]
        return Memory(_facts(json.loads("".join(first[1:]))), {row.id: row for row in rows if _is_known(row)})
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise MemoryLost from error


def _pieces(value: object) -> list[str]:
    text = json.dumps(value)  # of ASCII alone: nothing in it is changed on the way through a workbook
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def _facts(said: Any) -> FormFacts:
    """A section the form no longer has is forgotten."""
    facts = FormFacts(**{name: said[name] for name in get_type_hints(FormFacts)})
    UUID(facts.program)
    if datetime.fromisoformat(facts.downloaded_at).tzinfo is None:
        raise MemoryLost
    numbers = [facts.layout, *facts.years, *facts.baseline_years, *facts.versions.values()]
    texts = [facts.downloaded_at, *facts.languages]
    if not all(type(one) is int for one in numbers) or not all(isinstance(one, str) for one in texts):
        raise MemoryLost
    if facts.language not in LANGUAGES or max(len(facts.years), len(facts.baseline_years), len(facts.languages)) > MOST:
        raise MemoryLost
    return replace(facts, versions={code: version for code, version in facts.versions.items() if code in CODES})


def _row(said: Any) -> RememberedRow:
    code, row_id, kind, group, right, cells = said
    row = RememberedRow(code, str(UUID(row_id)), kind, group, right, dict(cells))
    if not all(isinstance(text, str) for pair in row.cells.items() for text in pair):
        raise MemoryLost
    return row


def _is_known(row: RememberedRow) -> bool:
    """Whether the form still has such rows."""
    try:
        return row.row_kind is not None
    except KeyError:
        return False
