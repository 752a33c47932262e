"""My turn: what this person's organisation must do, until when and why; below it what it waits for and from whom."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.due_dates import DueDates
from approvals.models import Consideration, PreliminaryDecision, Procedure
from approvals.models.procedures import ProcedureQuerySet
from approvals.views.alarms import calendar_alarm
from approvals.views.next_steps import NextStep, next_steps
from approvals.views.wording import TASKS, Task
from approvals.workflow import FINISHED_STATES
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.accounts.templatetags.portal import FEW_DAYS
from programs.permissions import may_open_program

TURNS_SHOWN = 50
WAITING_SHOWN = 10
BY_DUE_DATE = ("sorts_on", "id")


@dataclass(frozen=True)
class Turn:
    """One procedure whose turn is here: the task, and the one thing to press.

    `urgency` is overdue, soon (a few working days), later or open (no date).
    """

    procedure: Procedure
    task: Task
    next_step: NextStep
    urgency: str
    proposed: str

    @property
    def has_term(self) -> bool:
        """A date, or a term that waits for its calendar."""
        return self.procedure.due_on is not None or DueDates.lacks_calendar(None, self.procedure.state)


def home(request: PortalRequest) -> HttpResponse:
    membership = request.membership
    if membership is None:
        return render(request, "approvals/home_without_membership.html")
    if membership.kind is OrganizationKind.PORTAL:
        return render(request, "approvals/home_of_administrator.html", {"alarm": calendar_alarm(timezone.localdate())})
    procedures = Procedure.objects.visible_to(membership).exclude(state__in=FINISHED_STATES).order_by(*BY_DUE_DATE)
    mine = procedures.waiting_for(membership.organization_id).select_related("program")[: TURNS_SHOWN + 1]
    others = procedures.exclude(responsible_organization=membership.organization_id)
    dates = DueDates.as_of_today()
    turns = _turns(mine, membership, dates)
    context = {
        "turns": turns[:TURNS_SHOWN],
        "has_more_turns": len(turns) > TURNS_SHOWN,
        "waiting": others.select_related("responsible_organization")[:WAITING_SHOWN],
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


def _turns(mine: ProcedureQuerySet, membership: Membership, dates: DueDates) -> list[Turn]:
    procedures = list(mine)
    opened = Consideration.objects.open().filter(procedure__in=[procedure.pk for procedure in procedures])
    considerations = {consideration.procedure_id: consideration for consideration in opened}
    return [_turn(procedure, considerations.get(procedure.pk), membership, dates) for procedure in procedures]


def _urgency(due_on: date | None, dates: DueDates) -> str:
    if due_on is None:
        return "open"
    if dates.is_overdue(due_on):
        return "overdue"
    left = dates.days_left(due_on)
    return "soon" if left is not None and left <= FEW_DAYS else "later"


def _turn(procedure: Procedure, consideration: Consideration | None, membership: Membership, dates: DueDates) -> Turn:
    steps = next_steps(membership, procedure, consideration.pk if consideration else None)
    return Turn(
        procedure=procedure,
        task=TASKS[procedure.state],
        next_step=steps[0] if steps else NextStep(_("Open"), reverse("procedure", args=[procedure.pk])),
        urgency=_urgency(procedure.due_on, dates),
        proposed=consideration.proposal.get("outcome", "") if consideration else "",
    )
