"""My turn: what this person's organisation must do, until when and why; below it what it waits for and from whom."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from approvals.calendar_alarm import calendar_alarm
from approvals.due_dates import DueDates
from approvals.models import PreliminaryDecision, Procedure
from approvals.views.rows import program_rows, values_of_rows
from approvals.views.turns import turns, values_of_turns
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import OrganizationKind
from programs.permissions import may_open_program

TURNS_SHOWN = 50
WAITING_SHOWN = 10
BY_DUE_DATE = ("sorts_on", "id")


def home(request: PortalRequest) -> HttpResponse:
    membership = request.membership
    if membership is None:
        return render(request, "approvals/home_without_membership.html")
    if membership.kind is OrganizationKind.PORTAL:
        return render(request, "approvals/home_of_administrator.html", {"alarm": calendar_alarm(timezone.localdate())})
    procedures = Procedure.objects.visible_to(membership).unfinished().order_by(*BY_DUE_DATE)
    mine = procedures.waiting_for(membership.organization_id)
    others = procedures.exclude(responsible_organization=membership.organization_id)
    dates = DueDates.as_of_today()
    found = turns(values_of_turns(mine)[: TURNS_SHOWN + 1], membership, dates)
    context = {
        "turns": found[:TURNS_SHOWN],
        "has_more_turns": len(found) > TURNS_SHOWN,
        "waiting": program_rows(values_of_rows(others)[:WAITING_SHOWN], membership, dates),
        "dates": dates,
        "unanswered": _unanswered(membership),
        "is_auditor": membership.kind is OrganizationKind.OVERSIGHT,
        "is_customer": membership.kind is OrganizationKind.BIG_CUSTOMER,
        "may_open_program": may_open_program(membership),
    }
    return render(request, "approvals/home.html", context)


def _unanswered(membership: Membership) -> list[PreliminaryDecision]:
    """What a state body told the customer before a refusal and the customer has not answered yet."""
    if membership.kind is not OrganizationKind.BIG_CUSTOMER:
        return []
    waiting = PreliminaryDecision.objects.unanswered_by(membership.organization_id)
    return list(waiting.select_related("consideration__body", "consideration__procedure")[:TURNS_SHOWN])
