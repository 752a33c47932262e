"""Contracts aimed at industrial development and applications of manufacturers in the demo, relative to its period."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from programs.rules.applications import ApplicationOutcome
from programs.rules.contracts import ContractKind


@dataclass(frozen=True)
class Firm:
    name: str
    bin: str


TAU_ZHARYLGYSH = Firm("ТОО «Тау жарылғыш»", "120340099816")
TEMIRSHAR = Firm("ТОО «Темиршар»", "120340099826")
FUTERLIT = Firm("ТОО «Футерлит»", "120340099836")
QURYLYM = Firm("ТОО «Құрылым металл»", "120340099846")
OTQA_BERIK = Firm("ТОО «Отқа берік»", "120340099856")
QUIMA = Firm("ТОО «Құйма зауыты»", "120340099866")


@dataclass(frozen=True)
class DemoContract:
    """`begins` and `years` count from the first year of the period; `amounts`: million tenge of each year."""

    kind: ContractKind
    number: str
    firm: Firm
    good: str
    code: str
    unit: str
    begins: int
    amounts: tuple[int, ...]
    quantity: int

    def facts(self, first_year: int) -> Mapping[str, Any]:
        begins = first_year + self.begins
        years = range(begins, begins + len(self.amounts))
        return {
            "kind": self.kind.value,
            "number": self.number,
            "signed_on": date(begins - 1, 12, 12),
            "supplier": self.firm.name,
            "supplier_bin": self.firm.bin,
            "good": self.good,
            "product_code": self.code,
            "unit": self.unit,
            "starts_on": date(begins, 1, 1),
            "ends_on": date(years[-1], 12, 31),
            "yearly": {
                str(year): {"quantity": str(self.quantity), "amount": str(amount)}
                for year, amount in zip(years, self.amounts, strict=True)
            },
        }


EXPLOSIVES = DemoContract(
    ContractKind.GUARANTEED_PURCHASE,
    "ГЗ-7",
    TAU_ZHARYLGYSH,
    "Эмульсионное взрывчатое вещество",
    "205111.000.000014",
    "т",
    -1,
    (400, 420, 440, 460),
    980,
)
GRINDING_BALLS = DemoContract(
    ContractKind.OFFTAKE,
    "ОФ-2",
    TEMIRSHAR,
    "Шары стальные мелющие 60–100 мм",
    "259913.000.000003",
    "т",
    -2,
    (210, 260, 300, 320),
    560,
)
LINING = DemoContract(
    ContractKind.OFFTAKE, "ОФ-1", FUTERLIT, "Футеровка мельницы", "289261.000.000027", "компл.", -3, (180, 190), 2
)
BRICKS = DemoContract(
    ContractKind.GUARANTEED_PURCHASE,
    "118-Г",
    OTQA_BERIK,
    "Кирпич огнеупорный",
    "232012.000.000022",
    "т",
    -1,
    (310, 320, 330),
    820,
)
CASTINGS = DemoContract(
    ContractKind.OFFTAKE, "41-О", QUIMA, "Литье стальное", "245111.000.000017", "т", -4, (140, 150, 160), 120
)


@dataclass(frozen=True)
class DemoApplication:
    kind: ContractKind
    firm: Firm
    good: str
    code: str
    unit: str
    volume: int
    outcome: ApplicationOutcome = ApplicationOutcome.CONSIDERED
    answer: str = ""

    def facts(self, received_on: date, number: int) -> Mapping[str, Any]:
        return {
            "kind": self.kind.value,
            "manufacturer": self.firm.name,
            "manufacturer_bin": self.firm.bin,
            "good": self.good,
            "product_code": self.code,
            "volume": self.volume,
            "unit": self.unit,
            "received_on": received_on,
            "letter_number": f"{number}-з",
            "outcome": self.outcome.value,
            "answer": self.answer,
        }


def of_a_mine() -> Iterator[DemoApplication]:
    """Five for guaranteed purchase and two for offtake: as many as the demand analysis of Altyn Zhota gives."""
    guaranteed, offtake = ContractKind.GUARANTEED_PURCHASE, ContractKind.OFFTAKE
    concluded, declined = ApplicationOutcome.CONCLUDED, ApplicationOutcome.DECLINED
    yield DemoApplication(
        guaranteed, TAU_ZHARYLGYSH, "Эмульсионное взрывчатое вещество", "205111.000.000014", "т", 980, concluded
    )
    yield DemoApplication(guaranteed, QURYLYM, "Металлоконструкции сварные", "251123.000.000033", "т", 400)
    yield DemoApplication(guaranteed, TEMIRSHAR, "Шары стальные мелющие 40 мм", "259913.000.000003", "т", 300)
    yield DemoApplication(guaranteed, FUTERLIT, "Футеровка мельницы", "289261.000.000027", "компл.", 3)
    yield DemoApplication(
        guaranteed,
        OTQA_BERIK,
        "Кирпич огнеупорный",
        "232012.000.000022",
        "т",
        90,
        declined,
        "На рудниках печей нет: огнеупоры не закупаются.",
    )
    yield DemoApplication(
        offtake, TEMIRSHAR, "Шары стальные мелющие 60–100 мм", "259913.000.000003", "т", 560, concluded
    )
    yield DemoApplication(offtake, QUIMA, "Зуб ковша экскаватора", "289250.000.000041", "шт.", 900)
