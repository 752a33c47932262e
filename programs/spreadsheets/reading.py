"""What a workbook says: found by its hidden keys and marks, wherever people moved rows and columns."""

from collections.abc import Callable

from programs.rules.names import section_name
from programs.rules.standard_form import section as declared
from programs.spreadsheets import memory
from programs.spreadsheets.findings import Findings
from programs.spreadsheets.grids import Grid
from programs.spreadsheets.opening import OpenWorkbook
from programs.spreadsheets.problems import WorkbookProblem
from programs.spreadsheets.reading_sheets import FoundInSheet, read_sheet
from programs.spreadsheets.refusals import WorkbookRefused
from programs.spreadsheets.sheets import title_of

Progress = Callable[[int, int], None]
"""Told how many sheets of how many are read."""


def read(opened: OpenWorkbook, progress: Progress) -> Findings:
    """Raises WorkbookRefused where nothing of the form is left."""
    grids, problems = _sorted_out(opened)
    if not grids:
        raise WorkbookRefused("no_sheet")
    found = []
    for number, (code, grid) in enumerate(grids.items()):
        progress(number, len(grids))
        found.append(read_sheet(grid, declared(code), opened.memory))
    progress(len(grids), len(grids))
    return _joined(opened, found, problems)


def _sorted_out(opened: OpenWorkbook) -> tuple[dict[str, Grid], list[WorkbookProblem]]:
    """The sheets of the form by their sections, and what there is to say about the others."""
    facts = opened.memory.facts
    names = {title_of(declared(code), facts.language): code for code in facts.versions}
    grids: dict[str, Grid] = {}
    problems, lost = [], set()
    for grid in opened.grids():
        if grid.keys_at is None and grid.title in names:
            problems.append(WorkbookProblem("sheet_without_keys", grid.title))
            lost.add(names[grid.title])
        elif grid.keys_at is None:
            problems += [WorkbookProblem("unknown_sheet", grid.title)] if grid.cells else []
        elif grid.section in grids:
            problems.append(WorkbookProblem("sheet_twice", grid.title))
        else:
            grids[grid.section] = grid
            problems += [WorkbookProblem("hidden_sheet", grid.title)] if grid.is_hidden else []
    for code in facts.versions.keys() - grids.keys() - lost:
        name = section_name(declared(code)).in_language(facts.language)
        problems.append(WorkbookProblem("sheet_missing", values={"name": name}))
    return grids, problems


def _joined(opened: OpenWorkbook, found: list[FoundInSheet], problems: list[WorkbookProblem]) -> Findings:
    facts = opened.memory.facts
    if facts.layout != memory.LAYOUT:
        problems.append(WorkbookProblem("other_layout"))
    return Findings(
        language=facts.language,
        downloaded_at=facts.downloaded_at,
        years=tuple(facts.years),
        baseline_years=tuple(facts.baseline_years),
        languages=tuple(facts.languages),
        known=frozenset(opened.memory.rows),
        changed=tuple(row for one in found for row in one.changed),
        added=tuple(row for one in found for row in one.added),
        missing=tuple(row for one in found for row in one.missing),
        problems=(*problems, *(problem for one in found for problem in one.problems)),
    )
