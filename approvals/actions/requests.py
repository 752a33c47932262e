"""What a request for a step was shown for: a repeated click is already done, an outdated page is told so."""

import uuid
from collections.abc import Sequence

from approvals.models import Consideration, Procedure
from programs.rules.checks.finding import Finding


class StepConflict(Exception):
    """The procedure has moved on since the page was shown; `procedure` is as it stands now. Nothing was changed."""

    def __init__(self, procedure: Procedure) -> None:
        super().__init__(procedure.state)
        self.procedure = procedure


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
    procedure_id = Consideration.objects.values_list("procedure_id", flat=True).get(pk=consideration_id)
    procedure = Procedure.objects.lock(procedure_id)
    consideration = Consideration.objects.select_related("body", "version").get(pk=consideration_id)
    consideration.procedure = procedure
    return procedure, consideration


def already_decided(consideration: Consideration, outcome: str) -> bool:
    """Whether this decision stands already; StepConflict when another one was made or the program was withdrawn."""
    if consideration.is_open:
        return False
    if consideration.outcome == outcome:
        return True
    raise StepConflict(consideration.procedure)
