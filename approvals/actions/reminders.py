"""Reminders as they are told: what is due and was not told yet, each term in a short transaction of its own.

`remind_on` is the next day with a reminder, set with the last day and moved on with every reminder told. It is a mark
of this sweep and no fact of the term: it is written with update(), which leaves no row in the history.
"""

import logging
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet

from approvals import notifications
from approvals.actions import terms
from approvals.models import CalendarDay, Procedure, Term
from approvals.models.procedures import ProcedureQuerySet
from approvals.rules.reminders import (
    OF_ADOPTION,
    Party,
    Recipients,
    Reminder,
    ReminderRule,
    due_reminders,
    next_reminder,
    of_term,
    reminder_day,
    time_left,
)
from approvals.rules.route import BodyKind
from approvals.rules.terms import TermKind, local_date
from approvals.rules.working_days import ONE_DAY, CalendarNotLoaded, WorkingCalendar
from approvals.workflow import State
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.roles import ROLES_OF, OrganizationKind
from icv_portal.outbox.models import deliver

logger = logging.getLogger(__name__)

AT_A_TIME = 5_000
"""Ids read in one go: a million due terms cost no memory."""
Parties = Mapping[Party, Collection[Organization]]


def remind_of_terms(at: datetime) -> int:
    """Tell what is due about running terms; how many terms were reminded of."""
    due = Term.objects.to_remind_of(reminder_day(at)).filter(subject_kind=terms.SUBJECT)
    return _remind_of_each(due, _remind_of_term, at)


def remind_of_adoptions(at: datetime) -> int:
    """Tell what is due about agreed programs that wait for their adoption (p. 17); how many were reminded of."""
    return _remind_of_each(Procedure.objects.to_remind_of(reminder_day(at)), _remind_of_adoption, at)


def _remind_of_each(due: QuerySet[Any], remind: Callable[[uuid.UUID, datetime], bool], at: datetime) -> int:
    """One that fails is logged and stays due: those behind it are reminded of all the same."""
    reminded = 0
    for pk in due.values_list("pk", flat=True).iterator(chunk_size=AT_A_TIME):
        try:
            reminded += remind(pk, at)
        except (OperationalError, InterfaceError):  # the database is gone, for the others as well
            raise
        except Exception:
            logger.exception("%s %s was not reminded of", due.model.__name__, pk)
    return reminded


@transaction.atomic
def _remind_of_term(pk: uuid.UUID, at: datetime) -> bool:
    """False when the term was closed, moved or told of meanwhile, or is being so by somebody right now."""
    today = reminder_day(at)
    procedure = _lock(Procedure.objects.filter(pk__in=Term.objects.filter(pk=pk).values("subject_id")))
    term = Term.objects.to_remind_of(today).filter(pk=pk).select_related("organization").first()
    if procedure is None or term is None or term.due_on is None or term.remind_on is None:
        return False
    kind, calendar = TermKind(term.kind), CalendarDay.objects.calendar()
    values = {
        "term": kind.label,
        "organization": notifications.name_of(term.organization),
        "point": term.point,
        "due_on": notifications.day(term.due_on),
        "left": _time_left(at, term.due_on, calendar),
    }
    due = due_reminders(of_term(kind), term.due_on, term.remind_on, today, calendar)
    parties = {Party.CUSTOMER: [procedure.customer], Party.BODY: [_body(procedure, term)], **_watchers(due, today)}
    ends = notifications.end_of_term(procedure, term)
    for reminder in due:
        _tell(procedure, reminder, parties, subject=term.pk, ends=ends, values=values, at=at)
    following = next_reminder(of_term(kind), term.due_on, today + ONE_DAY, calendar)
    Term.objects.filter(pk=pk).update(remind_on=following)
    return True


@transaction.atomic
def _remind_of_adoption(pk: uuid.UUID, at: datetime) -> bool:
    """False when the program was adopted, withdrawn or told of meanwhile, or is being so by somebody right now."""
    today = reminder_day(at)
    procedure = _lock(Procedure.objects.to_remind_of(today).filter(pk=pk))
    if procedure is None or procedure.due_on is None or procedure.remind_on is None:
        return False
    calendar = CalendarDay.objects.calendar()
    values = {
        "due_on": notifications.day(procedure.due_on),
        "left": _time_left(at, procedure.due_on, calendar),
    }
    parties = {Party.CUSTOMER: [procedure.customer]}
    ends = notifications.end_of_adoption(procedure)
    for reminder in due_reminders(OF_ADOPTION, procedure.due_on, procedure.remind_on, today, calendar):
        _tell(procedure, reminder, parties, subject=pk, ends=ends, values=values, at=at)
    plan_adoption(procedure, calendar, since=today + ONE_DAY)
    Procedure.objects.filter(pk=pk).update(remind_on=procedure.remind_on)
    return True


def plan_adoption(procedure: Procedure, calendar: WorkingCalendar, *, since: date) -> None:
    """Set the next day on which the adoption is reminded of, from `since` on; nothing is saved."""
    assert procedure.due_on is not None
    procedure.remind_on = next_reminder(OF_ADOPTION, procedure.due_on, since, calendar)


def plan_adoptions_again(calendar: WorkingCalendar, *, at: datetime) -> None:
    """After a change of the calendar, which no step and no sweep runs beside: the dates stay, the reminders move."""
    today = local_date(at)
    for procedure in Procedure.objects.filter(state=State.AGREED, due_on__isnull=False).iterator(chunk_size=500):
        before = procedure.remind_on
        plan_adoption(procedure, calendar, since=min(before or today, today))
        if procedure.remind_on != before:
            Procedure.objects.filter(pk=procedure.pk).update(remind_on=procedure.remind_on)


def _lock(procedures: ProcedureQuerySet) -> Procedure | None:
    """The procedure as every step locks it, after the calendar; None when somebody has it: the next run sees it again.

    Terms change under the lock of their procedure alone, so they need none of their own.
    """
    CalendarDay.objects.hold()
    free = procedures.select_for_update(skip_locked=True, of=("self",))
    return free.select_related("customer").first()


def _body(procedure: Procedure, term: Term) -> Organization:
    """The body whose term it is; during rework the one that refused."""
    if term.kind == TermKind.REWORK:
        return procedure.body(BodyKind(procedure.refused_by))
    return term.organization


def _time_left(at: datetime, due_on: date, calendar: WorkingCalendar) -> Label:
    """As of the day it is told, which may be later than the day the reminder was due."""
    try:
        return time_left(local_date(at), due_on, calendar)
    except CalendarNotLoaded as missing:
        return notifications.CANNOT_BE_COMPUTED.format(year=missing.year)


def _tell(
    procedure: Procedure,
    reminder: Reminder,
    parties: Parties,
    *,
    subject: uuid.UUID,
    ends: notifications.Ending | None,
    values: Mapping[str, object],
    at: datetime,
) -> None:
    """The last day stands in the key: a term that moved is reminded of anew. Calendars want no day that is over."""
    assert ends is not None
    values = {**values, "reminded_on": notifications.day(reminder.day)}
    told = []
    for recipients, organization in _addressees(reminder.rule, parties):
        told_on = "" if reminder.rule.is_told_once else f":{reminder.day}"
        key = f"{subject}:{ends.on}:{reminder.rule.name}{told_on}:{organization.pk}"
        if recipients.party is Party.PORTAL:
            told.append(notifications.term_missed(procedure, organization, key=key, values=values, at=at))
            continue
        one = notifications.notice(
            procedure,
            organization,
            reminder.rule.event,
            key=key,
            at=at,
            values=values,
            roles=recipients.roles & ROLES_OF[OrganizationKind(organization.kind)],
            kind=recipients.kind,
            ends=ends if ends.on >= local_date(at) else None,
        )
        told.append(one)
    deliver(*told)


def _addressees(rule: ReminderRule, parties: Parties) -> Iterator[tuple[Recipients, Organization]]:
    for recipients in rule.to:
        for organization in parties[recipients.party]:
            yield recipients, organization


def _watchers(due: Iterable[Reminder], on: date) -> Parties:
    """Operators and oversight bodies, if any of them is to be told."""
    kinds = {Party.PORTAL: OrganizationKind.PORTAL, Party.OVERSIGHT: OrganizationKind.OVERSIGHT}
    told = {recipients.party for reminder in due for recipients in reminder.rule.to}
    still_there = Q(closed_on=None) | Q(closed_on__gt=on)
    return {
        party: list(Organization.objects.filter(still_there, kind=kind))
        for party, kind in kinds.items()
        if party in told
    }
