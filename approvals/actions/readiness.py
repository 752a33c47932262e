"""Inside the company: the drafter says that a program is ready for signature, the signatory submits or returns it.

The procedure's state stays as it is. Its version counts these acts like steps, so that an outdated page is told so.
"""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from approvals import notifications
from approvals.actions import records
from approvals.actions.requests import NotReady, already_done
from approvals.models import Procedure
from approvals.permissions import require_in_force
from approvals.readiness import require_act, why_not_to_sign
from icv_portal.accounts.models import Membership
from icv_portal.journal.models import Audience
from programs import actions as programs
from programs.content import content_leaving_hands
from programs.models import Program
from programs.rules import checks
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content_json import from_json, to_json


@transaction.atomic
def declare_ready(procedure_id: uuid.UUID, *, shown_version: int, by: Membership, at: datetime) -> Procedure:
    """The text is ready for signature: nobody types any more, the signatories are told.

    Raises PermissionDenied, StepConflict for an outdated page, NotReady with the errors that would block submission.
    """
    procedure = Procedure.objects.lock_with_program(procedure_id)
    if already_done(procedure, "declare_ready", shown_version=shown_version):
        return procedure
    _require(procedure, "declare_ready", by=by, at=at)
    frozen = to_json(content_leaving_hands(procedure.program, on=localdate(at)))
    errors = checks.found_in(from_json(frozen), checks.ERRORS)
    if errors:
        raise NotReady(errors)
    programs.stand_ready(procedure.program, by=by, at=at)
    _leave_record(procedure, "declare_ready", by=by, at=at)
    notifications.ready(procedure, at=at)
    return procedure


@transaction.atomic
def take_ready_back(procedure_id: uuid.UUID, *, shown_version: int, by: Membership, at: datetime) -> Procedure:
    """The drafters write on; the signatories hear that there is nothing to sign."""
    procedure = Procedure.objects.lock_with_program(procedure_id)
    if already_done(procedure, "take_ready_back", shown_version=shown_version):
        return procedure
    _require(procedure, "take_ready_back", by=by, at=at)
    programs.take_ready_back(procedure.program, by=by, at=at)
    _leave_record(procedure, "take_ready_back", by=by, at=at)
    notifications.ready_taken_back(procedure, at=at)
    return procedure


@transaction.atomic
def return_draft(procedure_id: uuid.UUID, *, shown_version: int, note: str, by: Membership, at: datetime) -> Procedure:
    """The signatory does not sign and says why: the drafters write on by the note."""
    procedure = Procedure.objects.lock_with_program(procedure_id)
    if already_done(procedure, "return_draft", shown_version=shown_version):
        return procedure
    _require(procedure, "return_draft", by=by, at=at)
    if not note.strip():
        raise ValidationError({"note": _("Say what is to be changed.")})
    programs.return_with_note(procedure.program, note.strip(), by=by, at=at)
    _leave_record(procedure, "return_draft", by=by, at=at)
    notifications.returned(procedure, at=at)
    return procedure


def require_signer(program: Program, *, by: Membership) -> None:
    """NotReady when the company's own order keeps this person from signing now."""
    findings = signing_findings(program, by=by)
    if findings:
        raise NotReady(findings)


def signing_findings(program: Program, *, by: Membership) -> list[Finding]:
    """What the company's own order has against this person's signature, as the checks tell what they find."""
    problem = why_not_to_sign(by, program)
    if problem is None:
        return []
    return [Finding(code="two_people", severity=Severity.ERROR, point="", message=problem, section="")]


def _require(procedure: Procedure, name: str, *, by: Membership, at: datetime) -> None:
    require_in_force(by, localdate(at))
    require_act(by, procedure, procedure.program, name)


def _leave_record(procedure: Procedure, name: str, *, by: Membership, at: datetime) -> None:
    records.count_step(procedure, name, by=by)
    records.journal(procedure, EVENTS[name], by=by, at=at, audience=Audience.STAFF)


EVENTS = {
    "declare_ready": "declared_ready",
    "take_ready_back": "ready_taken_back",
    "return_draft": "returned_to_drafters",
}
