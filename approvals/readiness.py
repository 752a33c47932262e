"""Inside the company, before it submits: who may say that a program is ready, take that back, return it, sign it.

No states of the procedure: the Rules know nothing of it, and no state body is told.
"""

from django.core.exceptions import PermissionDenied

from approvals.models import Procedure
from approvals.permissions import Standing, steps_open_to
from approvals.permissions import takes as takes_step
from approvals.rules.two_people import signing_problem
from approvals.workflow import CUSTOMERS_HANDS
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.roles import Role
from programs.models import Program
from programs.permissions import WRITERS, writes_for

ACTS = {
    "declare_ready": WRITERS,
    "return_draft": frozenset({Role.SIGNATORY}),
    "take_ready_back": WRITERS,
}
"""What can be done, and by whom at all."""
SIGNED = ("submit", "resubmit")
"""The steps of the procedure that a signatory signs."""


def acts_open_to(membership: Membership | None, procedure: Standing, program: Program) -> list[str]:
    """What this membership may do now, the most likely first; nothing while the program lies with a state body."""
    if membership is None or procedure.state not in CUSTOMERS_HANDS:
        return []
    if not writes_for(membership, procedure.customer_id):
        return []
    if program.ready_by is None:
        return ["declare_ready"]
    is_own = membership.role == Role.DRAFTER or program.ready_by.user_id == membership.user_id
    open_now = {"return_draft": membership.role == Role.SIGNATORY, "take_ready_back": is_own}
    return [name for name, is_open in open_now.items() if is_open]


def open_to(membership: Membership | None, procedure: Procedure) -> set[str]:
    """The steps of the procedure and the acts inside the company that this membership may take now."""
    steps = {step.name for step in steps_open_to(membership, procedure)}
    return steps | set(acts_open_to(membership, procedure, procedure.program))


def takes(membership: Membership | None, name: str) -> bool:
    """Whether this step or act is, at some time, this membership's to take."""
    if name not in ACTS:
        return takes_step(membership, name)
    return membership is not None and membership.role in ACTS[name]


def require_act(by: Membership, procedure: Standing, program: Program, name: str) -> None:
    if name not in acts_open_to(by, procedure, program):
        raise PermissionDenied


def why_not_to_sign(by: Membership, program: Program) -> Label | None:
    """What the company's own order has against this person's signature now."""
    return signing_problem(
        two_people=program.customer.two_people_submit,
        said_ready_by=program.ready_by.user_id if program.ready_by else None,
        signer=by.user_id,
    )
