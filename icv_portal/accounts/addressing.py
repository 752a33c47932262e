"""Who is written to about a notice: the people of its organisation who hold one of its roles now, each once.

Now is twice: when the e-mail is made, and when it is sent, which may be days later.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Subquery
from django.utils import timezone

from icv_portal.accounts.models import Membership, User
from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS, Email, InboxEntry

AT_ONCE = 100
"""Notices of one transaction."""


def address_notices(*, at: datetime) -> int:
    """Make the e-mails about every notice that has none yet; a second sweep at the same time takes other notices.

    About how many.
    """
    addressed = 0
    while some := _address_some(at):
        addressed += some
    return addressed


def _address_some(at: datetime) -> int:
    with transaction.atomic():
        entries = list(InboxEntry.objects.unaddressed().select_for_update(skip_locked=True)[:AT_ONCE])
        if not entries:
            return 0
        Email.objects.bulk_create(_emails(entries, at), ignore_conflicts=True)
        InboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(addressed_at=at)
        nudge(SEND_EMAILS)
    return len(entries)


def _emails(entries: list[InboxEntry], at: datetime) -> Iterator[Email]:
    memberships = list(_memberships_in_force(entries, at))
    for entry in entries:
        for user in _readers(entry, memberships):
            yield Email(
                key=f"{entry.key}:{user.pk}",
                entry=entry,
                user_id=user.pk,
                address=user.email,
                language=user.language,
                created_at=at,
                next_attempt_at=at,
            )


def _memberships_in_force(entries: list[InboxEntry], at: datetime) -> Iterable[Membership]:
    """Of all these organisations, on the day of the sweep: whoever has left since the notice may not read it."""
    of_organizations = Membership.objects.filter(organization_id__in={entry.organization_id for entry in entries})
    in_force = of_organizations.in_force(timezone.localdate(at)).filter(user__is_active=True)
    return in_force.select_related("user").order_by("user_id")


def _readers(entry: InboxEntry, memberships: list[Membership]) -> set[User]:
    return {
        membership.user
        for membership in memberships
        if membership.organization_id == entry.organization_id and membership.role in entry.roles
    }


def present_address(at: datetime) -> Subquery:
    """Of the person of an Email, if that person reads its notice on this day; for `outbox.readers.register`."""
    roles = ExpressionWrapper(OuterRef("entry__roles"), output_field=ArrayField(CharField(max_length=40)))
    memberships = Membership.objects.in_force(timezone.localdate(at)).filter(
        user_id=OuterRef("user_id"), user__is_active=True, organization_id=OuterRef("entry__organization_id")
    )
    readers = memberships.alias(roles=roles).filter(roles__contains=[F("role")])  # type: ignore[misc]  # an array
    return Subquery(readers.values("user__email")[:1])
