"""Which row of the form each line of a sheet is: by its hidden mark, by the lines around it where it has none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from programs.rules.standard_form import RowKind, RowPlace, Section
from programs.rules.standard_form import section as declared
from programs.spreadsheets.grids import Grid
from programs.spreadsheets.memory import RememberedRow
from programs.spreadsheets.sheets import STATIC, place_of


@dataclass(frozen=True)
class Line:
    """`known` is the row it stands for; without one it is a new row of `place`, None where nobody can tell which.

    `copied`: its mark is that of a row that stands elsewhere in the sheet; `foreign`: of a row of another file.
    """

    row: int
    place: RowPlace | None
    known: RememberedRow | None = None
    copied: bool = False
    foreign: bool = False

    @property
    def row_kind(self) -> RowKind | None:
        if self.known is not None:
            return self.known.row_kind
        return declared(self.place.section).row_kind(self.place.kind, self.place.group) if self.place else None


@dataclass(frozen=True)
class Lines:
    """`originals` tells of rows that stand in several lines which of them is the row itself."""

    grid: Grid
    section: Section
    rows: Mapping[str, RememberedRow]
    originals: Mapping[str, int]

    def __iter__(self) -> Iterator[Line]:
        numbers = sorted(self.grid.cells)
        for at, row in enumerate(numbers):
            mark = self.grid.mark(row)
            if self.grid.keys_at is None or row == self.grid.keys_at[0] or mark == STATIC:
                continue
            known = self.rows.get(mark)
            if known is not None and self.originals[mark] == row:
                yield Line(row, known.place, known)
            elif known is not None:
                yield Line(row, known.place, copied=True)
            else:
                place = place_of(mark, self.section) or self._place_around(numbers, at)
                yield Line(row, place, foreign=_is_uuid(mark))

    def _place_around(self, numbers: Sequence[int], at: int) -> RowPlace | None:
        """Of the line above where rows can be added to it, else of the line below; else the only place there is."""
        above = self._first_addable(reversed(numbers[:at]))
        return above or self._first_addable(iter(numbers[at + 1 :])) or self._only_place()

    def _first_addable(self, numbers: Iterator[int]) -> RowPlace | None:
        """Lines without a mark lend nothing; a heading, or a row every program has, ends the search."""
        for number in numbers:
            mark = self.grid.mark(number)
            if mark in self.rows:
                known = self.rows[mark]
                return None if known.row_kind.fixed else known.place
            if place_of(mark, self.section) or mark:
                return place_of(mark, self.section)
        return None

    def _only_place(self) -> RowPlace | None:
        kinds = [kind for kind in self.section.row_kinds if not kind.fixed]
        if len(kinds) != 1 or kinds[0].per_right:
            return None
        return RowPlace(self.section.code, kinds[0].code, kinds[0].group)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
