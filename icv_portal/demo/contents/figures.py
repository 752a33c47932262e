"""Yearly figures made from a base, so that tables, targets and planned purchases agree with one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from icv_portal.demo.contents.branch import Branch, Good
from programs.rules.icv_share import PricedShare, customer_share
from programs.rules.numbers import rounded

PURCHASES_GROW = Decimal("1.04")
PAST_GROWTH = Decimal("1.06")
ACTUAL_BELOW_FIRST_TARGET, ACTUAL_GREW_BY = Decimal("1.4"), Decimal("1.3")
WORKS_SHARE, SERVICES_SHARE = Decimal(81), Decimal(86)
UNDERSTATED_BY = Decimal("4.5")


@dataclass(frozen=True)
class ContractPlan:
    """`quantities` of contracts concluded each year, repeated over longer programs; `amount` of one, million tenge."""

    quantities: tuple[int, ...]
    amount: Decimal
    applications: int | None = None

    def quantity(self, step: int) -> int:
        return self.quantities[step % len(self.quantities)]

    def concluded(self, step: int) -> int:
        """Contracts concluded up to and including the year: those performed in it."""
        return sum(self.quantity(earlier) for earlier in range(step + 1))


@dataclass(frozen=True)
class Figures:
    """Purchases of the last baseline year, million tenge. `local_weights`: one for each contract or licence, else one.

    A weight above 1 means more goods made in the country. Contract plans are those of Table 3; None: explained instead.
    """

    goods: int
    works: int
    services: int
    guaranteed_purchase: ContractPlan | None = None
    offtake: ContractPlan | None = None
    contract_purchase: ContractPlan | None = None
    local_weights: tuple[Decimal, ...] = (Decimal(1),)
    is_understated: bool = False

    @property
    def purchases(self) -> int:
        return self.goods + self.works + self.services

    def plan(self, group: str) -> ContractPlan | None:
        return {
            "guaranteed_purchase": self.guaranteed_purchase,
            "offtake": self.offtake,
            "contract_purchase": self.contract_purchase,
        }[group]


@dataclass(frozen=True)
class YearlyFigures:
    """The figures of one program; `first_step`: years between the last baseline year and the first one planned."""

    branch: Branch
    figures: Figures
    first_step: int

    def planned(self, place: int, step: int) -> Iterator[tuple[Good, Decimal]]:
        """Goods and their amounts, million tenge, under the contract or licence number `place` in a year."""
        local = self.figures.local_weights[place]
        total = self.figures.goods * PURCHASES_GROW ** (self.first_step + step) * self._size(place)
        weights = [good.weight_in(step, local) for good in self.branch.goods]
        for good, weight in zip(self.branch.goods, weights, strict=True):
            yield good, rounded(total * weight / sum(weights), 1)

    def _size(self, place: int) -> Decimal:
        """The first contract or licence is the largest."""
        count = len(self.figures.local_weights)
        return Decimal(2 * (count - place)) / (count * (count + 1))

    def share_target(self, place: int, step: int) -> Decimal:
        """Per cent; understated ones stand below what the planned purchases give and do not grow."""
        share = self._share([place], 0 if self.figures.is_understated else step)
        return share - UNDERSTATED_BY if self.figures.is_understated else share

    def producers_volume(self, step: int) -> Decimal:
        """Million tenge of goods from producers in the register, under all contracts and licences."""
        volume = sum((amount for good, amount in self._all(step) if good.icv_share), Decimal(0))
        return rounded(volume * Decimal("0.85"), 1) if self.figures.is_understated else volume

    def actual_share(self, years_ago: int) -> Decimal:
        """Of goods, per cent, so many years before the last baseline year; below the first year planned."""
        return rounded(self._share(self._places, 0) - ACTUAL_BELOW_FIRST_TARGET - ACTUAL_GREW_BY * years_ago, 1)

    def actual_amount(self, amount: int, years_ago: int) -> Decimal:
        """Thousand tenge."""
        return rounded(amount * 1000 / PAST_GROWTH**years_ago, 1)

    @property
    def _places(self) -> Sequence[int]:
        return range(len(self.figures.local_weights))

    def _all(self, step: int) -> Iterator[tuple[Good, Decimal]]:
        for place in self._places:
            yield from self.planned(place, step)

    def _share(self, places: Sequence[int], step: int) -> Decimal:
        bought = [
            PricedShare(amount, Decimal(good.icv_share))
            for place in places
            for good, amount in self.planned(place, step)
        ]
        share = customer_share(bought)
        assert share is not None
        return rounded(share)


def quantity_of(good: Good, amount: Decimal) -> Decimal:
    """How much of the good the amount buys, in whole units."""
    return max(Decimal(1), (amount / Decimal(good.price)).quantize(Decimal(1), ROUND_HALF_UP))
