"""Who may take which step: read from the workflow, plus the organisation whose turn or program it is."""

from datetime import date
from functools import cache
from typing import Protocol
from uuid import UUID

from django.core.exceptions import PermissionDenied

from approvals.workflow import Step, steps
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import OrganizationKind, Role

REVIEWER_OF = {Role.REGULATOR_HEAD: Role.REGULATOR_REVIEWER, Role.AUTHORIZED_BODY_HEAD: Role.AUTHORIZED_BODY_REVIEWER}


class Standing(Protocol):
    """What decides who acts next, and on what: a procedure, or a row of a list that was read of one."""

    @property
    def pk(self) -> UUID: ...

    @property
    def program_id(self) -> UUID: ...

    @property
    def state(self) -> str: ...

    @property
    def customer_id(self) -> UUID: ...

    @property
    def responsible_organization_id(self) -> UUID | None: ...


def acts_for_the_side(membership: Membership, procedure: Standing) -> bool:
    """Customers act on their own program, officials only when it lies with their body."""
    if membership.kind is OrganizationKind.BIG_CUSTOMER:
        return membership.organization_id == procedure.customer_id
    return membership.organization_id == procedure.responsible_organization_id


def steps_open_to(membership: Membership | None, procedure: Standing) -> list[Step]:
    """The steps this membership may take now: the buttons of the page."""
    if membership is None or not acts_for_the_side(membership, procedure):
        return []
    return list(_steps_of(membership.role, procedure.state))


@cache  # asked for every row of "my turn"
def _steps_of(role: str, state: str) -> tuple[Step, ...]:
    return tuple(step for step in steps() if step.by == role and step.source == state)


def takes(membership: Membership | None, name: str) -> bool:
    """Whether this step, in whatever state, is one of the membership's role; reviewers and heads prepare."""
    if membership is None:
        return False
    if name == "prepare":
        return membership.role in {*REVIEWER_OF, *REVIEWER_OF.values()}
    return any(step.name == name and step.by == membership.role for step in steps())


def may_prepare(membership: Membership | None, procedure: Standing) -> bool:
    """Reviewers of the body whose turn it is propose a decision; its heads may, too."""
    if membership is None or membership.organization_id != procedure.responsible_organization_id:
        return False
    return membership.role in _preparing(procedure.state)


@cache
def _preparing(state: str) -> frozenset[str]:
    deciding = {step.by for step in steps() if step.source == state and step.by in REVIEWER_OF}
    return frozenset(deciding | {REVIEWER_OF[role] for role in deciding})


def may_object(membership: Membership | None, procedure: Standing) -> bool:
    """Whoever may send the program answers a preliminary decision on it (APPC art. 73)."""
    if membership is None or membership.organization_id != procedure.customer_id:
        return False
    return any(step.name == "resubmit" and step.by == membership.role for step in steps())


def require_in_force(by: Membership, on: date) -> None:
    """A membership that is over, or not yet begun, acts for nobody."""
    if not by.is_in_force(on):
        raise PermissionDenied


def require_step(by: Membership, procedure: Standing, name: str, *, on: date) -> Step:
    """The step of this name from the present state; PermissionDenied when it is not this membership's to take."""
    require_in_force(by, on)
    for step in steps_open_to(by, procedure):
        if step.name == name:
            return step
    raise PermissionDenied
