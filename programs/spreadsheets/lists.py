"""Words to choose from in a workbook: what the draft says in the same column already; others may be typed as well."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook

from programs.spreadsheets.sheets import SheetColumn, SheetLine

SHEET = "icv_lists"
CHOSEN = frozenset({"unit", "producer", "bodies"})
"""Codes of the columns in which the same words come again and again."""
LONGEST, MOST = 200, 100


@dataclass
class Lists:
    """Each stands in a column of its own on a hidden sheet."""

    lists: list[list[str]] = field(default_factory=list)

    def rule(self, column: SheetColumn, lines: Sequence[SheetLine]) -> dict[str, Any] | None:
        if column.column.code not in CHOSEN:
            return None
        used = {line.cells.get(column.key, "").strip() for line in lines} - {""}
        words = sorted(word for word in used if len(word) <= LONGEST)[:MOST]
        if not words:
            return None
        if words not in self.lists:
            self.lists.append(words)
        at = self.lists.index(words)
        source = f"={SHEET}!{xl_range_abs(0, at, len(words) - 1, at)}"
        return {"validate": "list", "source": source, "show_error": False, "ignore_blank": True}

    def write(self, workbook: Workbook) -> None:
        if not self.lists:
            return
        sheet = workbook.add_worksheet(SHEET)
        for at, words in enumerate(self.lists):
            for line, word in enumerate(words):
                sheet.write_string(line, at, word)
        sheet.very_hidden()
