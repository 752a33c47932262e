"""What a workbook would change in the draft as it stands now, and where somebody else changed the same meanwhile."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from uuid import NAMESPACE_OID, uuid5

from programs.rules.content import Content, ContentRow
from programs.rules.places import MOST_ROWS, places_to_add
from programs.rules.standard_form import SECTIONS, RowPlace, section
from programs.spreadsheets.findings import Findings, FoundCell, FoundRow
from programs.spreadsheets.problems import WorkbookProblem

Cells = dict[str, str]
CellId = tuple[str, str]
"""Id of the row, and key."""


@dataclass(frozen=True)
class Contested:
    """A cell both changed: `before` when the workbook was downloaded, `mine` in it, `theirs` in the draft now.

    `is_gone`: the row was removed from the draft; deciding for `mine` brings it back.
    """

    row: ContentRow
    key: str
    before: str
    mine: str
    theirs: str
    sheet: str
    cell: str
    is_gone: bool = False

    @property
    def id(self) -> CellId:
        return self.row.id, self.key


@dataclass(frozen=True)
class Missing:
    """A row whose line is gone from the workbook; `is_changed` tells that somebody changed it in the draft since."""

    row: ContentRow
    sheet: str
    is_changed: bool


@dataclass
class Comparison:
    """`cells` are changes nobody contests, by row; `problems` those of the workbook and of its fitting this draft."""

    content: Content
    cells: dict[str, Cells] = field(default_factory=dict)
    contested: list[Contested] = field(default_factory=list)
    added: list[FoundRow] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    problems: list[WorkbookProblem] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    @property
    def is_empty(self) -> bool:
        return not (self.cells or self.contested or self.added or self.missing)

    @property
    def sections(self) -> list[str]:
        """Codes of those that would be saved, in the order of the form."""
        rows = {row.id: row for row in self.content.rows}
        touched = {rows[row_id].section for row_id in self.cells}
        touched |= {one.row.section for one in self.contested} | {one.row.section for one in self.missing}
        touched |= {row.section for row in self.added}
        return [one.code for one in SECTIONS if one.code in touched]

    @cached_property
    def after(self) -> Content:
        """The draft with what nobody contests, for a reader: new rows have made-up ids, at the end of their place."""
        rows = [replace(row, cells=joined(row.cells, self.cells.get(row.id, {}))) for row in self.content.rows]
        new = [
            ContentRow(made_up_id(row), row.section, row.kind, row.group, row.right, 10_000 + at, row.texts)
            for at, row in enumerate(self.added)
        ]
        return replace(self.content, rows=(*rows, *new))

    @cached_property
    def token(self) -> str:
        """The same as long as there is the same to decide: whoever applies names what they were shown."""
        shown = {
            "cells": self.cells,
            "contested": [asdict(one) for one in self.contested],
            "added": [asdict(row) for row in self.added],
            "missing": [asdict(one) for one in self.missing],
            "problems": [(problem.code, problem.sheet, problem.cell) for problem in self.problems],
        }
        return sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def compare(findings: Findings, content: Content, gone: Mapping[str, ContentRow]) -> Comparison:
    """`gone` are the rows of `missing_from` that somebody removed, as they last stood."""
    return _Comparing(findings, content, gone, Comparison(content)).compare()


def missing_from(content: Content, findings: Findings) -> set[tuple[str, str]]:
    """Section and id of rows the workbook changes and the draft no longer has."""
    present = {row.id for row in content.rows}
    return {(row.section, row.id) for row in findings.changed if row.id not in present}


def joined(cells: Mapping[str, str], changes: Mapping[str, str]) -> Cells:
    return {key: text for key, text in {**cells, **changes}.items() if text}


def made_up_id(row: FoundRow) -> str:
    return str(uuid5(NAMESPACE_OID, f"{row.sheet}!{row.line}"))


@dataclass(frozen=True)
class _Comparing:
    findings: Findings
    content: Content
    gone: Mapping[str, ContentRow]
    made: Comparison

    def compare(self) -> Comparison:
        self._of_program()
        self.made.problems.extend(self.findings.problems)
        for found in self.findings.changed:
            self._row(found)
        self._added()
        self._missing()
        self.made.problems.extend(self._too_long_sections())
        return self.made

    @cached_property
    def rows(self) -> dict[str, ContentRow]:
        return {row.id: row for row in self.content.rows}

    def _of_program(self) -> None:
        """Years and languages may have been changed since."""
        found, content = self.findings, self.content
        if (found.years, found.baseline_years) != (content.years, content.baseline_years):
            values = {"theirs": _years(found.years), "ours": _years(content.years)}
            self.made.problems.append(WorkbookProblem("other_years", values=values))
        if set(found.languages) != set(content.languages):
            self.made.problems.append(WorkbookProblem("other_languages"))

    def _row(self, found: FoundRow) -> None:
        row = self.rows.get(found.id)
        if row is not None:
            self._cells(found, row, row.cells, is_gone=False)
        elif found.id in self.gone and self._has_place(found.place):
            self._cells(found, self.gone[found.id], {}, is_gone=True)
        else:
            code = "place_gone" if found.id in self.gone else "no_place"
            self.made.problems.append(WorkbookProblem(code, found.sheet, f"{found.line}:{found.line}"))

    def _cells(self, found: FoundRow, row: ContentRow, theirs: Mapping[str, str], *, is_gone: bool) -> None:
        changes = {}
        for key, cell in self._own(found, row):
            present = theirs.get(key, "")
            if is_gone or present not in (cell.before, cell.text):
                one = Contested(row, key, cell.before, cell.text, present, found.sheet, cell.cell, is_gone)
                self.made.contested.append(one)
            elif present != cell.text:
                changes[key] = cell.text
        if changes:
            self.made.cells[row.id] = changes

    def _own(self, found: FoundRow, row: ContentRow) -> Iterator[tuple[str, FoundCell]]:
        """Without cells of years and languages the program no longer has."""
        for spec in self.content.cell_specs(row):
            if spec.key in found.cells:
                yield spec.key, found.cells[spec.key]

    def _has_place(self, place: RowPlace) -> bool:
        return place in places_to_add(section(place.section), self.content)

    def _added(self) -> None:
        """A row that was added from the same workbook before is not added again."""
        there = Counter(
            _identity(row.place, row.cells) for row in self.content.rows if row.id not in self.findings.known
        )
        for found in self.findings.added:
            line = f"{found.line}:{found.line}"
            if not self._has_place(found.place):
                self.made.problems.append(WorkbookProblem("place_gone", found.sheet, line))
                continue
            identity = _identity(found.place, found.texts)
            if there[identity]:
                there[identity] -= 1
                self.made.problems.append(WorkbookProblem("row_there_already", found.sheet, line))
            else:
                self.made.added.append(self._fitting(found))

    def _fitting(self, found: FoundRow) -> FoundRow:
        row = ContentRow("", found.section, found.kind, found.group, found.right, 1, {})
        return replace(found, cells=dict(self._own(found, row)))

    def _missing(self) -> None:
        for lost in self.findings.missing:
            row = self.rows.get(lost.id)
            if row is not None:
                self.made.missing.append(Missing(row, lost.sheet, joined(row.cells, {}) != lost.cells))

    def _too_long_sections(self) -> Iterator[WorkbookProblem]:
        present = Counter(row.section for row in self.content.rows)
        counted = present + Counter(row.section for row in self.made.added)
        sheets = {row.section: row.sheet for row in self.made.added}
        for code, sheet in sheets.items():
            if counted[code] > MOST_ROWS:
                yield WorkbookProblem("too_many_rows", sheet, values={"rows": counted[code], "most": MOST_ROWS})


def _identity(place: RowPlace, cells: Mapping[str, str]) -> tuple[RowPlace, tuple[tuple[str, str], ...]]:
    return place, tuple(sorted((key, text) for key, text in cells.items() if text))


def _years(years: Iterable[int]) -> str:
    return ", ".join(map(str, years))
