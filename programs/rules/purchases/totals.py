"""What a list of purchases adds up to: for each kind, year and right, exact to the last digit.

Values in tenge. `icv_value` is the in-country value in them: each line's value times its share.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import Any

from icv_portal.accounts.rules.labels import Label
from programs.rules.icv_share import DIGITS, share_of_value
from programs.rules.numbers import number_label, plain
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose

ZERO = Decimal(0)
TENGE_IN_THOUSAND, TENGE_IN_MILLION = Decimal(1_000), Decimal(1_000_000)
LISTED = Label(
    kk="{purpose}: {name}, жолдар саны — {count}",
    ru="{purpose}: {name}, строк: {count}",
    en="{purpose}: {name}, lines: {count}",
)


@dataclass(frozen=True)
class PurchaseTotal:
    """`from_producers`: the value of lines with an ICV share above 0; `without_share`: how many lines state none."""

    kind: str
    year: int
    right: str | None
    lines: int
    value: Decimal
    icv_value: Decimal
    from_producers: Decimal
    without_share: int

    @property
    def icv_share(self) -> Decimal | None:
        """Per cent; None where nothing is bought."""
        return share_of_value(self.icv_value, self.value)


@dataclass(frozen=True)
class PurchaseList:
    """A list in force as a version names it; `sha256` of the file it was imported from."""

    id: str
    purpose: str
    name: str
    sha256: str
    count: int
    totals: tuple[PurchaseTotal, ...]

    @property
    def label(self) -> Label:
        count = number_label(Decimal(self.count))
        return LISTED.format(purpose=PurchasePurpose(self.purpose).label, name=self.name, count=count)

    def of(
        self, *, kind: str | None = None, year: int | None = None, right: str | None = None
    ) -> Iterator[PurchaseTotal]:
        """An argument left out does not narrow."""
        for total in self.totals:
            if kind in (None, total.kind) and year in (None, total.year) and right in (None, total.right):
                yield total


def joined(
    totals: Iterable[PurchaseTotal], *, kind: str = "", year: int = 0, right: str | None = None
) -> PurchaseTotal:
    """One total over several; the arguments only name it."""
    totals = list(totals)
    with localcontext(prec=DIGITS):
        return PurchaseTotal(
            kind,
            year,
            right,
            sum(one.lines for one in totals),
            sum((one.value for one in totals), ZERO),
            sum((one.icv_value for one in totals), ZERO),
            sum((one.from_producers for one in totals), ZERO),
            sum(one.without_share for one in totals),
        )


def in_million(tenge: Decimal) -> Decimal:
    with localcontext(prec=DIGITS):
        return tenge / TENGE_IN_MILLION


def in_thousand(tenge: Decimal) -> Decimal:
    with localcontext(prec=DIGITS):
        return tenge / TENGE_IN_THOUSAND


@dataclass
class Adding:
    """Totals while lines come in, one by one."""

    sums: dict[tuple[str, int, str | None], list[Any]] = field(
        default_factory=lambda: defaultdict(lambda: [0, ZERO, ZERO, ZERO, 0])
    )

    def add(self, kind: str, year: int, right: str | None, value: Decimal, share: Decimal | None) -> None:
        """The caller's decimal context holds enough digits."""
        sums = self.sums[kind, year, right]
        sums[0] += 1
        sums[1] += value
        if share is None:
            sums[4] += 1
        elif share:
            sums[2] += value * share / 100
            sums[3] += value

    def totals(self) -> tuple[PurchaseTotal, ...]:
        order = {kind.value: place for place, kind in enumerate(PurchaseKind)}
        keys = sorted(self.sums, key=lambda key: (order[key[0]], key[1], key[2] or ""))
        return tuple(PurchaseTotal(*key, *self.sums[key]) for key in keys)


def totals_as_json(totals: Iterable[PurchaseTotal]) -> list[dict[str, Any]]:
    """Numbers as texts that lose nothing."""
    return [
        {
            "kind": total.kind,
            "year": total.year,
            "right": total.right,
            "lines": total.lines,
            "value": plain(total.value),
            "icv_value": plain(total.icv_value),
            "from_producers": plain(total.from_producers),
            "without_share": total.without_share,
        }
        for total in totals
    ]


def totals_from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[PurchaseTotal, ...]:
    money = ("value", "icv_value", "from_producers")
    return tuple(PurchaseTotal(**{**one, **{name: Decimal(one[name]) for name in money}}) for one in stored)


def list_as_json(one: PurchaseList) -> dict[str, Any]:
    return {
        "id": one.id,
        "purpose": one.purpose,
        "name": one.name,
        "sha256": one.sha256,
        "count": one.count,
        "totals": totals_as_json(one.totals),
    }


def list_from_json(stored: Mapping[str, Any]) -> PurchaseList:
    return PurchaseList(**{**stored, "totals": totals_from_json(stored["totals"])})
