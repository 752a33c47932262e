"""What was found in a workbook: where it differs from what it was downloaded with, and what is wrong in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from programs.rules.standard_form import RowPlace
from programs.spreadsheets.problems import WorkbookProblem


@dataclass(frozen=True)
class FoundCell:
    """`before` is what the cell held when the workbook was downloaded, `cell` where it stands now (“D7”)."""

    before: str
    text: str
    cell: str


@dataclass(frozen=True)
class FoundRow:
    """A line that differs: the changed cells of a known row, all filled ones of a new row, whose `id` is empty."""

    id: str
    section: str
    kind: str
    group: str | None
    right: str | None
    sheet: str
    line: int
    cells: Mapping[str, FoundCell]

    @property
    def place(self) -> RowPlace:
        return RowPlace(self.section, self.kind, self.group, self.right)

    @property
    def texts(self) -> dict[str, str]:
        return {key: cell.text for key, cell in self.cells.items()}


@dataclass(frozen=True)
class MissingRow:
    """A row that was downloaded, with the cells it held, and whose line is gone."""

    id: str
    section: str
    sheet: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Findings:
    """`known` are the ids of all rows the workbook was downloaded with; years and languages those it was made for."""

    language: str
    downloaded_at: str
    years: tuple[int, ...]
    baseline_years: tuple[int, ...]
    languages: tuple[str, ...]
    known: frozenset[str]
    changed: tuple[FoundRow, ...]
    added: tuple[FoundRow, ...]
    missing: tuple[MissingRow, ...]
    problems: tuple[WorkbookProblem, ...]

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self) | {"known": sorted(self.known)}


def findings_of(stored: Mapping[str, Any]) -> Findings:
    return Findings(
        language=stored["language"],
        downloaded_at=stored["downloaded_at"],
        years=tuple(stored["years"]),
        baseline_years=tuple(stored["baseline_years"]),
        languages=tuple(stored["languages"]),
        known=frozenset(stored["known"]),
        changed=tuple(map(_found_row, stored["changed"])),
        added=tuple(map(_found_row, stored["added"])),
        missing=tuple(MissingRow(**row) for row in stored["missing"]),
        problems=tuple(WorkbookProblem(**problem) for problem in stored["problems"]),
    )


def _found_row(stored: Mapping[str, Any]) -> FoundRow:
    return FoundRow(**{**stored, "cells": {key: FoundCell(**cell) for key, cell in stored["cells"].items()}})
