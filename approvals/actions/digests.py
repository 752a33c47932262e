"""“Your day”: once on a working day, to whoever has chosen so, what is due soon and the notices since the last time."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from approvals.models import CalendarDay, Procedure
from approvals.rules.reminders import time_left
from approvals.rules.terms import TIME_ZONE, local_date
from approvals.rules.working_days import CalendarNotLoaded, WorkingCalendar
from icv_portal.accounts.absences import inbox_roles
from icv_portal.accounts.models import DailyDigest, Membership, User
from icv_portal.accounts.rules.notice_kinds import EmailChoice
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.state_labels import PROCEDURE_STATES
from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS, Email, InboxEntry, Wording

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

    def __bool__(self) -> bool:
        return bool(self.due or self.notices)


def make_digests(at: datetime) -> int:
    """Write to each who has not been written to today; how many got something to read.

    Before 08:30 and on days off nobody is; where the year is not loaded, every day might be a working day.
    """
    today, calendar = local_date(at), CalendarDay.objects.calendar()
    if at.astimezone(TIME_ZONE).time() < FROM or _is_day_off(today, calendar):
        return 0
    chosen = Q(reminder_emails=EmailChoice.DAILY) | Q(news_emails=EmailChoice.DAILY)
    users = User.objects.filter(chosen, is_active=True).exclude(daily_digests__day=today).order_by("pk")
    return sum(_write_to(pk, today, calendar, at) for pk in users.values_list("pk", flat=True))


@transaction.atomic
def _write_to(pk: uuid.UUID, today: date, calendar: WorkingCalendar, at: datetime) -> bool:
    """False for a day without anything to tell, or of which another worker has told."""
    user = User.objects.get(pk=pk)
    last = user.daily_digests.order_by("-made_at").first()
    if not DailyDigest.begin(user, today, at=at):
        return False
    since = last.made_at if last else at - timedelta(days=1)
    with translation.override(user.language):
        day = day_of(user, today, calendar, since=since, until=at)
        if day:
            _email(user, day, at).save(force_insert=True)
            nudge(SEND_EMAILS)
    return bool(day)


def day_of(user: User, today: date, calendar: WorkingCalendar, *, since: datetime, until: datetime) -> Day:
    """In the language that is active, over all the memberships of the person; what two of them share stands once."""
    memberships = list(Membership.objects.of_user(user, on=today))
    due = list({one.link: one for membership in memberships for one in _due(membership, today, calendar)}.values())
    entries = {one.pk: one for membership in memberships for one in _new(membership, user, today, since, until)}
    notices = [(entry.as_read, settings.BASE_URL + entry.link) for entry in entries.values()]
    return Day(
        day=today,
        due=sorted(due, key=lambda one: one.due_on)[:MOST_SHOWN],
        more_due=max(len(due) - MOST_SHOWN, 0),
        notices=notices[:MOST_SHOWN],
        more_notices=max(len(notices) - MOST_SHOWN, 0),
    )


def _due(membership: Membership, today: date, calendar: WorkingCalendar) -> Iterator[Due]:
    if membership.role not in ACTING:
        return
    waiting = Procedure.objects.visible_to(membership).unfinished().waiting_for(membership.organization_id)
    soon = waiting.filter(due_on__lte=_horizon(today, calendar)).order_by("due_on", "id")
    for procedure in soon[: MOST_SHOWN * 4]:
        assert procedure.due_on is not None
        yield Due(
            customer=procedure.customer_name,
            period=procedure.period,
            state=str(PROCEDURE_STATES[procedure.state].text),
            due_on=procedure.due_on,
            left=_left(today, procedure.due_on, calendar),
            link=settings.BASE_URL + reverse("procedure", args=[procedure.pk]),
        )


def _new(membership: Membership, user: User, today: date, since: datetime, until: datetime) -> QuerySet[InboxEntry]:
    """Notices of the kinds the person wants once a day."""
    roles: Collection[str] = inbox_roles(membership, today)
    addressed = InboxEntry.objects.addressed_to(organization_id=membership.organization_id, roles=roles)
    new = addressed.filter(kind__in=user.daily_kinds, delivered_at__gt=since, delivered_at__lte=until)
    return new.order_by("delivered_at", "id")[: MOST_SHOWN * 4]


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
        for_members=True,
        created_at=at,
        next_attempt_at=at,
    )
