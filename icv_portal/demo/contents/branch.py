"""What customers of one branch have in common: texts, goods they buy, activities."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Text(NamedTuple):
    kk: str
    ru: str

    def in_language(self, code: str) -> str:
        return self.ru if code == "ru" else self.kk

    def format(self, **values: object) -> "Text":
        return Text(self.kk.format(**values), self.ru.format(**values))


@dataclass(frozen=True)
class Good:
    """`price` of a unit in million tenge; `weight`: parts of all purchases, growing by `growth` a year.

    `icv_share`, per cent, is that of the extract from the register of Kazakhstani producers; 0 without one.
    """

    code: str
    name: str
    unit: str
    producer: str
    price: str
    weight: int
    icv_share: int = 0
    growth: int = 0

    def weight_in(self, step: int, local_weight: Decimal) -> Decimal:
        """In the program's year number `step` (from 0), where goods made in the country weigh `local_weight` times."""
        weight = Decimal(self.weight + self.growth * step)
        return weight * local_weight if self.icv_share else weight


@dataclass(frozen=True)
class Activity:
    """Of Table 2: a unit and a value that grows by `growth` a year."""

    name: Text
    unit: Text
    value: int
    growth: int = 0
    note: Text | None = None


@dataclass(frozen=True)
class Measure:
    """Of Tables 4 and 5: `quarter` is the Roman number of the quarter, empty for "during the year"."""

    name: Text
    quarter: str = ""
    note: Text | None = None


@dataclass(frozen=True)
class Contracts:
    """What the customer needs and what manufacturers offer, for one group of contracts; activities of Table 3."""

    own_demand: Text
    producers_output: Text
    activities: tuple[Text, ...]


@dataclass(frozen=True)
class Branch:
    """`situation` may hold {first}, {last}, {first_share}, {last_share}, {goods}, {part}."""

    situation: Text
    problems: Text
    goods: tuple[Good, ...]
    activities: tuple[Activity, ...]
    guaranteed_purchase: Contracts
    offtake: Contracts
    contract_purchase: Contracts
    sme: tuple[Measure, ...]
    other: tuple[Measure, ...]
