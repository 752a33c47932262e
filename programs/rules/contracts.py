"""Contracts aimed at industrial development (p. 7(2); Law, art. 46-49): what the register knows of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from icv_portal.accounts.rules.labels import Label, Labelled
from programs.rules.numbers import fixed_scale, number_label, parse_number
from programs.rules.standard_form import CellKind

SHORTEST_YEARS, LONGEST_YEARS = 1, 10
"""Of a guaranteed-purchase contract (Law, art. 48-1)."""
TERM_OUTSIDE_THE_LAW = Label(
    kk="Кепілдендірілген сатып алу шарты 1 жылдан 10 жылға дейінгі мерзімге жасалады (Заңның 48-1-бабы): мерзімді "
    "тексеріңіз.",
    ru="Договор гарантированного закупа заключается на срок от 1 года до 10 лет (статья 48-1 Закона): проверьте срок.",
    en="A guaranteed-purchase contract runs for 1 to 10 years (art. 48-1 of the Law): check the term.",
)


class ContractKind(Labelled):
    """The codes are those of the groups of Table 3."""

    GUARANTEED_PURCHASE = (
        "guaranteed_purchase",
        Label(
            kk="Кепілдендірілген сатып алу шарты",
            ru="Договор гарантированного закупа",
            en="Guaranteed-purchase contract",
        ),
    )
    OFFTAKE = "offtake", Label(kk="Офтейк-келісімшарт", ru="Офтейк-контракт", en="Offtake contract")
    CONTRACT_PURCHASE = (
        "contract_purchase",
        Label(kk="Келісімшарттық сатып алу шарты", ru="Договор контрактных закупок", en="Contract-purchase contract"),
    )


class ContractStatus(Labelled):
    IN_FORCE = "in_force", Label(kk="Қолданыста", ru="Действует", en="In force")
    PERFORMED = "performed", Label(kk="Орындалды", ru="Исполнен", en="Performed")
    ENDED_EARLY = (
        "ended_early",
        Label(kk="Мерзімінен бұрын тоқтатылды", ru="Прекращён досрочно", en="Ended early"),
    )


class RegisterState(Labelled):
    """In which state the register lists a contract on a day."""

    IN_FORCE = ContractStatus.IN_FORCE.value, ContractStatus.IN_FORCE.label
    TERM_OVER = (
        "term_over",
        Label(
            kk="Мерзімі аяқталды, нәтижесі көрсетілмеген",
            ru="Срок истёк, итог не указан",
            en="Term over, outcome not given",
        ),
    )
    PERFORMED = ContractStatus.PERFORMED.value, ContractStatus.PERFORMED.label
    ENDED_EARLY = ContractStatus.ENDED_EARLY.value, ContractStatus.ENDED_EARLY.label


PLAN_KINDS = {"quantity": CellKind.NUMBER, "amount": CellKind.MILLION_TENGE}
"""What a contract plans for each year of its term."""


@dataclass(frozen=True)
class PlannedYear:
    """What is planned for a year: quantity in the contract's unit, `amount` in million tenge; None where not said."""

    year: int
    quantity: Decimal | None
    amount: Decimal | None

    def described(self, unit: str) -> Label:
        """“2027: 120 pieces, 48,5 million tenge”; what is not said is left out."""
        parts = []
        if self.quantity is not None:
            unit_named = Label(*(f" {unit}" if unit else "",) * 3)
            parts.append(OF_QUANTITY.format(quantity=number_label(self.quantity), unit=unit_named))
        if self.amount is not None:
            parts.append(OF_AMOUNT.format(amount=number_label(self.amount)))
        texts = (", ".join(part.in_language(code) for part in parts) for code in ("kk", "ru", "en"))
        return Label(*(f"{self.year}: {text}" for text in texts))


@dataclass(frozen=True)
class ContractInForce:
    """A contract in force when the content was read; days are ISO dates, `years` those it has plans for."""

    id: str
    kind: str
    number: str
    signed_on: str
    starts_on: str
    ends_on: str
    supplier: str
    supplier_bin: str
    good: str
    product_code: str
    unit: str
    years: tuple[PlannedYear, ...]

    @property
    def label(self) -> Label:
        kind, day = ContractKind(self.kind).label, _day(self.signed_on)
        return NAMED.format(kind=kind, number=self.number, day=day, supplier=self.supplier)

    @property
    def described(self) -> Label:
        """All of it: what changed is seen when two of them stand side by side."""
        plans = [planned.described(self.unit) for planned in self.years]
        lines = (
            "\n".join(
                [
                    f"{self.label.in_language(code)} ({self.supplier_bin})",
                    " ".join(filter(None, (self.product_code, self.good))),
                    f"{_day(self.starts_on)} – {_day(self.ends_on)}",
                    *(plan.in_language(code) for plan in plans),
                ]
            )
            for code in ("kk", "ru", "en")
        )
        return Label(*lines)

    def runs_in(self, year: int) -> bool:
        return int(self.starts_on[:4]) <= year <= int(self.ends_on[:4])

    def amount_in(self, years: Sequence[int]) -> Decimal:
        """Million tenge planned for these years."""
        return sum((planned.amount or Decimal(0) for planned in self.years if planned.year in years), Decimal(0))


FIRST_YEAR, LAST_YEAR, MOST_YEARS = 1992, 2150, 50
"""Before and beyond these a date is a slip of the pen."""
NO_SUCH_DAY = Label(
    kk="Шарт {first} жылдан бұрын жасала алмайды: күнін тексеріңіз.",
    ru="Договор не мог быть заключён раньше {first} года: проверьте дату.",
    en="A contract cannot have been concluded before {first}: check the day.",
)
ENDS_BEFORE_SIGNED = Label(
    kk="Мерзімнің соңғы күні шарт жасалған күннен бұрын: күндерді тексеріңіз.",
    ru="Последний день срока раньше даты заключения: проверьте даты.",
    en="The last day of the term is before the day of conclusion: check the dates.",
)
ENDS_BEFORE_START = Label(
    kk="Мерзімнің соңғы күні бірінші күнінен бұрын: күндерді тексеріңіз.",
    ru="Последний день срока раньше первого: проверьте даты.",
    en="The last day of the term is before the first one: check the dates.",
)
TOO_LONG = Label(
    kk="Шарттың мерзімі {most} жылдан аспайды: күндерді тексеріңіз.",
    ru="Срок договора не может быть больше {most} лет: проверьте даты.",
    en="A contract does not run for more than {most} years: check the dates.",
)


def contract_problems(signed_on: date, starts_on: date, ends_on: date) -> Iterator[tuple[str, Label]]:
    """Field and what to tell the person who typed its dates."""
    if signed_on.year < FIRST_YEAR:
        yield "signed_on", NO_SUCH_DAY.format(first=FIRST_YEAR)
    if ends_on < starts_on:
        yield "ends_on", ENDS_BEFORE_START
    elif ends_on < signed_on:
        yield "ends_on", ENDS_BEFORE_SIGNED
    elif ends_on.year - starts_on.year > MOST_YEARS or ends_on.year > LAST_YEAR:
        yield "ends_on", TOO_LONG.format(most=MOST_YEARS)


NAMED = Label(
    kk="{kind}, {day} № {number}, {supplier}",
    ru="{kind} № {number} от {day}, {supplier}",
    en="{kind} No. {number} of {day}, {supplier}",
)


def planned_years(yearly: Mapping[str, Mapping[str, str]]) -> tuple[PlannedYear, ...]:
    """The plan as the register keeps it, year by year."""
    return tuple(
        PlannedYear(int(year), parse_number(plan.get("quantity", "")), parse_number(plan.get("amount", "")))
        for year, plan in sorted(yearly.items())
    )


OF_QUANTITY = Label(kk="{quantity}{unit}", ru="{quantity}{unit}", en="{quantity}{unit}")
OF_AMOUNT = Label(kk="{amount} млн теңге", ru="{amount} млн тенге", en="{amount} million tenge")


def frozen_contract(contract: ContractInForce) -> dict[str, Any]:
    """JSON values; numbers are texts with the decimals of their unit."""
    return asdict(contract) | {"years": [_frozen_year(planned) for planned in contract.years]}


def thawed_contract(stored: Mapping[str, Any]) -> ContractInForce:
    years = (
        PlannedYear(one["year"], *(parse_number(one[name]) if one[name] else None for name in PLAN_KINDS))
        for one in stored["years"]
    )
    return ContractInForce(**{**stored, "years": tuple(years)})


def _frozen_year(planned: PlannedYear) -> dict[str, Any]:
    figures = {name: getattr(planned, name) for name in PLAN_KINDS}
    texts = {name: None if one is None else fixed_scale(one, PLAN_KINDS[name]) for name, one in figures.items()}
    return {"year": planned.year, **texts}


def _day(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))


def term_note(kind: str, starts_on: date, ends_on: date) -> Label | None:
    """What is to be said about the term; nothing refuses a contract that was concluded as it was."""
    if kind != ContractKind.GUARANTEED_PURCHASE:
        return None
    day_after = date.fromordinal(ends_on.toordinal() + 1)
    is_lawful = _years_after(starts_on, SHORTEST_YEARS) <= day_after <= _years_after(starts_on, LONGEST_YEARS)
    return None if is_lawful else TERM_OUTSIDE_THE_LAW


def _years_after(day: date, years: int) -> date:
    """The same day of a later year; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
