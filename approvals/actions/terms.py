"""Terms as they are set, closed and computed again. One that lacks its calendar stands and says which year it lacks."""

import uuid
from datetime import date, datetime

from approvals.models import Consideration, Procedure, Term
from approvals.rules.reminders import next_reminder, of_term
from approvals.rules.term_dates import dates_of
from approvals.rules.terms import TermKind, local_date
from approvals.rules.working_days import WorkingCalendar
from icv_portal.accounts.models import Membership, Organization

SUBJECT = "procedure"
FILED, REFUSAL_RECEIVED = "filed", "refusal_received"
"""What starts a term: filing with a body, and receipt of its refusal."""


def start(
    procedure: Procedure,
    kind: TermKind,
    organization: Organization,
    *,
    event: str,
    event_id: uuid.UUID,
    started_at: datetime,
    calendar: WorkingCalendar,
    by: Membership,
) -> Term:
    """A term of `organization` from the moment of its event on."""
    term = planned(kind, organization, started_at=started_at, calendar=calendar)
    term.subject_kind, term.subject_id = SUBJECT, procedure.pk
    term.event, term.event_id = event, event_id
    term.save_by(by, reason="started")
    return term


def planned(kind: TermKind, organization: Organization, *, started_at: datetime, calendar: WorkingCalendar) -> Term:
    """The term as it would run from this moment, unsaved; a body's is registered by the body's working hours."""
    registered = kind is not TermKind.REWORK
    term = Term(
        kind=kind,
        point=kind.point,
        length=kind.length,
        organization=organization,
        started_at=started_at,
        opens_at=organization.opens_at if registered else None,
        closes_at=organization.closes_at if registered else None,
    )
    count_days(term, calendar)
    plan_reminders(term, calendar, since=local_date(started_at))
    return term


def count_days(term: Term, calendar: WorkingCalendar) -> None:
    """Fill in the dates and the days that prove them from the stored facts alone; nothing is saved."""
    dates = dates_of(term.facts, calendar)
    for name, value in vars(dates).items():
        setattr(term, name, value)


def plan_reminders(term: Term, calendar: WorkingCalendar, *, since: date) -> None:
    """Set the next day on which the term is reminded of, from `since` on; nothing is saved."""
    rules = of_term(TermKind(term.kind))
    term.remind_on = next_reminder(rules, term.due_on, since, calendar) if term.due_on else None


def close(procedure: Procedure, *, at: datetime, by: Membership) -> Term | None:
    """End the procedure's running term by the act done at this moment."""
    term = Term.objects.of_subject(SUBJECT, procedure.pk).running().first()
    if term is not None:
        term.closed_at = at
        term.save_by(by, reason="closed", update_fields=["closed_at"])
    return term


def count_again(term: Term, calendar: WorkingCalendar, *, by: Membership | None, on: date) -> bool:
    """Recompute a term and, if a filing started it, that filing's registration; whether any of its dates moved.

    `on` is the day of the change.
    """
    before = term.dates
    reminders_moved = _recount(term, calendar, on=on)
    if term.dates == before:
        if reminders_moved:
            Term.objects.filter(pk=term.pk).update(remind_on=term.remind_on)
        return False
    term.save_by(by, reason="calendar changed")
    if (term.started_on, term.due_on, term.missing_year) == (before.started_on, before.due_on, before.missing_year):
        return False  # a day has another basis now
    consideration = Consideration.objects.get(pk=term.event_id)
    if term.event == FILED and consideration.registered_on != term.started_on:
        consideration.registered_on = term.started_on
        consideration.save_by(by, reason="calendar changed")
    return True


def _recount(term: Term, calendar: WorkingCalendar, *, on: date) -> bool:
    """Whether the next reminder moved. One still to be told is not lost, unless it was of another last day."""
    due_before, remind_before = term.due_on, term.remind_on
    count_days(term, calendar)
    untold = [remind_before] if remind_before and term.due_on == due_before else []
    plan_reminders(term, calendar, since=min([on, *untold]))
    return term.remind_on != remind_before
