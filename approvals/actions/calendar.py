"""The one way the calendar changes: unsettled terms are counted again in the same transaction, both dates journaled."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from approvals import notifications
from approvals.actions import letters, records, reminders, terms
from approvals.actions.calendar_preview import DayChange, preview_change
from approvals.models import CalendarDay, CalendarYear, Consideration, Procedure, Term
from approvals.models.calendar import CALENDAR_CHAIN
from approvals.permissions import require_in_force
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import Audience, record


class CalendarMoved(Exception):
    """The change would do something else by now than what was looked at. Nothing was changed."""


@transaction.atomic
def change_calendar(
    days: Collection[DayChange],
    *,
    loaded_years: Collection[int] = (),
    source: str = "change_calendar",
    seen: str | None = None,
    by: Membership,
    at: datetime,
) -> list[Term]:
    """Change days, declare years as loaded, recompute unsettled terms; returns the terms whose dates moved.

    `source` says where the days of the years loaded come from; `seen` is the token of the preview it was decided by.
    Raises PermissionDenied, CalendarMoved.
    """
    require_in_force(by, localdate(at))
    if by.role != Role.PORTAL_ADMINISTRATOR:
        raise PermissionDenied
    CalendarDay.objects.lock()
    if seen is not None and seen != preview_change(days, loaded_years=loaded_years).token:
        raise CalendarMoved
    for day in days:
        _change_day(day, by=by, at=at)
    for year in loaded_years:
        CalendarYear.objects.get_or_create(year=year, defaults={"source": source, "loaded_at": at})
    if loaded_years:
        _journal("year_loaded", {"years": sorted(loaded_years)}, by=by, at=at)
    return _count_again(by=by, at=at)


def _change_day(change: DayChange, *, by: Membership, at: datetime) -> None:
    day = CalendarDay.objects.filter(date=change.date).first()
    before = _payload(day) if day else None
    if change.kind is None:
        if day:
            day.delete_by(by, reason="calendar changed")
    else:
        day = day or CalendarDay(date=change.date)
        day.kind, day.basis, day.confirmed = change.kind, change.basis, change.confirmed
        day.save_by(by, reason="calendar changed")
    after = _payload(day) if day and change.kind is not None else None
    _journal("day_changed", {"date": change.date.isoformat(), "before": before, "after": after}, by=by, at=at)


def _payload(day: CalendarDay) -> dict[str, object]:
    return {"kind": str(day.kind), "basis": day.basis, "confirmed": day.confirmed}


def _journal(event: str, payload: dict[str, object], *, by: Membership, at: datetime) -> None:
    record(
        chain_id=CALENDAR_CHAIN,
        subject_kind="calendar",
        subject_id=CALENDAR_CHAIN,
        event=event,
        by=by,
        at=at,
        audience=Audience.PORTAL,
        payload=payload,
    )


def _count_again(*, by: Membership, at: datetime) -> list[Term]:
    """Procedures are locked before their terms, in one order, as every step does."""
    calendar = CalendarDay.objects.calendar()
    subjects = Term.objects.unsettled().filter(subject_kind=terms.SUBJECT).order_by("subject_id")
    moved = []
    for procedure_id in subjects.values_list("subject_id", flat=True).distinct():
        procedure = Procedure.objects.lock(procedure_id)
        for term in Term.objects.of_subject(terms.SUBJECT, procedure_id).unsettled():
            before = term.due_on
            if terms.count_again(term, calendar, by=by, on=localdate(at)):
                _move(procedure, term, before, by=by, at=at)
                moved.append(term)
    reminders.plan_adoptions_again(calendar, at=at)
    return moved


def _move(procedure: Procedure, term: Term, before: date | None, *, by: Membership, at: datetime) -> None:
    if term.closed_at is None:
        procedure.give_turn_to(procedure.responsible_organization, due_on=term.due_on)
        procedure.save_by(by, reason="calendar changed")
    records.journal(
        procedure,
        "term_moved",
        by=by,
        at=at,
        point=term.point,
        payload={
            "term": str(term.pk),
            "kind": str(term.kind),
            "due_on_before": before.isoformat() if before else None,
            "due_on": term.due_on.isoformat() if term.due_on else None,
        },
    )
    notifications.term_moved(procedure, term, before, at=at)
    _write_anew(procedure, term, at=at)


def _write_anew(procedure: Procedure, term: Term, *, at: datetime) -> None:
    """The letter sent before names other days: a further letter puts it right (APPC art. 82)."""
    consideration = Consideration.objects.select_related("body", "version").get(pk=term.event_id)
    consideration.procedure = procedure
    if term.event == terms.FILED:
        letters.confirm_registration(consideration, term, calendar=CalendarDay.objects.calendar(), at=at)
    else:
        letters.recount_rework(consideration, term, at=at)
