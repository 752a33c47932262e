"""A whole list of purchases: its headings found, every line read, everything wrong told, what it adds up to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import localcontext
from typing import IO

from icv_portal.accounts.rules.labels import Label
from programs.purchase_files.refusals import RefusalCode, Refused
from programs.purchase_files.tables import Table, TableRow, open_table
from programs.rules.icv_share import DIGITS
from programs.rules.names import joined
from programs.rules.purchases.columns import FoundColumns, found_columns, heading_of, required
from programs.rules.purchases.faults import Fault, Notes
from programs.rules.purchases.kinds import PurchasePurpose
from programs.rules.purchases.lines import Line, LineReader, NamedRight, notes_on
from programs.rules.purchases.totals import Adding, PurchaseTotal

MOST_LINES = 300_000
MOST_FAULTS = 10_000
"""What is wrong after so many is told after the first ones are mended."""
LOOKED_THROUGH = 20
"""Rows among which the headings are looked for."""
FEWEST_HEADINGS = 3


@dataclass(frozen=True)
class ReadAs:
    """What a list is read for. `rights` is None for a customer that keeps its purchases in one."""

    purpose: PurchasePurpose
    years: Sequence[int]
    rights: Sequence[NamedRight] | None = None

    @property
    def is_by_right(self) -> bool:
        return self.rights is not None


@dataclass
class Found:
    """What became of the lines. Faults beyond `MOST_FAULTS` were not looked for."""

    sheet: str
    lines: int = 0
    faulty: int = 0
    notes: Notes = field(default_factory=Notes)
    totals: tuple[PurchaseTotal, ...] = ()


def read_purchases(
    file: IO[bytes],
    read_as: ReadAs,
    *,
    keep: Callable[[Line], object],
    tell: Callable[[Fault], object],
    progress: Callable[[int, float], object],
) -> Found:
    """Hand each good line to `keep` and each fault to `tell`; `progress` is told lines and part of the file done.

    Raises Refused where the file as a whole is no list of purchases.
    """
    if not read_as.years:
        raise Refused(RefusalCode.NO_BASELINE)
    table = open_table(file)
    columns = _columns(table, read_as)
    found, adding = Found(table.sheet), Adding()
    reader = LineReader(read_as.purpose, columns, read_as.years, read_as.rights)
    with localcontext(prec=DIGITS):
        for row in table.rows:
            if found.lines == MOST_LINES:
                raise Refused(RefusalCode.TOO_MANY_LINES, most=str(MOST_LINES))
            found.lines += 1
            progress(found.lines, row.done)
            line, faults = reader.read(row.number, row.cells)
            for fault in faults:
                tell(fault)
            found.faulty += len(faults)
            if found.faulty >= MOST_FAULTS:
                break
            if line is not None:
                keep(line)
                _count(found, adding, line, read_as.purpose)
    if not found.lines:
        raise Refused(RefusalCode.NO_LINES)
    found.totals = adding.totals()
    return found


def _count(found: Found, adding: Adding, line: Line, purpose: PurchasePurpose) -> None:
    adding.add(line.kind, line.year, line.right, line.value, line.icv_share)
    for note in notes_on(line, purpose):
        found.notes.add(note, line.number)


def _columns(table: Table, read_as: ReadAs) -> FoundColumns:
    """Of the first row that is one of headings. Raises Refused."""
    columns = next(_rows_of_headings(table.rows), None)
    if columns is None:
        raise Refused(RefusalCode.NO_HEADINGS, rows=str(LOOKED_THROUGH))
    if columns.repeated:
        raise Refused(RefusalCode.REPEATED_COLUMNS, columns=", ".join(columns.repeated))
    needed = required(read_as.purpose, is_subsoil_user=read_as.is_by_right)
    missing = [column for column in needed if column not in columns.places]
    if missing:
        raise Refused(RefusalCode.MISSING_COLUMNS, columns=_named(heading_of(one, read_as.purpose) for one in missing))
    if columns.factor is None:
        raise Refused(RefusalCode.NO_UNIT)
    return columns


def _named(labels: Iterator[Label]) -> Label:
    quoted = Label(kk="«{name}»", ru="«{name}»", en="“{name}”")
    return joined(quoted.format(name=label) for label in labels)


def _rows_of_headings(rows: Iterator[TableRow]) -> Iterator[FoundColumns]:
    for _place, row in zip(range(LOOKED_THROUGH), rows, strict=False):
        columns = found_columns(row.cells)
        if len(columns.places) >= FEWEST_HEADINGS:
            yield columns
