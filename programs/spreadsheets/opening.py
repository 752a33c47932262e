"""A workbook somebody sent, opened: safe to read, downloaded from this portal, and of this program."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import openpyxl
from openpyxl.workbook.workbook import Workbook

from programs.spreadsheets import lists, memory
from programs.spreadsheets.containers import make_sure_it_is_a_workbook
from programs.spreadsheets.grids import Grid
from programs.spreadsheets.memory import Memory, MemoryLost
from programs.spreadsheets.problems import TITLES_OF_THE_LIST
from programs.spreadsheets.refusals import WorkbookRefused

logger = logging.getLogger(__name__)

OWN = {memory.SHEET, lists.SHEET, *TITLES_OF_THE_LIST}
"""Sheets the portal put in beside those of the form."""


@dataclass(frozen=True)
class OpenWorkbook:
    """`computed`: the same workbook with the values of its formulas; None where it has none."""

    workbook: Workbook
    computed: Workbook | None
    memory: Memory

    def grids(self) -> Iterator[Grid]:
        """Of every sheet but those of the portal beside the form."""
        for sheet in self.workbook.worksheets:
            if sheet.title not in OWN:
                yield Grid(sheet, self.computed[sheet.title] if self.computed else None)


def open_workbook(file: IO[bytes], program_id: str) -> OpenWorkbook:
    """Raises WorkbookRefused."""
    make_sure_it_is_a_workbook(file)
    workbook = _loaded(file)
    remembered = _memory(workbook)
    if remembered.facts.program != program_id:
        raise WorkbookRefused("other_program")
    has_formulas = any(Grid(sheet).has_formulas() for sheet in workbook.worksheets)
    return OpenWorkbook(workbook, _loaded(file, data_only=True) if has_formulas else None, remembered)


def _loaded(file: IO[bytes], *, data_only: bool = False) -> Workbook:
    """The library has no one exception for what is no workbook: whatever stops it is the file's fault."""
    file.seek(0)
    try:
        return openpyxl.load_workbook(file, data_only=data_only, keep_links=False)
    except Exception as error:
        logger.warning("A workbook could not be opened: %s", type(error).__name__)
        raise WorkbookRefused("broken") from error


def _memory(workbook: Workbook) -> Memory:
    if memory.SHEET not in workbook.sheetnames:
        raise WorkbookRefused("not_ours")
    cells = Grid(workbook[memory.SHEET]).cells
    try:
        return memory.remembered([[cell.value for cell in line.values()] for line in cells.values()])
    except MemoryLost as error:
        raise WorkbookRefused("not_ours") from error
