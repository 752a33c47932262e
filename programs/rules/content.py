"""Everything a program says, as plain values: what checks, comparison and the official document are made from."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from icv_portal.accounts.rules.categories import Category
from icv_portal.accounts.rules.labels import Label
from programs.rules.applications import ReceivedApplication
from programs.rules.attachments import Attachment
from programs.rules.contracts import ContractInForce
from programs.rules.numbers import parse_number
from programs.rules.planning_period import program_years
from programs.rules.purchases.kinds import PurchasePurpose
from programs.rules.purchases.totals import PurchaseList
from programs.rules.standard_form import SECTIONS, CellSpec, RowKind, RowPlace, cells_of_row, fixed_rows, section


class RightKind(StrEnum):
    CONTRACT = "contract"
    LICENCE = "licence"


RIGHT_LABELS = {
    RightKind.CONTRACT: Label(
        kk="{day} № {number} келісімшарт", ru="Контракт № {number} от {day}", en="Contract No. {number} of {day}"
    ),
    RightKind.LICENCE: Label(
        kk="{day} № {number} лицензия", ru="Лицензия № {number} от {day}", en="Licence No. {number} of {day}"
    ),
}


@dataclass(frozen=True)
class SubsoilRight:
    """A contract or licence for subsoil use; `signed_on` is an ISO date."""

    id: str
    kind: str
    number: str
    signed_on: str

    @property
    def label(self) -> Label:
        day = ".".join(reversed(self.signed_on.split("-")))
        return RIGHT_LABELS[RightKind(self.kind)].format(number=self.number, day=day)


@dataclass(frozen=True)
class Customer:
    """The big customer as it was when the content was frozen; `activity_began_on` is an ISO date."""

    id: str
    bin: str
    name_kk: str
    name_ru: str
    name_en: str
    postal_address: str
    categories: tuple[str, ...]
    art_46_excluded: bool = False
    activity_began_on: str | None = None

    @property
    def name(self) -> Label:
        return Label(kk=self.name_kk, ru=self.name_ru, en=self.name_en)

    @property
    def is_subsoil_user(self) -> bool:
        return Category.SUBSOIL_USER in self.categories


@dataclass(frozen=True)
class ContentRow:
    """One row; `position` orders the rows of one kind, `cells` maps cell keys to text (missing = empty)."""

    id: str
    section: str
    kind: str
    group: str | None
    right: str | None
    position: int
    cells: Mapping[str, str]

    @property
    def row_kind(self) -> RowKind:
        return section(self.section).row_kind(self.kind, self.group)

    @property
    def place(self) -> RowPlace:
        return RowPlace(self.section, self.kind, self.group, self.right)

    @property
    def is_blank(self) -> bool:
        return not any(value.strip() for value in self.cells.values())


@dataclass(frozen=True)
class Content:
    """Rows always stand in the order of the form, and positions count from 1 among the rows of one place.

    `contracts` are those in force on the day on which the content was read and running in a year of the program.
    """

    program_id: str
    first_year: int
    last_year: int
    baseline_years: tuple[int, ...]
    languages: tuple[str, ...]
    customer: Customer
    rights: tuple[SubsoilRight, ...]
    rows: tuple[ContentRow, ...]
    attachments: tuple[Attachment, ...] = ()
    contracts: tuple[ContractInForce, ...] = ()
    applications: tuple[ReceivedApplication, ...] = ()
    purchase_lists: tuple[PurchaseList, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(_in_form_order(self.rows, self.rights)))

    @cached_property
    def years(self) -> tuple[int, ...]:
        return program_years(self.first_year, self.last_year)

    def rows_of(
        self, section: str, kind: str | None = None, group: str | None = None, right: str | None = None
    ) -> list[ContentRow]:
        """Rows of a section in the order of the form; an argument left out does not narrow."""
        return [
            row
            for row in self.rows
            if row.section == section
            and kind in (None, row.kind)
            and group in (None, row.group)
            and right in (None, row.right)
        ]

    def cell_specs(self, row: ContentRow) -> tuple[CellSpec, ...]:
        """The cells the form has for this row in this program's years and languages."""
        return cells_of_row(
            row.section,
            row.kind,
            row.group,
            program_years=self.years,
            baseline_years=self.baseline_years,
            languages=self.languages,
        )

    def fixed_places(self, section: str) -> list[RowPlace]:
        """Where the section's fixed rows of this customer stand."""
        return [place for place in self._all_fixed_places if place.section == section]

    @cached_property  # asked for every row of the program
    def _all_fixed_places(self) -> dict[RowPlace, None]:
        """In the order of the form."""
        rights = [right.id for right in self.rights]
        return dict.fromkeys(fixed_rows(rights, is_subsoil_user=self.customer.is_subsoil_user))

    def submits(self, row: ContentRow) -> bool:
        """Whether the row is part of what is submitted: where the form has it, under an existing right, not blank."""
        if row.row_kind.fixed:
            return row.place in self._all_fixed_places
        return not row.is_blank and (row.right is None or self.right(row) is not None)

    def row_at(self, place: RowPlace) -> ContentRow | None:
        """The (first) row at a place."""
        return next((row for row in self.rows if row.place == place), None)

    def is_filled(self, section: str) -> bool:
        """Whether anything at all is written in the section."""
        return any(not row.is_blank for row in self.rows_of(section))

    def numbers(self) -> Iterator[tuple[ContentRow, CellSpec, Decimal]]:
        """Every number of the program that can be read."""
        for row in self.rows:
            for spec in self.cell_specs(row):
                value = number(row, spec.key) if spec.column.kind.is_number else None
                if value is not None:
                    yield row, spec, value

    def purchase_list(self, purpose: PurchasePurpose) -> PurchaseList | None:
        """The list in force for this purpose."""
        return next((one for one in self.purchase_lists if one.purpose == purpose), None)

    def right(self, row: ContentRow) -> SubsoilRight | None:
        return next((right for right in self.rights if right.id == row.right), None)


def number(row: ContentRow, key: str) -> Decimal | None:
    """The number in a cell; None when the cell is empty or can't be read as one."""
    return parse_number(row.cells.get(key, ""))


def _in_form_order(rows: Sequence[ContentRow], rights: Sequence[SubsoilRight]) -> Iterator[ContentRow]:
    kinds = [(section.code, kind.code, kind.group) for section in SECTIONS for kind in section.row_kinds]
    order_of_kind = {kind: order for order, kind in enumerate(kinds)}
    order_of_right = {right.id: order for order, right in enumerate(rights)}

    def order(row: ContentRow) -> tuple[int, int, int, str]:
        right = order_of_right.get(row.right or "", len(rights))
        return order_of_kind[row.section, row.kind, row.group], right, row.position, row.id

    seen: Counter[RowPlace] = Counter()
    for row in sorted(rows, key=order):
        seen[row.place] += 1
        yield row if row.position == seen[row.place] else replace(row, position=seen[row.place])
