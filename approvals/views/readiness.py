"""What the customer's own people read of a program before it is submitted: whether to sign it, or to write on."""

from approvals.readiness import why_not_to_sign
from approvals.views.wording import RETURNED, TASKS, TO_SIGN, WITH_THE_SIGNATORY, Task
from approvals.workflow import CUSTOMERS_HANDS
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.models import Program


def task_of(state: str, membership: Membership | None, program: Program | None) -> Task | None:
    """What is to be done next in this state; `program` is handed in to the customer's own people alone."""
    if program is None or membership is None or state not in CUSTOMERS_HANDS:
        return TASKS.get(state)
    if program.is_ready:
        signs = membership.role == Role.SIGNATORY and why_not_to_sign(membership, program) is None
        return (TO_SIGN if signs else WITH_THE_SIGNATORY)[state]
    return (RETURNED if program.is_returned else TASKS)[state]
