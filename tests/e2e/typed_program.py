"""A whole program as a planner types it: decimal commas, spaces between thousands, both languages.

Its first version invites two refusals: the share targets lie below what the planned purchases give (ground 1), and
fewer guaranteed-purchase contracts are planned than there are applications (ground 2).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Text(NamedTuple):
    kk: str
    ru: str


class TypedRow(NamedTuple):
    """Texts by column; a sequence goes year by year. `place` is where the row is added, empty when the form has it."""

    cells: Mapping[str, str | Text | Sequence[str]]
    place: str = ""


SHARE_TARGETS = ("22,5", "25 %", "28")
SHARE_TARGETS_REWORKED = ("24", "27", "30")
GUARANTEED_QUANTITY = ("2", "2", "2")
GUARANTEED_QUANTITY_REWORKED = ("3", "2", "2")

TERM = Text("Бағдарлама мерзімінде", "В течение срока программы")
QUARTER = Text("II тоқсан", "II квартал")
NOTE = Text("Тоқсан сайын", "Ежеквартально")


def _actual(amount: str, share: str) -> TypedRow:
    return TypedRow({"amount": [amount] * 3, "icv_share": [share] * 3})


def _purchase(code: str, name: str, producer: str, amounts: Sequence[str], share: str) -> TypedRow:
    cells = {"product_code": code, "name": name, "unit": "дана", "producer": producer, "quantity": ["1 200"] * 3}
    return TypedRow({**cells, "amount": amounts, "icv_share": [share] * 3}, "purchase::")


def _contracts(quantity: Sequence[str]) -> TypedRow:
    planned = {"quantity": quantity, "amount": ["1 150,5"] * 3}
    return TypedRow({**planned, "performed_quantity": ["1"] * 3, "performed_amount": ["575,25"] * 3})


def _activity(kk: str, ru: str, place: str, **cells: str | Text | Sequence[str]) -> TypedRow:
    return TypedRow({"name": Text(kk, ru), "term": TERM, **cells}, place)


def _demand(applications: str | None = None) -> TypedRow:
    known = {"applications": applications} if applications else {}
    need, output = Text("Жылына 40 сорғы", "40 насосов в год"), Text("Жылына 60 сорғы", "60 насосов в год")
    return TypedRow({**known, "own_demand": need, "producers_output": output})


PROGRAM: Mapping[str, Sequence[TypedRow]] = {
    "current_situation": [
        TypedRow({"text": Text("Соңғы үш жылда үлес 18,5 %-ға жетті.", "За три года доля достигла 18,5 %.")})
    ],
    "problem_issues": [
        TypedRow({"text": Text("Отандық жабдық жетіспейді.\nҚуат аз.", "Отечественного оборудования не хватает.")})
    ],
    "table_1": [
        _actual("900 112,5", "36,5"),
        _actual("500 062,5", "18,5 %"),
        _actual("300 037,5", "60"),
        _actual("100 012,5", "56,0"),
    ],
    "planned_purchases": [
        _purchase("281314.900.000001", "Сорғы", "«Ағын» ЖШС", ("400", "450", "500"), "60"),
        _purchase("281510.300.000002", "Мойынтірек", "Bearings Ltd", ("600", "550", "500"), "0"),
    ],
    "demand_analysis": [_demand("7"), _demand("3"), _demand()],
    "table_2": [
        TypedRow({"target": SHARE_TARGETS}),
        TypedRow({"target": ("400", "450,0", "500")}),
        _activity(
            "Өндірушілермен кездесулер",
            "Встречи с производителями",
            "activity::",
            unit=Text("кездесу", "встреча"),
            target=["4", "4", "6"],
            note=NOTE,
        ),
    ],
    "table_3": [
        _contracts(GUARANTEED_QUANTITY),
        _activity("Сорғыға шарт жасасу", "Договор на насосы", "activity:guaranteed_purchase:", quantity=["1"] * 3),
        _contracts(("1", "1", "2")),
        TypedRow({"note": Text("Офсет мүмкіндігі зерттелуде", "Возможность офсета изучается")}),
    ],
    "table_4": [_activity("Тікелей шарттар", "Прямые договоры", "activity::") for _ in range(2)],
    "table_5": [_activity("Мамандар даярлау", "Подготовка специалистов", "activity::", note=NOTE)],
    "table_6": [
        _activity(
            "Пайыздық мөлшерлемені субсидиялау",
            "Субсидирование ставки",
            "measure::",
            description=Text("Несие бойынша", "По кредитам"),
            bodies=Text("Қаржы министрлігі", "Министерство финансов"),
        )
    ],
}

NOTHING_TO_REFUSE: Mapping[str, Sequence[TypedRow]] = {
    **PROGRAM,
    "table_2": [TypedRow({"target": SHARE_TARGETS_REWORKED}), *PROGRAM["table_2"][1:]],
    "table_3": [_contracts(GUARANTEED_QUANTITY_REWORKED), *PROGRAM["table_3"][1:]],
}
