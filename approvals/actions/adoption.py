"""What the customer does at the end: adopts the agreed program (p. 17), or takes it back before (APPC art. 64(9))."""

import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from approvals import notifications
from approvals.actions import records, terms
from approvals.actions.records import Signed
from approvals.actions.requests import already_done
from approvals.actions.submission import draft_procedure
from approvals.models import Consideration, Procedure
from approvals.permissions import require_step
from approvals.rules.calendar_dates import is_adopted_late
from icv_portal.accounts.models import Membership
from icv_portal.documents.models import Signature
from programs import actions as programs
from programs.models import Version


@transaction.atomic
def adopt(
    procedure_id: uuid.UUID,
    *,
    shown_version: int,
    order_number: str,
    order_date: date,
    by: Membership,
    at: datetime,
) -> Procedure:
    """Adopt exactly the version the last body agreed, by the customer's order. Late adoption is marked, not blocked.

    Raises ValidationError for an order dated before the agreement or in the future.
    """
    procedure = Procedure.objects.lock(procedure_id)
    if already_done(procedure, "adopt", shown_version=shown_version):
        return procedure
    step = require_step(by, procedure, "adopt", on=localdate(at))
    _require_order(procedure, order_number, order_date, today=localdate(at))
    version = agreed_version(procedure)
    procedure.adopt()
    procedure.order_number, procedure.order_date = order_number.strip(), order_date
    procedure.adopted_at, procedure.adopted_version = at, version
    procedure.adopted_late = is_adopted_late(order_date, procedure.first_year)
    procedure.give_turn_to(None, due_on=None)
    records.count_step(procedure, "adopt", by=by)
    records.sign(Signed("version", version.pk, "adopted", version.sha256), by=by, at=at)
    records.journal(
        procedure,
        "adopted",
        by=by,
        at=at,
        point=step.point,
        version_sha256=version.sha256,
        payload={
            "version": version.number,
            "order_number": procedure.order_number,
            "order_date": order_date.isoformat(),
            "late": procedure.adopted_late,
        },
    )
    notifications.adopted(procedure, at=at)
    return procedure


def agreed_version(procedure: Procedure) -> Version:
    """The version the last body of the route agreed, with the bytes it signed; LookupError when they are others."""
    considerations = procedure.considerations.filter(outcome=Consideration.Outcome.AGREED).select_related("version")
    agreed = considerations.latest("round", "decided_at")
    signature = Signature.objects.get(subject_kind="consideration", subject_id=agreed.pk)
    if not agreed.version.is_intact or agreed.version.sha256 != signature.content_sha256:
        raise LookupError(f"version {agreed.version.pk} no longer has the SHA-256 it was agreed with")
    return agreed.version


def _require_order(procedure: Procedure, number: str, dated: date, *, today: date) -> None:
    if not number.strip():
        raise ValidationError({"order_number": _("Enter the number of the order.")})
    if dated > today:
        raise ValidationError({"order_date": _("The order is dated in the future.")})
    if procedure.agreed_at and dated < localdate(procedure.agreed_at):
        raise ValidationError({"order_date": _("The order is dated before the agreement of the last state body.")})


@transaction.atomic
def withdraw(procedure_id: uuid.UUID, *, shown_version: int, reason: str, by: Membership, at: datetime) -> Procedure:
    """Take the program back before a decision or before adoption: a new procedure in draft follows, linked.

    Returns the new procedure, whose terms will be those of a first consideration.
    """
    procedure = Procedure.objects.lock(procedure_id)
    if already_done(procedure, "withdraw", shown_version=shown_version):
        return procedure.following
    step = require_step(by, procedure, "withdraw", on=localdate(at))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the program is withdrawn.")})
    procedure.withdraw()
    procedure.withdrawal_reason = reason.strip()
    for consideration in procedure.considerations.open():
        consideration.outcome = Consideration.Outcome.WITHDRAWN
        consideration.save_by(by, reason="withdrawn")
    terms.close(procedure, at=at, by=by)
    procedure.give_turn_to(None, due_on=None)
    records.count_step(procedure, "withdraw", by=by)
    records.journal(procedure, "withdrawn", by=by, at=at, point=step.point)
    notifications.withdrawn(procedure, at=at)
    programs.take_back(procedure.program, by=by, at=at)
    return draft_procedure(procedure.program, previous=procedure, by=by, at=at)
