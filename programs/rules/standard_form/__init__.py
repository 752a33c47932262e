"""The standard form of an in-country value development program (p. 8), declared once.

Entry pages, checks, the reviewer's page, comparison and the official document are all made from SECTIONS. Kazakh and
Russian wording is that of the Resolution; English is our translation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from programs.rules.standard_form.action_plans import CONTRACT_TARGETS, TABLE_2, TABLE_3, TABLE_4, TABLE_5, TABLE_6
from programs.rules.standard_form.current_situation import CURRENT_SITUATION, PROBLEM_ISSUES, TABLE_1
from programs.rules.standard_form.structure import (
    CellKind,
    CellSpec,
    Column,
    Group,
    RowKind,
    Section,
    Years,
    cell_key,
    cell_specs,
)
from programs.rules.standard_form.substantiation import DEMAND_ANALYSIS, PLANNED_PURCHASES
from programs.rules.standard_form.wording import CONTRACT_GROUPS, PARTS, PROGRAM_TITLE, ROW_NUMBER, TABLE, heading

__all__ = [
    "CONTRACT_GROUPS",
    "CONTRACT_TARGETS",
    "PARTS",
    "PRINTED_SECTIONS",
    "PROGRAM_TITLE",
    "ROW_NUMBER",
    "SECTIONS",
    "TABLE",
    "CellKind",
    "CellSpec",
    "Column",
    "Group",
    "RowKind",
    "RowPlace",
    "Section",
    "Years",
    "cell_key",
    "cell_specs",
    "cells_of_row",
    "fixed_rows",
    "heading",
    "section",
]

SECTIONS = (
    CURRENT_SITUATION,
    PROBLEM_ISSUES,
    TABLE_1,
    PLANNED_PURCHASES,
    DEMAND_ANALYSIS,
    TABLE_2,
    TABLE_3,
    TABLE_4,
    TABLE_5,
    TABLE_6,
)
PRINTED_SECTIONS = tuple(section for section in SECTIONS if section.printed)
_BY_CODE = {section.code: section for section in SECTIONS}


def section(code: str) -> Section:
    """KeyError for a code the form does not have."""
    return _BY_CODE[code]


@lru_cache(maxsize=1024)  # every check, page and document asks this for each of hundreds of rows
def cells_of_row(
    section_code: str,
    kind: str,
    group: str | None,
    *,
    program_years: tuple[int, ...],
    baseline_years: tuple[int, ...],
    languages: tuple[str, ...],
) -> tuple[CellSpec, ...]:
    """The cells of such a row, in the order of the form."""
    return cell_specs(
        section(section_code).row_kind(kind, group).columns,
        program_years=program_years,
        baseline_years=baseline_years,
        languages=languages,
    )


@dataclass(frozen=True)
class RowPlace:
    """Where a row stands in the form; `right` is the id of a subsoil user's contract or licence."""

    section: str
    kind: str
    group: str | None = None
    right: str | None = None


def fixed_rows(rights: Sequence[str], *, is_subsoil_user: bool) -> Iterator[RowPlace]:
    """The rows every program has. A subsoil user has share targets for each right and none without one (p. 7(1))."""
    for form_section in SECTIONS:
        for row_kind in form_section.row_kinds:
            if row_kind.fixed:
                of_rights = rights if row_kind.per_right and is_subsoil_user else [None]
                for right in of_rights:
                    yield RowPlace(form_section.code, row_kind.code, row_kind.group, right)
