"""Where one procedure stands, as one caller may see it: what its front page is made of, read once."""

import uuid
from dataclasses import dataclass

from django.db.models import Q

from approvals.actions.terms import SUBJECT
from approvals.api.open_steps import OpenStep, open_steps
from approvals.api.reading import of_procedure
from approvals.due_dates import DueDates
from approvals.models import Consideration, Procedure, Term
from approvals.views.hearings import hearing_of
from approvals.views.planning import FilingPlan, filing_plan
from approvals.views.procedures import sees_preparation
from approvals.views.readiness import task_of
from approvals.views.route_line import RouteStep, route_line
from approvals.views.wording import Task
from approvals.workflow import CUSTOMERS_HANDS
from icv_portal.accounts.models import Membership


@dataclass(frozen=True)
class Standing:
    """`term` is the one that runs, `opened` the open consideration, `proposed` the same where its proposal may be
    read."""

    procedure: Procedure
    dates: DueDates
    route: list[RouteStep]
    task: Task | None
    term: uuid.UUID | None
    opened: Consideration | None
    proposed: Consideration | None
    steps: list[OpenStep]
    previous: uuid.UUID | None
    following: uuid.UUID | None
    plan: FilingPlan | None

    @property
    def opened_id(self) -> uuid.UUID | None:
        return self.opened.pk if self.opened else None

    @property
    def adopted(self) -> Procedure | None:
        """The procedure once there is an order."""
        return self.procedure if self.procedure.adopted_version_id else None

    @property
    def is_writable(self) -> bool:
        return self.procedure.state in CUSTOMERS_HANDS and self.procedure.program.is_writable


def standing_of(procedure: Procedure, membership: Membership, dates: DueDates) -> Standing:
    """`procedure` comes with program, customer, responsible organisation and adopted version."""
    considerations = of_procedure(procedure, membership)
    opened = next((one for one in considerations if one.is_open), None)
    hearing = None
    if opened is not None:
        opened.procedure = procedure
        hearing = hearing_of(opened, membership, procedure.due_on, dates)
    is_proposed = opened is not None and opened.prepared_at and sees_preparation(membership, opened)
    own = procedure.program if procedure.customer_id == membership.organization_id else None
    previous, following = _neighbours(procedure, membership)
    return Standing(
        procedure=procedure,
        dates=dates,
        route=route_line(procedure, considerations),
        task=task_of(procedure.state, membership, own),
        term=Term.objects.of_subject(SUBJECT, procedure.pk).running().values_list("pk", flat=True).first(),
        opened=opened,
        proposed=opened if is_proposed else None,
        steps=open_steps(membership, procedure, opened, hearing),
        previous=previous,
        following=following,
        plan=filing_plan(procedure, dates),
    )


def _neighbours(procedure: Procedure, membership: Membership) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """The procedure this one took the place of after a withdrawal, and the one that took its own, where visible."""
    linked = Procedure.objects.visible_to(membership).filter(Q(pk=procedure.previous_id) | Q(previous=procedure.pk))
    found = set(linked.values_list("pk", flat=True))
    following = next(iter(found - {procedure.previous_id}), None)
    return (procedure.previous_id if procedure.previous_id in found else None), following
