"""Why a due date is what it is: the event, every day counted and every day skipped."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from approvals.actions.terms import SUBJECT
from approvals.due_dates import DueDates
from approvals.models import Procedure, Term
from approvals.rules.holidays import described
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.templatetags.portal import in_language


@dataclass(frozen=True)
class ProofDay:
    """One day of a term: its number, or None and why it is not counted."""

    day: date
    kind: str
    number: int | None
    reason: str


def term(request: PortalRequest, pk: str, term_pk: str) -> HttpResponse:
    procedure = get_object_or_404(Procedure.objects.visible_to(request.membership), pk=pk)
    terms = Term.objects.of_subject(SUBJECT, procedure.pk).select_related("organization")
    shown = get_object_or_404(terms, pk=term_pk)
    context = {
        "procedure": procedure,
        "term": shown,
        "until_registered": [proof_day(day) for day in shown.registration[:-1]],
        "days": [proof_day(day) for day in shown.proof],
        "earlier_dates": earlier_dates(shown),
        "dates": DueDates.as_of_today(),
    }
    return render(request, "approvals/term.html", context)


def proof_day(proof: dict[str, Any]) -> ProofDay:
    reason = in_language(described(proof["basis"])) if proof["basis"] else ""
    return ProofDay(date.fromisoformat(proof["day"]), proof["kind"], proof["number"], reason)


def earlier_dates(term: Term) -> list[dict[str, Any]]:
    """The dates of the term before the calendar changed, each with the moment it was replaced."""
    dates = ("started_on", "due_on", "missing_year")
    past = list(term.history.order_by("history_id").values(*dates, "history_date"))
    return [
        before | {"replaced_at": after["history_date"]}
        for before, after in pairwise(past)
        if any(before[name] != after[name] for name in dates)
    ]
