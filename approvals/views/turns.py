"""My turn: what waits for an organisation, each with its task, until when, and the one thing to press."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals.due_dates import DueDates
from approvals.models.procedures import ProcedureQuerySet
from approvals.templatetags.procedure import due
from approvals.views.next_steps import NextStep, next_steps
from approvals.views.readiness import task_of
from approvals.views.rows import language_of_names
from approvals.views.wording import Task
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.accounts.templatetags.portal import FEW_DAYS, state_badge
from programs.models import Program


@dataclass(frozen=True, slots=True)
class Turn:
    """One procedure in finished texts: `state` is a badge, as is `due`, which is empty where no term runs.

    `round` is empty in the first round. `urgency` is overdue, soon (a few working days), later or open (no date);
    `proposed` is a reviewer's outcome; `note` is the signatory's, with which a draft was returned.
    """

    url: str
    customer: str
    period: str
    state: str
    round: str
    task: Task
    due: str
    urgency: str
    proposed: str
    note: str
    next_step: NextStep


def values_of_turns(procedures: ProcedureQuerySet) -> QuerySet[Any, Any]:
    """Named tuples of what `turns` needs, with the consideration under way: one query."""
    is_open = Q(considerations__outcome="")
    read = procedures.annotate(
        customer_called=F(f"customer_name_{language_of_names()}"),
        under_way=FilteredRelation("considerations", condition=is_open),
        consideration=F("under_way__id"),
        proposal=F("under_way__proposal"),
    )
    standing = ("pk", "program_id", "state", "customer_id", "responsible_organization_id")
    shown = ("customer_called", "first_year", "last_year", "round", "due_on", "consideration", "proposal")
    return read.values_list(*standing, *shown, named=True)


def turns(values: Iterable[Any], membership: Membership, dates: DueDates) -> list[Turn]:
    """The first that asks for something keeps the page's primary button."""
    rows = list(values)
    programs = _programs(rows, membership)
    found = [_turn(row, membership, dates, programs.get(row.program_id)) for row in rows]
    asking = next((turn for turn in found if turn.next_step.look == "primary"), None)
    return [turn if turn is asking else replace(turn, next_step=turn.next_step.quiet()) for turn in found]


def _programs(rows: Iterable[Any], membership: Membership) -> dict[UUID, Program]:
    """What the customer's own people made ready or returned, in one query; nothing of it for anybody else."""
    if membership.kind is not OrganizationKind.BIG_CUSTOMER:
        return {}
    own = Program.objects.drafted_by(membership).select_related("customer", "ready_by")
    return own.in_bulk([row.program_id for row in rows])


def _turn(row: Any, membership: Membership, dates: DueDates, program: Program | None) -> Turn:
    url = reverse("procedure", args=[row.pk])
    steps = next_steps(membership, row, row.consideration, is_proposed=bool(row.proposal), program=program)
    task = task_of(row.state, membership, program)
    assert task is not None, "a procedure whose turn it is has a task"
    has_term = row.due_on is not None or dates.lacks_calendar(None, row.state)
    return Turn(
        url=url,
        customer=row.customer_called,
        period=f"{row.first_year}–{row.last_year}",
        state=state_badge(row.state),
        round=_round(row.round),
        task=task,
        due=due(row.due_on, dates, row.state) if has_term else "",
        urgency=_urgency(row.due_on, dates),
        proposed=row.proposal.get("outcome", "") if row.proposal else "",
        note=program.return_note if program else "",
        next_step=steps[0] if steps else NextStep(_("Open"), url),
    )


def _round(number: int) -> str:
    return gettext("Round %(number)s") % {"number": number} if number > 1 else ""


def _urgency(due_on: date | None, dates: DueDates) -> str:
    if due_on is None:
        return "open"
    if dates.is_overdue(due_on):
        return "overdue"
    left = dates.days_left(due_on)
    return "soon" if left is not None and left <= FEW_DAYS else "later"
