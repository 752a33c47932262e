"""What a state body does with a program: its reviewer proposes, its head agrees or refuses (points 13, 14, 16)."""

import uuid
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from approvals import notifications
from approvals.actions import letters, records, reminders, terms
from approvals.actions.grounds import GivenGround, require_lawful
from approvals.actions.hearing import require_heard
from approvals.actions.records import Signed
from approvals.actions.requests import StepConflict, already_decided, lock_for_decision
from approvals.actions.submission import file_with_body, filing_payload
from approvals.models import CalendarDay, Consideration, GroundForRefusal, Letter, Procedure
from approvals.permissions import REVIEWER_OF, may_prepare, require_in_force, require_step
from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.terms import TermKind
from approvals.workflow import BODY_STATES
from icv_portal.accounts.models import Membership
from icv_portal.journal.models import Audience
from programs import actions as programs


@transaction.atomic
def prepare(
    consideration_id: uuid.UUID,
    *,
    outcome: str,
    grounds: Collection[GivenGround],
    shown_prepared_at: datetime | None,
    by: Membership,
    at: datetime,
) -> Consideration:
    """The reviewer's proposal for the head; it may be incomplete. A later one replaces it, the same changes nothing.

    `shown_prepared_at` is of the proposal the page was filled with; StepConflict when another was saved meanwhile.
    """
    procedure, consideration = lock_for_decision(consideration_id)
    require_in_force(by, localdate(at))
    if not consideration.is_open:
        raise StepConflict(procedure, consideration)
    if not may_prepare(by, procedure):
        raise PermissionDenied
    proposal = {"outcome": outcome, "grounds": [asdict(ground) | {"rows": list(ground.rows)} for ground in grounds]}
    if (consideration.proposal, consideration.prepared_by_id) == (proposal, by.pk):
        return consideration
    if consideration.prepared_at != shown_prepared_at:
        raise StepConflict(procedure, consideration)
    consideration.proposal = proposal
    consideration.prepared_by, consideration.prepared_at = by, at
    consideration.save_by(by, reason="prepared")
    records.journal(
        procedure,
        "prepared",
        by=by,
        at=at,
        point="12",
        version_sha256=consideration.version.sha256,
        audience=Audience.STAFF,
        payload={"consideration": str(consideration.pk), "outcome": outcome},
    )
    if by.role not in REVIEWER_OF:
        notifications.proposed(consideration, at=at)
    return consideration


@transaction.atomic
def agree(consideration_id: uuid.UUID, *, by: Membership, at: datetime) -> Procedure:
    """No ground for refusal: on to the authorized body, or back to the customer for adoption (p. 16)."""
    procedure, consideration = lock_for_decision(consideration_id)
    if already_decided(consideration, Consideration.Outcome.AGREED, by=by):
        return procedure
    step = require_step(by, procedure, "agree", on=localdate(at))
    procedure.agree()
    _decide(consideration, Consideration.Outcome.AGREED, by=by, at=at)
    payload = _decision_payload(consideration)
    if procedure.state in BODY_STATES:
        following = file_with_body(procedure, consideration.version, filed_at=at, by=by)
        payload |= {"next": filing_payload(procedure, following)}
    else:
        procedure.agreed_at = at
        procedure.give_turn_to(procedure.customer, due_on=last_day_to_adopt(procedure.first_year))
        reminders.plan_adoption(procedure, CalendarDay.objects.calendar(), since=localdate(at))
    records.count_step(procedure, "agree", by=by)
    letter = letters.notify_of_agreement(consideration, by=by, at=at)
    _leave_record(consideration, letter, "agreed", point=step.point, payload=payload, by=by, at=at)
    notifications.agreed(consideration, letter)
    return procedure


@transaction.atomic
def refuse(
    consideration_id: uuid.UUID,
    *,
    grounds: Collection[GivenGround],
    unheard_because: str = "",
    by: Membership,
    at: datetime,
) -> Procedure:
    """A ground of p. 14 exists: the program returns for rework, whose term runs from receipt in the customer's inbox.

    `unheard_because` is the reason from art. 73(2) of the Administrative Procedure Code for not hearing the customer.
    Raises InvalidRefusal without a ground, without reasoning for each, without the rows concerned, or without hearing.
    """
    procedure, consideration = lock_for_decision(consideration_id)
    if already_decided(consideration, Consideration.Outcome.REFUSED, by=by):
        _require_same_grounds(consideration, grounds)
        return procedure
    step = require_step(by, procedure, "refuse", on=localdate(at))
    require_lawful(grounds, consideration)
    heard = require_heard(consideration, grounds, unheard_because, on=localdate(at))
    procedure.refuse()
    procedure.refused_by = consideration.body_kind
    consideration.unheard_because = unheard_because.strip()
    _decide(consideration, Consideration.Outcome.REFUSED, by=by, at=at)
    _state_grounds(consideration, grounds)
    term = terms.start(
        procedure,
        TermKind.REWORK,
        procedure.customer,
        event=terms.REFUSAL_RECEIVED,
        event_id=consideration.pk,
        started_at=at,
        calendar=CalendarDay.objects.calendar(),
        by=by,
    )
    programs.unlock(procedure.program, by=by, at=at)
    procedure.give_turn_to(procedure.customer, due_on=term.due_on)
    records.count_step(procedure, "refuse", by=by)
    letter = letters.send_refusal(consideration, grounds=grounds, rework=term, heard=heard, by=by, at=at)
    notice = notifications.refused(consideration, letter, term)
    payload = _decision_payload(consideration) | {
        "grounds": [ground.code for ground in grounds],
        "preliminary_decisions": [str(decision.pk) for decision in heard],
        "unheard": bool(unheard_because.strip()),
        "received_at": notice.delivered_at.isoformat(),
        "due_on": term.due_on.isoformat() if term.due_on else None,
    }
    _leave_record(consideration, letter, "refused", point=step.point, payload=payload, by=by, at=at)
    return procedure


def _require_same_grounds(consideration: Consideration, grounds: Collection[GivenGround]) -> None:
    """A repeated click sends what was sent before; anything else would go nowhere and be called done."""
    stated = consideration.grounds.values_list("code", "reasoning_kk", "reasoning_ru", "rows")
    if list(stated) != [ground.as_stated for ground in grounds]:
        raise StepConflict(consideration.procedure, consideration)


def _decide(consideration: Consideration, outcome: str, *, by: Membership, at: datetime) -> None:
    consideration.outcome = outcome
    consideration.decided_by, consideration.decided_at = by, at
    consideration.save_by(by, reason=outcome)
    terms.close(consideration.procedure, at=at, by=by)


def _state_grounds(consideration: Consideration, grounds: Collection[GivenGround]) -> None:
    stated = []
    for position, ground in enumerate(grounds):
        code, reasoning_kk, reasoning_ru, rows = ground.as_stated
        one = GroundForRefusal(
            consideration=consideration,
            position=position,
            code=code,
            reasoning_kk=reasoning_kk,
            reasoning_ru=reasoning_ru,
            rows=rows,
        )
        stated.append(one)
    GroundForRefusal.objects.bulk_create(stated)


def _decision_payload(consideration: Consideration) -> dict[str, object]:
    return {
        "consideration": str(consideration.pk),
        "version": consideration.version.number,
        "body": str(consideration.body_id),
        "prepared_by": str(consideration.prepared_by_id) if consideration.prepared_by_id else None,
    }


def _leave_record(
    consideration: Consideration,
    letter: Letter,
    event: str,
    *,
    point: str,
    payload: dict[str, object],
    by: Membership,
    at: datetime,
) -> None:
    sha256 = consideration.version.sha256
    decision = Signed("consideration", consideration.pk, event, sha256)
    records.sign(decision, letters.signed(letter), by=by, at=at)
    records.journal(consideration.procedure, event, by=by, at=at, point=point, version_sha256=sha256, payload=payload)
