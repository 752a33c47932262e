"""Steps as a program sends them: where each goes and what stands in its body."""

from typing import Any

from django.test import Client
from django.urls import reverse

from approvals import actions
from approvals.models import PreliminaryDecision
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from tests.factories import cases
from tests.factories.cases import UNHEARD, Case
from tests.factories.moments import moment

JSON = "application/json"
BY_VERSION = ("submit", "resubmit", "adopt", "withdraw")
INSIDE = ("declare_ready", "take_ready_back", "return_draft")
BY_CONSIDERATION = ("agree", "refuse", "prepare", "decide_preliminarily")
EXTRA: dict[str, dict[str, Any]] = {
    "submit": {},
    "resubmit": {},
    "adopt": {"order_number": "17-Ө", "order_date": "2026-09-08"},
    "withdraw": {"reason": "Сатып алу жоспары өзгерді"},
    "declare_ready": {},
    "take_ready_back": {},
    "return_draft": {"note": "2-кестеде 2028 жылғы үлес төмен"},
}


FROM = {
    "submit": State.DRAFT,
    **dict.fromkeys(INSIDE, State.DRAFT),
    "resubmit": State.REWORK,
    "adopt": State.AGREED,
    **dict.fromkeys(["withdraw", *BY_CONSIDERATION, "object_to", "keep_minutes"], State.WITH_REGULATOR),
}
"""A state each step is taken from."""


def case_for(name: str) -> Case:
    """Where the step can be taken; for what follows a preliminary decision one was sent the day before."""
    case = cases.in_state(FROM[name])
    if name in ("take_ready_back", "return_draft"):
        case.declare_ready(moment("2026-09-07"))
    if name in ("object_to", "keep_minutes"):
        grounds = [cases.lawful_ground(case.version)]
        actions.decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.head, at=moment("2026-09-07"))
    return case


def who_takes(name: str, case: Case) -> Membership:
    if name in ("declare_ready", "take_ready_back"):
        return case.drafter
    return case.signatory if name in (*BY_VERSION, "return_draft", "object_to") else case.head


def address(name: str, case: Case) -> str:
    if name in (*BY_VERSION, *INSIDE):
        return reverse(f"api-{name}", args=[case.procedure_id])
    if name in BY_CONSIDERATION:
        return reverse(f"api-{name}", args=[case.consideration.pk])
    return reverse(f"api-{name}", args=[PreliminaryDecision.objects.latest("sent_at").pk])


def body(name: str, case: Case) -> dict[str, Any]:
    """Lawful, as the step is sent from the present state."""
    if name in (*BY_VERSION, *INSIDE):
        return {"shown_version": case.procedure.version, **EXTRA[name]}
    match name:
        case "refuse":
            return {"grounds": [ground(case)], "unheard_because": UNHEARD}
        case "decide_preliminarily":
            return {"grounds": [ground(case)]}
        case "prepare":
            seen = case.consideration.prepared_at
            return {"outcome": "agreed", "shown_prepared_at": seen.isoformat() if seen else None}
        case "object_to":
            return {"text": "Үлес өткен жылғыдан жоғары.", "asks_for_hearing": True}
        case "keep_minutes":
            return {"held_on": "2026-09-08", "text": "Тапсырыс беруші тыңдалды."}
    return {}


def ground(case: Case, code: str = "understated_targets") -> dict[str, Any]:
    given = cases.lawful_ground(case.version, code)
    return {
        "code": given.code,
        "reasoning_kk": given.reasoning_kk,
        "reasoning_ru": given.reasoning_ru,
        "rows": list(given.rows),
    }


def send(client: Client, name: str, case: Case, **changed: Any) -> Any:
    return client.post(address(name, case), body(name, case) | changed, content_type=JSON)
