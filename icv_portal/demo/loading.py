"""The whole demo in one transaction, on a database nobody uses yet."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from approvals.actions.reminders import remind_of_adoptions, remind_of_terms
from approvals.models import CalendarDay
from icv_portal.accounts.absences import enter_absence
from icv_portal.accounts.models import User
from icv_portal.accounts.rules.notice_kinds import EmailChoice
from icv_portal.accounts.rules.roles import Role
from icv_portal.demo.histories import Histories
from icv_portal.demo.moments import Present
from icv_portal.demo.organizations import ENTERED_AT, load_organizations
from icv_portal.demo.people import Members, load_people, sign_ins
from icv_portal.demo.story import Storyteller
from icv_portal.demo.workbooks import send_workbooks
from icv_portal.outbox.models import InboxEntry
from programs.models import Program

DAYS_OF_REMINDERS = 30
"""Working days; the longest term of the demo began earlier, and what it was reminded of then is left out."""


class DatabaseNotEmpty(Exception):
    """There are people in the database: demo accounts with a public password have no place beside them."""


@transaction.atomic
def load(*, at: datetime) -> None:
    """Load everything as it would stand at this moment; raises DatabaseNotEmpty."""
    if User.objects.exists():
        raise DatabaseNotEmpty
    present = Present.at(at, CalendarDay.objects.calendar())
    organizations = load_organizations()
    members = load_people(organizations)
    Histories(Storyteller(organizations, members), present).all()
    _send_workbooks(members, at=at)
    _send_somebody_on_leave(members, at=at - timedelta(minutes=5))
    _remind_day_by_day(present, now=at)
    _leave_old_notices_to_the_inbox(present)


def _send_workbooks(members: Members, *, at: datetime) -> None:
    """Just now, for they are kept for a few days only."""
    drafter, signatory = (members["qarlygash", role] for role in (Role.DRAFTER, Role.SIGNATORY))
    program = Program.objects.select_related("customer").get(customer=drafter.organization_id)
    send_workbooks(program, by=signatory, colleague=drafter, at=at)


def _send_somebody_on_leave(members: Members, *, at: datetime) -> None:
    """A reviewer of the authorized body, from today on; and a drafter who is told of reminders once a day."""
    reviewer, head = (
        members["authorized-body", role] for role in (Role.AUTHORIZED_BODY_REVIEWER, Role.AUTHORIZED_BODY_HEAD)
    )
    today = localdate(at)
    enter_absence(
        membership=reviewer, first_day=today, last_day=today + timedelta(days=13), substitute=head, by=head, at=at
    )
    drafter = members["kunqala", Role.DRAFTER].user
    drafter.reminder_emails = EmailChoice.DAILY
    drafter.save_by(None, reason="demo", at=ENTERED_AT)


def _remind_day_by_day(present: Present, *, now: datetime) -> None:
    """What the sweeps would have told on the mornings of the last weeks."""
    for working_days in range(DAYS_OF_REMINDERS, -1, -1):
        morning = present.ago(working_days, "08:05")
        if morning <= now:
            remind_of_terms(morning)
            remind_of_adoptions(morning)


def _leave_old_notices_to_the_inbox(present: Present) -> None:
    """E-mails are sent about the last days only: nobody wants a hundred at once about what happened weeks ago."""
    old = InboxEntry.objects.unaddressed().filter(delivered_at__lt=present.ago(2, "00:00"))
    old.update(addressed_at=F("delivered_at"))


def is_loaded() -> bool:
    """Whether the demo's people are among those of the database."""
    return User.objects.filter(email__in=[shown.email for shown in sign_ins()]).exists()
