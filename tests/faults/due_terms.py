"""Running terms of which somebody is to be reminded now, straight into the tables, and what is told of them."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from approvals.models import CalendarDay, CalendarYear, Procedure, Term
from approvals.rules.reminders import reminder_day
from approvals.rules.terms import TermKind
from approvals.workflow import State
from icv_portal.accounts.models import Membership, Organization, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import Email, InboxEntry
from tests.approvals.conftest import listed
from tests.factories import organizations
from tests.factories.organizations import SINCE

NEAR, TODAY, OVERDUE = "term_ends", "term_ends_today", "term_overdue"


class Told(NamedTuple):
    """One entry in one inbox."""

    procedure: uuid.UUID
    event: str
    reminded_on: str
    organization: uuid.UUID


class DueTerms:
    """So many terms of the authorized body, which has one head; one person signs for all the customers.

    Their last day is `days_over` working days before the last one of which reminders are told by now; nobody was
    reminded since `missed` working days before that last day.
    """

    def __init__(self, number: int, *, days_over: int = 0, missed: int = 0) -> None:
        self.body = organizations.authorized_body()
        organizations.member(self.body, Role.AUTHORIZED_BODY_HEAD)
        self.procedures = listed(number, state=State.WITH_AUTHORIZED_BODY, responsible=self.body)
        signatory = organizations.person(language="ru")
        Membership.objects.bulk_create(_signatory(procedure, signatory) for procedure in self.procedures)
        self.last_days = _working_days_until_now(days_over + missed + 1)
        due_on, since = self.last_days[missed], self.last_days[0]
        Term.objects.bulk_create(_term(procedure, self.body, due_on, since) for procedure in self.procedures)
        self.due_on = due_on

    def __len__(self) -> int:
        return len(self.procedures)

    def expected(self) -> Counter[Told]:
        """Once each: one day before, on the day, and every day after it."""
        return Counter(told for procedure in self.procedures for told in self._of(procedure))

    def _of(self, procedure: Procedure) -> Iterable[Told]:
        for day in self.last_days:
            event = NEAR if day < self.due_on else TODAY if day == self.due_on else OVERDUE
            organizations = [self.body.pk, *([procedure.customer_id] if event == OVERDUE else [])]
            for organization in organizations:
                yield Told(procedure.pk, event, f"{day:%d.%m.%Y}", organization)


def _working_days_until_now(number: int) -> list[date]:
    """The last ones whose reminders are told by now, whatever the clock of this machine says."""
    now = reminder_day(timezone.now())
    for year in range(now.year - 1, now.year + 2):
        CalendarYear.objects.get_or_create(year=year, defaults={"source": "test", "loaded_at": timezone.now()})
    calendar = CalendarDay.objects.calendar()
    days = (now - timedelta(days) for days in range(60))
    return sorted([day for day in days if calendar.is_working_day(day)][:number])


def _signatory(procedure: Procedure, user: User) -> Membership:
    return Membership(
        user=user, organization=procedure.customer, role=Role.SIGNATORY, position="Маман", valid_from=SINCE, basis="№ 1"
    )


def _term(procedure: Procedure, body: Organization, due_on: date, remind_on: date) -> Term:
    kind = TermKind.AUTHORIZED_BODY_CONSIDERATION
    return Term(
        subject_kind="procedure",
        subject_id=procedure.pk,
        event="filed",
        event_id=uuid.uuid4(),
        kind=kind,
        point=kind.point,
        length=kind.length,
        organization=body,
        started_at=timezone.now() - timedelta(40),
        started_on=due_on - timedelta(40),
        due_on=due_on,
        remind_on=remind_on,
    )


def told() -> Counter[Told]:
    entries = InboxEntry.objects.values_list("subject_id", "event", "facts", "organization_id")
    return Counter(Told(pk, event, dict(facts["en"])["Reminder of"], of) for pk, event, facts, of in entries)


def number_told() -> int:
    return InboxEntry.objects.count()


def number_sent() -> int:
    return Email.objects.filter(sent_at__isnull=False).count()


def is_all_told_and_sent() -> bool:
    nothing_due = not Term.objects.to_remind_of(reminder_day(timezone.now())).exists()
    return nothing_due and not InboxEntry.objects.unaddressed().exists() and number_sent() == Email.objects.count()


def message_ids(letters: Path) -> Collection[str]:
    return {str(message_from_bytes(file.read_bytes())["Message-ID"]) for file in letters.glob("*.eml")}
