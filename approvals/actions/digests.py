"""“Your day”: once on a working day, to whoever has chosen so, what is due soon and the notices not told at once."""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from approvals.models import CalendarDay, Procedure
from approvals.rules.reminders import time_left
from approvals.rules.terms import TIME_ZONE, local_date
from approvals.rules.working_days import CalendarNotLoaded, WorkingCalendar
from icv_portal.accounts.absences import inbox_roles
from icv_portal.accounts.models import Absence, DailyDigest, DailyNotice, Membership, User
from icv_portal.accounts.rules.notice_kinds import EmailChoice
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.state_labels import PROCEDURE_STATES
from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS, Email, InboxEntry, Wording

logger = logging.getLogger(__name__)

FROM = time(8, 30)
"""After the reminders of the day were told."""
AHEAD = 5
"""Working days: what ends within them is due soon."""
MOST_SHOWN = 30
"""Of each part; how many more there are is told."""
ACTING = frozenset(
    {
        Role.DRAFTER,
        Role.SIGNATORY,
        Role.REGULATOR_REVIEWER,
        Role.REGULATOR_HEAD,
        Role.AUTHORIZED_BODY_REVIEWER,
        Role.AUTHORIZED_BODY_HEAD,
    }
)
"""Of these roles something is asked; the others read."""


@dataclass(frozen=True)
class Due:
    """A program that waits for the person's organisation, as they read it."""

    customer: str
    period: str
    state: str
    due_on: date
    left: str
    link: str


@dataclass(frozen=True)
class Day:
    """What one e-mail tells; `more_due` and `more_notices` are beyond those shown."""

    day: date
    due: list[Due]
    more_due: int
    notices: list[tuple[Wording, str]]
    more_notices: int
    organizations: list[uuid.UUID]

    def __bool__(self) -> bool:
        return bool(self.due or self.notices)


def make_digests(at: datetime) -> int:
    """Write to each who has not been written to today; how many got something to read.

    Before 08:30 and on days off nobody is; where the year is not loaded, every day might be a working day.
    """
    today, calendar = local_date(at), CalendarDay.objects.calendar()
    if at.astimezone(TIME_ZONE).time() < FROM or _is_day_off(today, calendar):
        return 0
    written = 0
    for pk in _to_be_written_to(today):
        try:
            written += _write_to(pk, today, calendar, at)
        except (OperationalError, InterfaceError):  # the database is gone, for the others as well
            raise
        except Exception:  # those behind must not wait for its mending
            logger.exception("Person %s was not told of their day", pk)
    return written


def _to_be_written_to(today: date) -> list[uuid.UUID]:
    """Whoever has chosen it, or has something left to be told from when they had."""
    chosen = Q(reminder_emails=EmailChoice.DAILY) | Q(news_emails=EmailChoice.DAILY)
    left = Exists(DailyNotice.objects.untold().filter(user=OuterRef("pk")))
    users = User.objects.filter(chosen | left, is_active=True).exclude(daily_digests__day=today)
    return list(users.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _write_to(pk: uuid.UUID, today: date, calendar: WorkingCalendar, at: datetime) -> bool:
    """False for a day without anything to tell, or of which another worker has told."""
    user = User.objects.get(pk=pk)
    if not DailyDigest.begin(user, today, at=at):
        return False
    with translation.override(user.language):
        day = day_of(user, today, calendar)
        if day:
            _email(user, day, at).save(force_insert=True)
            nudge(SEND_EMAILS)
    DailyNotice.objects.untold().filter(user=user).update(told_at=at)
    return bool(day)


def day_of(user: User, today: date, calendar: WorkingCalendar) -> Day:
    """In the language that is active, over all the memberships of the person; what two of them share stands once."""
    memberships = list(Membership.objects.of_user(user, on=today))
    due = _due_ids(memberships, today, calendar)
    shown = Procedure.objects.filter(pk__in=due).order_by("sorts_on", "id")[:MOST_SHOWN]
    entries = _untold(user, memberships, today)
    return Day(
        day=today,
        due=[_due(procedure, today, calendar) for procedure in shown],
        more_due=max(len(due) - MOST_SHOWN, 0),
        notices=[(entry.as_read, settings.BASE_URL + entry.link) for entry in entries[:MOST_SHOWN]],
        more_notices=max(len(entries) - MOST_SHOWN, 0),
        organizations=sorted({membership.organization_id for membership in memberships}),
    )


def _due_ids(memberships: Iterable[Membership], today: date, calendar: WorkingCalendar) -> set[uuid.UUID]:
    """What waits for the organisations in which something is asked of the person, who is not away."""
    away = set(Absence.objects.on(today).values_list("membership_id", flat=True))
    found: set[uuid.UUID] = set()
    for membership in memberships:
        if membership.role in ACTING and membership.pk not in away:
            waiting = Procedure.objects.visible_to(membership).unfinished().waiting_for(membership.organization_id)
            soon = waiting.filter(sorts_on__lte=_horizon(today, calendar))
            found |= set(soon.order_by().values_list("pk", flat=True))
    return found


def _due(procedure: Procedure, today: date, calendar: WorkingCalendar) -> Due:
    assert procedure.due_on is not None
    return Due(
        customer=procedure.customer_name,
        period=procedure.period,
        state=str(PROCEDURE_STATES[procedure.state].text),
        due_on=procedure.due_on,
        left=_left(today, procedure.due_on, calendar),
        link=settings.BASE_URL + reverse("procedure", args=[procedure.pk]),
    )


def _untold(user: User, memberships: Iterable[Membership], today: date) -> list[InboxEntry]:
    """Those the person may still read; the oldest first."""
    read = {(one.organization_id, role) for one in memberships for role in inbox_roles(one, today)}
    waiting = DailyNotice.objects.untold().filter(user=user).select_related("entry")
    entries = [one.entry for one in waiting.order_by("entry__delivered_at", "entry_id")]
    return [entry for entry in entries if any((entry.organization_id, role) in read for role in entry.roles)]


def _left(today: date, due_on: date, calendar: WorkingCalendar) -> str:
    """Empty where the calendar of a year between is missing."""
    try:
        return time_left(today, due_on, calendar).in_language(translation.get_language() or "")
    except CalendarNotLoaded:
        return ""


def _horizon(today: date, calendar: WorkingCalendar) -> date:
    try:
        return calendar.end_of_term(today, AHEAD)
    except CalendarNotLoaded:
        return today + timedelta(days=AHEAD)


def _is_day_off(today: date, calendar: WorkingCalendar) -> bool:
    try:
        return not calendar.is_working_day(today)
    except CalendarNotLoaded:
        return False


def _email(user: User, day: Day, at: datetime) -> Email:
    context = {"day": day, "base_url": settings.BASE_URL}
    text, html = (render_to_string(f"approvals/email/your_day.{ending}", context) for ending in ("txt", "html"))
    subject = gettext("Your day, %(day)s: due soon %(due)d, notices %(notices)d") % {
        "day": f"{day.day:%d.%m.%Y}",
        "due": len(day.due) + day.more_due,
        "notices": len(day.notices) + day.more_notices,
    }
    return Email(
        key=f"digest:{user.pk}:{day.day}",
        user_id=user.pk,
        address=user.email,
        language=user.language,
        subject=subject,
        text=text,
        html=html,
        organizations=day.organizations,
        created_at=at,
        next_attempt_at=at,
    )
