"""Reminders of what ends: 5 and 1 working days before the last day, on it, and on every working day after it.

A body's term in danger goes up: to the deputies of its head from the last working day but one, to the administrators
of the portal on the first working day after it, to oversight on the third. Nothing in the Rules asks for reminders,
and they decide nothing: a missed term stays a missed term. A reminder belongs to a day, so a run that was missed is
made up for day by day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from approvals.rules.notices import Event
from approvals.rules.terms import TIME_ZONE, TermKind
from approvals.rules.working_days import ONE_DAY, CalendarNotLoaded, WorkingCalendar, days_from
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.notice_kinds import NoticeKind
from icv_portal.accounts.rules.roles import Role

OFFICES_OPEN = time(8)


class Party(StrEnum):
    """The state body is the one that considers the program or, during rework, the one that refused it; of operators
    of the portal and of oversight bodies all are told."""

    CUSTOMER = "customer"
    BODY = "body"
    PORTAL = "portal"
    OVERSIGHT = "oversight"


@dataclass(frozen=True)
class Recipients:
    """The people of a party who hold one of `roles`; of a body's roles those count which that body has."""

    party: Party
    roles: frozenset[Role]
    kind: NoticeKind = NoticeKind.REMINDER


@dataclass(frozen=True)
class ReminderRule:
    """`working_days` before the last day, after it where negative; None: on every working day after it."""

    working_days: int | None
    event: Event
    to: tuple[Recipients, ...]

    @property
    def is_told_once(self) -> bool:
        """From its day on: who was not told on that day, say because a year was not loaded, is told later."""
        return self.working_days is not None and self.working_days < 0

    @property
    def name(self) -> str:
        """Stands in the key of what is told."""
        return "overdue" if self.working_days is None else str(self.working_days)


@dataclass(frozen=True)
class Reminder:
    rule: ReminderRule
    day: date


Rules = tuple[ReminderRule, ...]

HEADS = frozenset({Role.REGULATOR_HEAD, Role.AUTHORIZED_BODY_HEAD})
REVIEWERS = frozenset({Role.REGULATOR_REVIEWER, Role.AUTHORIZED_BODY_REVIEWER})
BODY, ITS_HEAD = Recipients(Party.BODY, REVIEWERS | HEADS), Recipients(Party.BODY, HEADS)
BODY_IN_DANGER = Recipients(Party.BODY, REVIEWERS | HEADS, NoticeKind.ESCALATION)
HEAD_IN_DANGER = Recipients(Party.BODY, HEADS, NoticeKind.ESCALATION)
ADMINISTRATORS = Recipients(Party.PORTAL, frozenset({Role.PORTAL_ADMINISTRATOR}), NoticeKind.ESCALATION)
AUDITORS = Recipients(Party.OVERSIGHT, frozenset({Role.AUDITOR}), NoticeKind.ESCALATION)
CUSTOMER = Recipients(Party.CUSTOMER, frozenset({Role.DRAFTER, Role.SIGNATORY}))
ITS_SIGNATORY = Recipients(Party.CUSTOMER, frozenset({Role.SIGNATORY}))

OF_CONSIDERATION: Rules = (
    ReminderRule(5, Event.TERM_ENDS, (BODY,)),
    ReminderRule(1, Event.TERM_ENDS, (BODY_IN_DANGER,)),
    ReminderRule(0, Event.TERM_ENDS_TODAY, (BODY_IN_DANGER,)),
    ReminderRule(None, Event.TERM_OVERDUE, (HEAD_IN_DANGER, ITS_SIGNATORY)),
    ReminderRule(-1, Event.TERM_MISSED, (ADMINISTRATORS,)),
    ReminderRule(-3, Event.TERM_OVERDUE, (AUDITORS,)),
)
OF_REWORK: Rules = (
    ReminderRule(5, Event.TERM_ENDS, (CUSTOMER,)),
    ReminderRule(1, Event.TERM_ENDS, (CUSTOMER,)),
    ReminderRule(0, Event.TERM_ENDS_TODAY, (CUSTOMER,)),
    ReminderRule(None, Event.TERM_OVERDUE, (ITS_SIGNATORY, ITS_HEAD)),
)
OF_ADOPTION: Rules = (
    ReminderRule(5, Event.ADOPTION_NEAR, (CUSTOMER,)),
    ReminderRule(1, Event.ADOPTION_NEAR, (CUSTOMER,)),
    ReminderRule(0, Event.ADOPTION_TODAY, (CUSTOMER,)),
    ReminderRule(None, Event.ADOPTION_OVERDUE, (ITS_SIGNATORY,)),
)

LAST_WORKING_DAY = Label(
    kk="бүгін соңғы жұмыс күні", ru="сегодня последний рабочий день", en="today is the last working day"
)
NO_WORKING_DAY = Label(kk="жұмыс күні қалмады", ru="рабочих дней не осталось", en="no working day is left")


def of_term(kind: TermKind) -> Rules:
    return OF_REWORK if kind is TermKind.REWORK else OF_CONSIDERATION


def reminder_day(at: datetime) -> date:
    """The latest day whose reminders may be told at that moment: a day's own from 08:00 in Kazakhstan on."""
    local = at.astimezone(TIME_ZONE)
    return local.date() if local.time() >= OFFICES_OPEN else local.date() - ONE_DAY


def due_reminders(rules: Rules, due_on: date, since: date, today: date, calendar: WorkingCalendar) -> list[Reminder]:
    """Every reminder whose day lies from `since` to `today`, in order of their days; those told once with each that is
    overdue, from their day on.

    Days in a year nobody has entered are left out: whether anybody works then is unknown.
    """
    single = list(_single_days(rules, due_on, calendar))
    found = [Reminder(rule, day) for rule, day in single if since <= day <= today and not rule.is_told_once]
    for day in days_from(max(since, due_on + ONE_DAY), today + ONE_DAY):
        if day.year in calendar.years and calendar.is_working_day(day):
            found += [Reminder(rule, day) for rule in rules if rule.working_days is None]
    if any(reminder.rule.working_days is None for reminder in found):
        found += [Reminder(rule, day) for rule, day in single if day <= today and rule.is_told_once]
    return sorted(found, key=lambda reminder: reminder.day)


def next_reminder(rules: Rules, due_on: date, since: date, calendar: WorkingCalendar) -> date | None:
    """The first day from `since` on that has a reminder; None while the calendar it takes is missing."""
    days = [day for _rule, day in _single_days(rules, due_on, calendar) if day >= since]
    overdue = _known(calendar.first_working_day_on_or_after, max(since, due_on + ONE_DAY))
    return min([*days, *([overdue] if overdue else [])], default=None)


def _single_days(rules: Rules, due_on: date, calendar: WorkingCalendar) -> Iterator[tuple[ReminderRule, date]]:
    """A last day on which nobody works, such as a Sunday 30 November, is reminded of from the working day before it."""
    for rule in rules:
        if rule.working_days is not None:
            find = calendar.latest_start if rule.working_days >= 0 else calendar.end_of_term
            day = _known(find, due_on, abs(rule.working_days))
            if day is not None:
                yield rule, day


def _known(find: Callable[..., date], *arguments: object) -> date | None:
    """What the calendar answers; None where it has not been entered."""
    try:
        return find(*arguments)
    except CalendarNotLoaded:
        return None


def time_left(today: date, due_on: date, calendar: WorkingCalendar) -> Label:
    """How far off the last day is, or how long it is over, in words; raises CalendarNotLoaded."""
    days = calendar.working_days_left(today, due_on)
    if days > 0:
        return _left(days)
    if days < 0:
        return _overdue(-days)
    return LAST_WORKING_DAY if calendar.is_working_day(today) else NO_WORKING_DAY


def _left(days: int) -> Label:
    remained = "остался" if _in_russian(days) == "рабочий день" else "осталось"
    return Label(
        kk=f"{days} жұмыс күні қалды",
        ru=f"{remained} {days} {_in_russian(days)}",
        en=f"{days} {_in_english(days)} left",
    )


def _overdue(days: int) -> Label:
    return Label(
        kk=f"{days} жұмыс күніне кешіктірілді",
        ru=f"просрочено на {days} {_in_russian(days)}",
        en=f"overdue by {days} {_in_english(days)}",
    )


def _in_russian(days: int) -> str:
    """21 goes like 1, and 22 like 2, but 11 to 14 go like 5."""
    if days % 100 in range(11, 15):
        return "рабочих дней"
    return {1: "рабочий день", 2: "рабочих дня", 3: "рабочих дня", 4: "рабочих дня"}.get(days % 10, "рабочих дней")


def _in_english(days: int) -> str:
    return "working day" if days == 1 else "working days"
