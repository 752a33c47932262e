"""What a request for a step was shown for: a repeated click is already done, an outdated page is told so."""

import uuid
from collections.abc import Sequence

from approvals.models import Consideration, Procedure
from icv_portal.accounts.models import Membership
from programs.rules.checks.finding import Finding


class StepConflict(Exception):
    """The procedure has moved on since the page was shown; `procedure` is as it stands now. Nothing was changed.

    `consideration` is the one a body's page was shown for: it says who decided or proposed meanwhile.
    """

    def __init__(self, procedure: Procedure, consideration: Consideration | None = None) -> None:
        super().__init__(procedure.state)
        self.procedure, self.consideration = procedure, consideration


class NotReady(Exception):
    """The program has errors, or its customer lacks what the route needs. Nothing was changed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} errors")
        self.findings = tuple(findings)


def already_done(procedure: Procedure, name: str, *, shown_version: int) -> bool:
    """Whether exactly this step was taken from the version the page showed; StepConflict when another one was."""
    if procedure.version == shown_version:
        return False
    if procedure.version == shown_version + 1 and procedure.last_step == name:
        return True
    raise StepConflict(procedure)


def lock_for_decision(consideration_id: uuid.UUID) -> tuple[Procedure, Consideration]:
    """The procedure, locked first, and its consideration as it stands after that."""
    procedure = Procedure.objects.lock_considered(consideration_id)
    consideration = Consideration.objects.select_related("body", "version").get(pk=consideration_id)
    consideration.procedure = procedure
    return procedure, consideration


def already_decided(consideration: Consideration, outcome: str, *, by: Membership) -> bool:
    """Whether `by` made this decision already; StepConflict when somebody else did, or another one was made."""
    if consideration.is_open:
        return False
    if (consideration.outcome, consideration.decided_by_id) == (outcome, by.pk):
        return True
    raise StepConflict(consideration.procedure, consideration)
