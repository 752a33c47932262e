"""Who may take which step: read from the workflow, plus the organisation whose turn or program it is."""

from datetime import date

from django.core.exceptions import PermissionDenied

from approvals.models import Procedure
from approvals.workflow import Step, steps
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import OrganizationKind, Role

REVIEWER_OF = {Role.REGULATOR_HEAD: Role.REGULATOR_REVIEWER, Role.AUTHORIZED_BODY_HEAD: Role.AUTHORIZED_BODY_REVIEWER}


def acts_for_the_side(membership: Membership, procedure: Procedure, step: Step) -> bool:
    """Customers act on their own program, officials only when it lies with their body."""
    if membership.kind is OrganizationKind.BIG_CUSTOMER:
        return membership.organization_id == procedure.customer_id
    return membership.organization_id == procedure.responsible_organization_id


def may_take(membership: Membership | None, procedure: Procedure, step: Step) -> bool:
    return (
        membership is not None
        and membership.role == step.by
        and procedure.state == step.source
        and acts_for_the_side(membership, procedure, step)
    )


def steps_open_to(membership: Membership | None, procedure: Procedure) -> list[Step]:
    """The steps this membership may take now: the buttons of the page."""
    return [step for step in steps() if may_take(membership, procedure, step)]


def takes(membership: Membership | None, name: str) -> bool:
    """Whether this step, in whatever state, is one of the membership's role; reviewers and heads prepare."""
    if membership is None:
        return False
    if name == "prepare":
        return membership.role in {*REVIEWER_OF, *REVIEWER_OF.values()}
    return any(step.name == name and step.by == membership.role for step in steps())


def may_prepare(membership: Membership | None, procedure: Procedure) -> bool:
    """Reviewers of the body whose turn it is propose a decision; its heads may, too."""
    if membership is None or membership.organization_id != procedure.responsible_organization_id:
        return False
    deciding = {step.by for step in steps() if step.source == procedure.state and step.by in REVIEWER_OF}
    return membership.role in deciding | {REVIEWER_OF[role] for role in deciding}


def may_object(membership: Membership | None, procedure: Procedure) -> bool:
    """Whoever may send the program answers a preliminary decision on it (APPC art. 73)."""
    if membership is None or membership.organization_id != procedure.customer_id:
        return False
    return any(step.name == "resubmit" and step.by == membership.role for step in steps())


def require_in_force(by: Membership, on: date) -> None:
    """A membership that is over, or not yet begun, acts for nobody."""
    if not by.is_in_force(on):
        raise PermissionDenied


def require_step(by: Membership, procedure: Procedure, name: str, *, on: date) -> Step:
    """The step of this name from the present state; PermissionDenied when it is not this membership's to take."""
    require_in_force(by, on)
    for step in steps():
        if step.name == name and may_take(by, procedure, step):
            return step
    raise PermissionDenied
