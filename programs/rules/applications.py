"""Applications of manufacturers for contracts aimed at industrial development (p. 6(3); Law, art. 47)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from icv_portal.accounts.rules.labels import Label, Labelled
from programs.rules.contracts import ContractKind
from programs.rules.numbers import fixed_scale, number_label, parse_number
from programs.rules.standard_form import CellKind

APPLIED_FOR = (ContractKind.GUARANTEED_PURCHASE, ContractKind.OFFTAKE)
"""There are no applications for contract purchases (Law, art. 47(6))."""


class ApplicationOutcome(Labelled):
    CONSIDERED = "considered", Label(kk="Қаралуда", ru="На рассмотрении", en="Under consideration")
    CONCLUDED = "concluded", Label(kk="Шарт жасалды", ru="Договор заключён", en="Contract concluded")
    DECLINED = "declined", Label(kk="Бас тартылды", ru="Отказано", en="Declined")


@dataclass(frozen=True)
class ReceivedApplication:
    """One application; `volume` a year in `unit`, `received_on` an ISO date, `answer` what the customer replied."""

    id: str
    kind: str
    manufacturer: str
    manufacturer_bin: str
    good: str
    product_code: str
    volume: Decimal | None
    unit: str
    received_on: str
    letter_number: str
    outcome: str
    answer: str

    @property
    def label(self) -> Label:
        day = ".".join(reversed(self.received_on.split("-")))
        kind = ContractKind(self.kind).label
        return NAMED.format(kind=kind, manufacturer=self.manufacturer, good=self.good, day=day)

    @property
    def described(self) -> Label:
        """All of it: what changed is seen when two of them stand side by side."""
        offered = number_label(self.volume) if self.volume is not None else None
        return Label(*(self._lines(code, offered) for code in ("kk", "ru", "en")))

    def _lines(self, language: str, offered: Label | None) -> str:
        named = f"{self.label.in_language(language)} ({self.manufacturer_bin})"
        volume = f"{offered.in_language(language)} {self.unit}".strip() if offered else ""
        outcome = ApplicationOutcome(self.outcome).label.in_language(language)
        letter = f"№ {self.letter_number}" if self.letter_number else ""
        offer = ", ".join(filter(None, (self.product_code, volume, letter)))
        return "\n".join(filter(None, (named, offer, outcome, self.answer)))


NAMED = Label(
    kk="{kind}: {manufacturer}, {good}, {day} келіп түсті",
    ru="{kind}: {manufacturer}, {good}, поступила {day}",
    en="{kind}: {manufacturer}, {good}, received on {day}",
)


def frozen_application(application: ReceivedApplication) -> dict[str, Any]:
    """JSON values; the volume is a text with the decimals of its unit."""
    volume = None if application.volume is None else fixed_scale(application.volume, CellKind.NUMBER)
    return asdict(application) | {"volume": volume}


def thawed_application(stored: Mapping[str, Any]) -> ReceivedApplication:
    volume = parse_number(stored["volume"]) if stored["volume"] else None
    return ReceivedApplication(**{**stored, "volume": volume})
