"""E-mails that came back: shown to whoever can mend the address, and to whoever sent the notice. They stop no term."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from icv_portal.accounts.models import Membership, Organization, User
from icv_portal.outbox.models import Email, InboxEntry

MOST = 100
"""More than so many are neither shown nor counted."""
LONG = timedelta(hours=1)
"""An e-mail due, or a notice without its e-mails, for so long means that the worker or the mail server is down."""


@dataclass(frozen=True)
class DeadAddress:
    """A person whose e-mails come back, and since when."""

    full_name: str
    address: str
    since: datetime


@dataclass(frozen=True)
class Unreached:
    """A notice in an organisation's inbox, and how many people there did not get the e-mail about it."""

    organization: Organization
    entry: InboxEntry
    people: int


@dataclass(frozen=True)
class EmailAlarm:
    """Addresses of people that take no e-mails, and e-mails due for LONG; each is counted up to MOST.

    A notice of which no e-mails were made for LONG waits as one.
    """

    returned: int
    waiting: int

    def __bool__(self) -> bool:
        return bool(self.returned or self.waiting)


def dead_addresses(organization_id: UUID, *, at: datetime) -> list[DeadAddress]:
    """Of the people with a membership in this organisation that day, by name. Two queries."""
    in_force = Membership.objects.in_force(timezone.localdate(at)).filter(organization_id=organization_id)
    people = User.objects.filter(is_active=True, pk__in=in_force.values("user_id"))
    since = _returned_since({person.email for person in people})
    return [
        DeadAddress(person.full_name, person.email, since[person.email]) for person in people if person.email in since
    ]


def _returned_since(addresses: set[str]) -> dict[str, datetime]:
    returned = Email.objects.returned().filter(address__in=addresses).values("address")
    return dict(returned.annotate(since=Min("failed_at")).values_list("address", "since"))


def unreached(subject_id: UUID, sender_id: UUID) -> list[Unreached]:
    """Notices of this organisation's acts about one subject whose e-mails failed, the oldest first.

    One query for a subject without any, as nearly all are, else three.
    """
    came_back = Email.objects.came_back().filter(entry__subject_id=subject_id, entry__sender_id=sender_id)
    oldest_first = came_back.order_by("entry__delivered_at", "entry_id")
    people = Counter(oldest_first.values_list("entry_id", flat=True)[:MOST])
    entries = InboxEntry.objects.in_bulk(people)
    organizations = Organization.objects.in_bulk({entry.organization_id for entry in entries.values()})
    return [Unreached(organizations[entries[pk].organization_id], entries[pk], many) for pk, many in people.items()]


def email_alarm(*, at: datetime) -> EmailAlarm:
    """What an administrator is alarmed about; an address nobody signs in with any more is none. Three queries."""
    in_use = User.objects.filter(is_active=True).values("email")
    returned = Email.objects.returned().filter(address__in=in_use).values("address").distinct()
    unaddressed = InboxEntry.objects.unaddressed().filter(delivered_at__lte=at - LONG)
    waiting = Email.objects.overdue(at - LONG)[:MOST].count() + unaddressed[:MOST].count()
    return EmailAlarm(returned=returned[:MOST].count(), waiting=min(waiting, MOST))
