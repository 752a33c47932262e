"""What the page of a section is made of: blocks of rows, rows of lines, lines of boxes, boxes of inputs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from icv_portal.accounts.rules.labels import Label
from programs.rules.checks import Finding, Severity
from programs.rules.document_tables import YEAR
from programs.rules.names import LANGUAGES, joined
from programs.rules.standard_form import CellSpec, RowPlace

LABEL_OF_CELL = Label(kk="{column}, {detail}", ru="{column}, {detail}", en="{column}, {detail}")


@dataclass(frozen=True)
class OtherEdit:
    """Who changed the same row meanwhile, and when."""

    name: str
    at: datetime


@dataclass(frozen=True)
class CellConflict:
    """What the cell held before both began, and what the other person made of it, as people read it."""

    before: str
    theirs: str
    by: OtherEdit | None


@dataclass(frozen=True)
class EntryCell:
    """One input. `unit` where the row's unit is another than the column's heading says, else empty."""

    row_id: str
    spec: CellSpec
    label: str
    value: str
    unit: str
    problems: tuple[Finding, ...]
    conflict: CellConflict | None

    @property
    def id(self) -> str:
        return cell_id(self.row_id, self.spec.key)

    @property
    def name(self) -> str:
        return f"cell:{self.row_id}:{self.spec.key}"

    @property
    def is_number(self) -> bool:
        return self.spec.column.kind.is_number

    @property
    def has_error(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True)
class EntryBox:
    """One cell of the table with the inputs in it: one for each language, none where the row has no such column."""

    cells: tuple[EntryCell, ...] = ()


@dataclass(frozen=True)
class EntryLine:
    """A line of a row: what heads it, over how many columns, then its boxes and what is left empty at the end."""

    boxes: tuple[EntryBox, ...]
    heading: str = ""
    number: str | None = None
    span: int = 1
    rest: int = 0


@dataclass(frozen=True)
class EntryRow:
    """`place` is how messages about the row begin; beside the row it goes without saying."""

    id: str
    name: str
    place: str
    lines: tuple[EntryLine, ...]
    problems: tuple[Finding, ...]
    removable: bool
    removed_by: OtherEdit | None

    @property
    def cells(self) -> Iterator[EntryCell]:
        return (cell for line in self.lines for box in line.boxes for cell in box.cells)

    @property
    def has_notes(self) -> bool:
        return bool(self.problems or self.removed_by)


@dataclass(frozen=True)
class EntrySumCell:
    """`total` and `difference` as people read them, empty where there is none; `key` ends the inputs' names."""

    key: str
    label: str
    total: str
    unread: bool
    difference: str


@dataclass(frozen=True)
class EntrySum:
    """`places` and `against` name the blocks of rows on the page; `boxes` are the columns after the name."""

    name: str
    span: int
    boxes: tuple[EntrySumCell | None, ...]
    places: str
    against: str
    under: RowPlace | None


@dataclass(frozen=True)
class EntryBlock:
    """Rows of one place; `heading` names the contract or licence where rows are kept apart; `add` is its button.

    `name` tells the buttons of a section's blocks apart; `place` is how the page's scripts know the block, `columns`
    which cells a new row has there.
    """

    rows: tuple[EntryRow, ...]
    heading: str
    name: str
    add: str | None
    place: str
    columns: str
    sums: tuple[EntrySum, ...] = ()


def cell_label(spec: CellSpec, languages: Collection[str] = tuple(LANGUAGES)) -> Label:
    """`languages` of the program: where there is but one, it goes without saying."""
    details: list[Label] = []
    if spec.year is not None:
        details.append(YEAR.format(year=spec.year))
    if spec.language is not None and len(languages) > 1:
        details.append(LANGUAGES[spec.language])
    return LABEL_OF_CELL.format(column=spec.column.label, detail=joined(details)) if details else spec.column.label


def cell_id(row_id: str, key: str) -> str:
    """Where a link to a cell leads on its page."""
    return f"cell-{row_id}-{key}"
