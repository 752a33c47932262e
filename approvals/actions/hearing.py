"""Hearing the customer before a refusal: the preliminary decision, the answer to it, the minutes (APPC art. 73)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from approvals import notifications
from approvals.actions import letters, records
from approvals.actions.grounds import GivenGround, InvalidRefusal, require_lawful
from approvals.actions.requests import StepConflict, lock_for_decision
from approvals.models import CalendarDay, Consideration, HearingMinutes, Objection, PreliminaryDecision, Procedure
from approvals.permissions import may_object, may_prepare, require_in_force, require_step
from approvals.rules import hearing
from approvals.rules.hearing import Announced, HearingBeforeRefusal
from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.terms import is_met, local_date
from approvals.rules.working_days import CalendarNotLoaded, WorkingCalendar
from icv_portal.accounts.models import LegalSetting, Membership
from icv_portal.accounts.rules.legal_settings import SettingKey


@transaction.atomic
def decide_preliminarily(
    consideration_id: uuid.UUID, *, grounds: Collection[GivenGround], by: Membership, at: datetime
) -> PreliminaryDecision:
    """Tell the customer on which grounds the body means to refuse. A later one replaces it; the same again is done.

    Raises PermissionDenied, StepConflict when the consideration is over, InvalidRefusal as a refusal would.
    """
    procedure, consideration = lock_for_decision(consideration_id)
    if not consideration.is_open:
        raise StepConflict(procedure, consideration)
    require_step(by, procedure, "refuse", on=localdate(at))
    require_lawful(grounds, consideration)
    given = [asdict(ground) | {"rows": list(ground.rows)} for ground in grounds]
    earlier = latest_decision(consideration)
    if earlier is not None and (earlier.grounds, earlier.sent_by_id) == (given, by.pk):
        return earlier
    objections_until, refusal_from = days_told(local_date(at), CalendarDay.objects.calendar())
    letter = letters.send_preliminary_decision(
        consideration,
        grounds=list(grounds),
        objections_until=objections_until,
        refusal_from=refusal_from,
        by=by,
        at=at,
    )
    decision = PreliminaryDecision.objects.create(
        consideration=consideration,
        letter=letter,
        grounds=given,
        sent_by=by,
        sent_at=at,
        objections_until=objections_until,
        refusal_from=refusal_from,
    )
    records.sign(letters.signed(letter), by=by, at=at)
    _journal(decision, "decided_preliminarily", {"grounds": [ground.code for ground in grounds]}, by=by, at=at)
    notifications.decided_preliminarily(consideration, letter, objections_until)
    return decision


@transaction.atomic
def object_to(decision_id: uuid.UUID, *, text: str, asks_for_hearing: bool, by: Membership, at: datetime) -> Objection:
    """The customer's answer to a preliminary decision. A late one is taken, too, and shows as late.

    Raises ValidationError for an empty answer, StepConflict when the consideration is over or another answer is there.
    """
    decision = _lock(decision_id)
    procedure = decision.consideration.procedure
    require_in_force(by, localdate(at))
    if not may_object(by, procedure):
        raise PermissionDenied
    earlier = Objection.objects.filter(preliminary_decision=decision).first()
    if earlier is not None and (earlier.text, earlier.asks_for_hearing) == (text.strip(), asks_for_hearing):
        return earlier
    if earlier is not None or not decision.consideration.is_open or not _is_latest(decision):
        raise StepConflict(procedure, decision.consideration)
    if not text.strip() and not asks_for_hearing:
        raise ValidationError({"text": _("Write the objection, or ask for an oral hearing.")})
    objection = Objection.objects.create(
        preliminary_decision=decision, text=text.strip(), asks_for_hearing=asks_for_hearing, by=by, at=at
    )
    _journal(decision, "objected", {"asks_for_hearing": asks_for_hearing}, by=by, at=at)
    notifications.objected(decision, objection)
    return objection


@transaction.atomic
def keep_minutes(decision_id: uuid.UUID, *, held_on: date, text: str, by: Membership, at: datetime) -> HearingMinutes:
    """The minutes of the oral hearing, kept by the body whose turn it is.

    Raises ValidationError for a day before the preliminary decision or in the future, StepConflict for second minutes.
    """
    decision = _lock(decision_id)
    procedure = decision.consideration.procedure
    require_in_force(by, localdate(at))
    if not may_prepare(by, procedure):
        raise PermissionDenied
    earlier = HearingMinutes.objects.filter(preliminary_decision=decision).first()
    if earlier is not None and (earlier.held_on, earlier.text) == (held_on, text.strip()):
        return earlier
    if earlier is not None or not decision.consideration.is_open:
        raise StepConflict(procedure, decision.consideration)
    if not localdate(decision.sent_at) <= held_on <= localdate(at):
        raise ValidationError({"held_on": _("The hearing was held after the preliminary decision and not in future.")})
    minutes = HearingMinutes.objects.create(
        preliminary_decision=decision, held_on=held_on, text=text.strip(), by=by, at=at
    )
    _journal(decision, "heard", {"held_on": held_on.isoformat()}, by=by, at=at)
    notifications.heard(decision, minutes)
    return minutes


def require_heard(
    consideration: Consideration, grounds: Collection[GivenGround], unheard_because: str, *, on: date
) -> list[PreliminaryDecision]:
    """The preliminary decisions a refusal of this day rests on; they may be none where a reason was recorded.

    Raises InvalidRefusal with what is missing.
    """
    decisions = decisions_of(consideration)
    if unheard_because.strip() or not is_hearing_required(on=on):
        return decisions
    calendar = CalendarDay.objects.calendar()
    stated = [RefusalGround(ground.code) for ground in grounds]
    try:
        problems = hearing.hindrances(announced_by(decisions, calendar), stated, on, calendar)
    except CalendarNotLoaded as missing:
        problems = [hearing.DAY_UNKNOWN.format(year=missing.year)]
    if problems:
        raise InvalidRefusal(problems)
    return decisions


def is_hearing_required(*, on: date) -> bool:
    answer = LegalSetting.objects.value(SettingKey.HEARING_BEFORE_REFUSAL, at=on)
    return HearingBeforeRefusal(answer) is HearingBeforeRefusal.REQUIRED


def decisions_of(consideration: Consideration) -> list[PreliminaryDecision]:
    """All that the customer was told, the first one first, each with its letter, the answer and the minutes: one query.

    The last one says on which grounds and from when the body may refuse; what was answered to the others still counts.
    """
    decisions = consideration.preliminary_decisions.select_related("letter", "objection__by__user", "minutes")
    return list(decisions.order_by("sent_at", "id"))


def latest_decision(consideration: Consideration) -> PreliminaryDecision | None:
    return next(reversed(decisions_of(consideration)), None)


def announced_by(decisions: Sequence[PreliminaryDecision], calendar: WorkingCalendar) -> Announced | None:
    """None while the customer was told nothing."""
    if not decisions:
        return None
    last = decisions[-1]
    return Announced(
        sent_on=local_date(last.sent_at),
        grounds=[ground["code"] for ground in last.grounds],
        hearing_is_due=hearing_owed(decisions, calendar) is not None,
    )


def hearing_owed(decisions: Sequence[PreliminaryDecision], calendar: WorkingCalendar) -> PreliminaryDecision | None:
    """The last decision whose answer asked in time for an oral hearing that was not held since."""
    asked = [decision for decision in decisions if _asked_in_time(decision, calendar)]
    if not asked:
        return None
    since = asked[-1].objection.at
    held = any(decision.minutes.at >= since for decision in decisions if hasattr(decision, "minutes"))
    return None if held else asked[-1]


def _asked_in_time(decision: PreliminaryDecision, calendar: WorkingCalendar) -> bool:
    objection: Objection | None = getattr(decision, "objection", None)
    return objection is not None and objection.asks_for_hearing and is_in_time(decision, objection.at, calendar)


def answer_until(decision: PreliminaryDecision, calendar: WorkingCalendar) -> date | None:
    """The later of the day told and the day by the present calendar: a change of it takes nothing from the customer.

    None without a calendar.
    """
    try:
        counted = hearing.objections_until(local_date(decision.sent_at), calendar)
    except CalendarNotLoaded:
        return decision.objections_until
    return max(counted, decision.objections_until or counted)


def is_in_time(decision: PreliminaryDecision, at: datetime, calendar: WorkingCalendar) -> bool:
    """Whether an answer came within the two working days; without a calendar nobody can say that it is late."""
    until = answer_until(decision, calendar)
    return until is None or is_met(until, at)


def days_told(sent_on: date, calendar: WorkingCalendar) -> tuple[date | None, date | None]:
    """The last day for objections and the first for the refusal; both None without a calendar."""
    try:
        return hearing.objections_until(sent_on, calendar), hearing.refusal_from(sent_on, calendar)
    except CalendarNotLoaded:
        return None, None


def _lock(decision_id: uuid.UUID) -> PreliminaryDecision:
    """The decision, with its procedure locked first."""
    consideration_id = PreliminaryDecision.objects.values_list("consideration_id", flat=True).get(pk=decision_id)
    _procedure, consideration = lock_for_decision(consideration_id)
    decision = next(one for one in decisions_of(consideration) if one.pk == decision_id)
    decision.consideration = consideration
    return decision


def _is_latest(decision: PreliminaryDecision) -> bool:
    """Only the one that counts is answered: who reads an older page is shown the new grounds first."""
    latest = latest_decision(decision.consideration)
    return latest is not None and latest.pk == decision.pk


def _journal(
    decision: PreliminaryDecision, event: str, payload: dict[str, object], *, by: Membership, at: datetime
) -> None:
    consideration = decision.consideration
    procedure: Procedure = consideration.procedure
    records.journal(
        procedure,
        event,
        by=by,
        at=at,
        point=hearing.POINT,
        version_sha256=consideration.version.sha256,
        payload={
            "consideration": str(consideration.pk),
            "preliminary_decision": str(decision.pk),
            "letter": str(decision.letter_id),
            **payload,
        },
    )
