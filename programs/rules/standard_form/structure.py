"""What the standard form is made of: sections, columns, kinds of rows and the keys of their cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from icv_portal.accounts.rules.labels import Label


class CellKind(StrEnum):
    """What a cell holds; TEXT is written in each language of the program, PLAIN only once (codes, names of firms)."""

    TEXT = "text"
    PLAIN = "plain"
    PERCENT = "percent"
    THOUSAND_TENGE = "thousand_tenge"
    MILLION_TENGE = "million_tenge"
    COUNT = "count"
    NUMBER = "number"

    @property
    def is_number(self) -> bool:
        return self not in (CellKind.TEXT, CellKind.PLAIN)


class Years(StrEnum):
    """Over which years a column repeats."""

    NONE = "none"
    BASELINE = "baseline"
    PROGRAM = "program"


@dataclass(frozen=True)
class Column:
    """`printed` is False for what is kept as data but has no column of its own in the form."""

    code: str
    label: Label
    kind: CellKind
    years: Years = Years.NONE
    printed: bool = True

    @property
    def bilingual(self) -> bool:
        return self.kind is CellKind.TEXT


@dataclass(frozen=True)
class RowKind:
    """A kind of row within a section and, where the section has them, a group.

    fixed: the form prints exactly one such row (`label`); per_right: one for each contract and licence of a subsoil
    user. `number` is the number printed in the first column; fixed rows without one span that column.
    """

    code: str
    columns: tuple[Column, ...]
    label: Label | None = None
    fixed: bool = False
    per_right: bool = False
    group: str | None = None
    number: str | None = None


@dataclass(frozen=True)
class Group:
    code: str
    label: Label


@dataclass(frozen=True)
class Section:
    """One page of entry. `part` is Section 1 or 2 of the form, None for what supports the form without being printed.

    `columns` are those of the printed table; `year_heading` stands over its year columns. `point` is that of the Rules
    in Russian numbering (`points.cited` gives the Kazakh one). `numbering` is how rows added by the customer are
    numbered: by their position and the number of their group.
    """

    code: str
    title: Label
    point: str
    hint: Label
    columns: tuple[Column, ...]
    row_kinds: tuple[RowKind, ...]
    part: int | None = None
    number: int | None = None
    table_number: int | None = None
    year_heading: Label | None = None
    groups: tuple[Group, ...] = ()
    prints_title: bool = True
    numbering: str = "{position}"

    @property
    def printed(self) -> bool:
        return self.part is not None

    def row_kind(self, code: str, group: str | None = None) -> RowKind:
        """KeyError when the section has no such kind of row."""
        for row_kind in self.row_kinds:
            if (row_kind.code, row_kind.group) == (code, group):
                return row_kind
        raise KeyError(f"{self.code}: {code}, group {group}")


@dataclass(frozen=True)
class CellSpec:
    """One cell of a row: its key in `cells` and what the key is made of."""

    key: str
    column: Column
    year: int | None = None
    language: str | None = None


def cell_key(code: str, year: int | None = None, language: str | None = None) -> str:
    """`code`, `code.2027`, `code.kk` or `code.2027.kk`."""
    return ".".join(str(part) for part in (code, year, language) if part is not None)


def cell_specs(
    columns: Sequence[Column],
    *,
    program_years: Sequence[int],
    baseline_years: Sequence[int],
    languages: Sequence[str],
) -> tuple[CellSpec, ...]:
    """The cells of a row with these columns, in the order of the form: neighbouring year columns go year by year."""
    years_of: dict[Years, Sequence[int | None]] = {
        Years.NONE: [None],
        Years.BASELINE: baseline_years,
        Years.PROGRAM: program_years,
    }

    def cells() -> Iterator[CellSpec]:
        for repeated_over, neighbours in groupby(columns, key=lambda column: column.years):
            block = list(neighbours)
            for year in years_of[repeated_over]:
                for column in block:
                    for language in languages if column.bilingual else [None]:
                        yield CellSpec(cell_key(column.code, year, language), column, year, language)

    return tuple(cells())
