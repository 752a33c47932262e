"""The pages of steps as tests use them: where they are, what their forms send, what they answer."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from tests.factories.cases import UNHEARD, Case

TYPED: Mapping[str, Mapping[str, str]] = {
    "submit": {},
    "resubmit": {},
    "adopt": {"order_number": "17-Ө", "order_date": "08.09.2026"},
    "withdraw": {"reason": "Сатып алу жоспары өзгерді"},
    "declare_ready": {},
    "take_ready_back": {},
    "return_draft": {"note": "2-кестеде 2028 жылғы үлес төмен"},
    "agree": {},
}
DECISIONS = ("agree", "refuse", "prepare")


def address(name: str, case: Case) -> str:
    return reverse(name, args=[case.consideration.pk if name in DECISIONS else case.procedure_id])


def typed(name: str, case: Case) -> dict[str, object]:
    if name == "refuse":
        return refusal(case)
    return {"shown_version": case.procedure.version, **TYPED[name]}


def refusal(case: Case) -> dict[str, object]:
    """A lawful refusal without hearing, as its form sends it."""
    return {**stated_ground(case), "unheard_because": UNHEARD}


def stated_ground(case: Case) -> dict[str, object]:
    """One ground as the forms of a proposal, a preliminary decision and a refusal send it."""
    row = next(row for row in case.version.as_content.rows if row.section == "table_2")
    return {
        "understated_targets-stated": "on",
        "understated_targets-reasoning_kk": "Үлес төмендетілген.",
        "understated_targets-reasoning_ru": "Доля занижена.",
        "understated_targets-rows": [row.id],
    }


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def kept(sent: Mapping[str, object]) -> list[str]:
    """What of a request was typed by hand."""
    by_hand = ("order_number", "order_date", "reason", "note", "reasoning_kk", "reasoning_ru", "unheard_because")
    return [str(value) for name, value in sent.items() if name.rpartition("-")[2] in by_hand]
