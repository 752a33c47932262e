"""Contracts in force beside the targets of Table 3: those concluded before adoption count, too (p. 7(2)).

Towards conclusion a contract counts once, in the year it was concluded or, concluded earlier, in the first year of the
program, with what it plans for the years of the program. Towards performance it counts in every year of its term, with
what it plans for that year.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from programs.rules.content import Content, ContentRow, number
from programs.rules.contracts import ContractInForce
from programs.rules.standard_form import CONTRACT_GROUPS, Group, cell_key
from programs.rules.targets import target_row

CONCLUSION, PERFORMANCE = ("quantity", "amount"), ("performed_quantity", "performed_amount")


@dataclass(frozen=True)
class Volume:
    """A number of contracts and their sum, million tenge; None where a target is not given."""

    quantity: Decimal | None
    amount: Decimal | None

    def less(self, other: "Volume") -> "Volume":
        """What is left; nothing is left of what is not given."""
        return Volume(_difference(self.quantity, other.quantity), _difference(self.amount, other.amount))


@dataclass(frozen=True)
class Compared:
    """A target and what contracts in force give towards it; `year` None for all years of the program."""

    year: int | None
    target: Volume
    in_force: Volume

    @property
    def remaining(self) -> Volume:
        return self.target.less(self.in_force)

    @property
    def quantity_is_short(self) -> bool:
        """Whether more contracts are in force than are targeted."""
        return _is_negative(self.remaining.quantity)

    @property
    def amount_is_short(self) -> bool:
        return _is_negative(self.remaining.amount)


@dataclass(frozen=True)
class GroupCompared:
    """One group of Table 3. `concluded` and `performed`: a line for each year; `total`: of conclusion."""

    group: Group
    contracts: tuple[ContractInForce, ...]
    concluded: tuple[Compared, ...]
    performed: tuple[Compared, ...]
    total: Compared


def contracts_of(content: Content, group: str) -> tuple[ContractInForce, ...]:
    return tuple(contract for contract in content.contracts if contract.kind == group)


def applications_registered(content: Content, group: str) -> int | None:
    """Applications for contracts of the group, whatever came of them; None where none at all are entered one by one."""
    if not content.applications:
        return None
    return sum(application.kind == group for application in content.applications)


def applications_received(content: Content, group: str, typed: Decimal | None) -> Decimal | None:
    """What contracts are compared with: the larger of the typed number and that of the register, since neither hides
    what the other tells; None where neither is given."""
    registered = applications_registered(content, group)
    known = [Decimal(one) for one in (typed, registered) if one is not None]
    return max(known, default=None)


def compared(content: Content) -> Iterator[GroupCompared]:
    """Every group with its targets and its contracts in force."""
    for group in CONTRACT_GROUPS:
        concluded = tuple(_by_year(content, group.code, CONCLUSION, concluded_in))
        performed = tuple(_by_year(content, group.code, PERFORMANCE, performed_in))
        total = Compared(
            None, _summed([line.target for line in concluded]), _summed([line.in_force for line in concluded])
        )
        yield GroupCompared(group, contracts_of(content, group.code), concluded, performed, total)


def concluded_in(content: Content, contract: ContractInForce, year: int) -> Volume | None:
    """What the contract gives towards the conclusion target of a year of the program; None in any other year."""
    if year != max(int(contract.signed_on[:4]), content.first_year):
        return None
    return Volume(Decimal(1), contract.amount_in(content.years))


def performed_in(content: Content, contract: ContractInForce, year: int) -> Volume | None:
    """What the contract gives towards the performance target of a year; None outside its term."""
    return Volume(Decimal(1), contract.amount_in([year])) if contract.runs_in(year) else None


Counting = Callable[[Content, ContractInForce, int], Volume | None]


def _by_year(content: Content, group: str, columns: tuple[str, str], count: Counting) -> Iterator[Compared]:
    row = target_row(content, group)
    for year in content.years:
        counted = [count(content, contract, year) for contract in contracts_of(content, group)]
        in_force = _summed([Volume(Decimal(0), Decimal(0)), *(volume for volume in counted if volume)])
        yield Compared(year, _target(row, columns, year), in_force)


def _target(row: ContentRow | None, columns: tuple[str, str], year: int) -> Volume:
    quantity, amount = (number(row, cell_key(code, year)) if row else None for code in columns)
    return Volume(quantity, amount)


def _summed(volumes: list[Volume]) -> Volume:
    """None where no year has a value."""
    quantities = [volume.quantity for volume in volumes if volume.quantity is not None]
    amounts = [volume.amount for volume in volumes if volume.amount is not None]
    return Volume(sum(quantities, Decimal(0)) if quantities else None, sum(amounts, Decimal(0)) if amounts else None)


def _is_negative(value: Decimal | None) -> bool:
    return value is not None and value < 0


def _difference(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other
