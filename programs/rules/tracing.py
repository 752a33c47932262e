"""Each target of Table 2 beside what the planned purchases come to (p. 6(2), 7(1)): declared, computed, difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from programs.rules.content import Content, ContentRow, number
from programs.rules.purchases.kinds import PurchasePurpose
from programs.rules.purchases.totals import PurchaseTotal
from programs.rules.standard_form import cell_key
from programs.rules.targets import agrees, listed_purchases, planned_amount, planned_from_producers, planned_share


@dataclass(frozen=True)
class TracedYear:
    """Shares in per cent, volumes in million tenge; None where nothing is declared, or nothing planned.

    `planned`: million tenge of all purchases the figure rests on. `listed`: what the list in force has for them.
    """

    year: int
    declared: Decimal | None
    computed: Decimal | None
    planned: Decimal
    listed: PurchaseTotal | None

    @property
    def difference(self) -> Decimal | None:
        """Positive where more is declared than the purchases come to."""
        if self.declared is None or self.computed is None:
            return None
        return self.declared - self.computed

    @property
    def agrees(self) -> bool:
        """To the decimals it is declared with, as the checks have it."""
        return self.declared is not None and self.computed is not None and agrees(self.computed, self.declared)


@dataclass(frozen=True)
class TracedTarget:
    row: ContentRow
    years: tuple[TracedYear, ...]

    @property
    def is_share(self) -> bool:
        return self.row.kind == "icv_share"


def traced_targets(content: Content) -> Iterator[TracedTarget]:
    """In the order of Table 2: the share, under each right where there are rights, then the volume from producers."""
    for row in content.rows_of("table_2", "icv_share"):
        yield TracedTarget(row, tuple(_of_share(content, row, year) for year in content.years))
    for row in content.rows_of("table_2", "producers_volume"):
        yield TracedTarget(row, tuple(_of_volume(content, row, year) for year in content.years))


def rests_on_list(content: Content) -> bool:
    """Whether an imported list is the source of the targets, and not the rows typed by hand."""
    return content.purchase_list(PurchasePurpose.PLANNED) is not None


def _of_share(content: Content, row: ContentRow, year: int) -> TracedYear:
    return TracedYear(
        year,
        number(row, cell_key("target", year)),
        planned_share(content, year, row.right),
        planned_amount(content, year, row.right),
        listed_purchases(content, year, row.right),
    )


def _of_volume(content: Content, row: ContentRow, year: int) -> TracedYear:
    planned = planned_amount(content, year)
    return TracedYear(
        year,
        number(row, cell_key("target", year)),
        planned_from_producers(content, year) if planned else None,
        planned,
        listed_purchases(content, year),
    )
