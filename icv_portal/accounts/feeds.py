"""Making the private address of a calendar, taking it back, and noticing that it is used."""

import secrets
import uuid
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from icv_portal.accounts.models import CalendarFeed, Membership, User
from icv_portal.accounts.models.tokens import sha256_of_secret
from icv_portal.accounts.rules.roles import OrganizationKind

WITH_TERMS = (OrganizationKind.BIG_CUSTOMER, OrganizationKind.REGULATOR, OrganizationKind.AUTHORIZED_BODY)
"""Of other organisations no term is asked."""
USE_TOLD_EVERY = timedelta(hours=1)


def may_have_feed(membership: Membership | None) -> bool:
    return membership is not None and membership.kind in WITH_TERMS


def issue_feed(*, whole_organization: bool, by: Membership, at: datetime) -> tuple[CalendarFeed, str]:
    """A feed and the secret of its address, which is shown this once."""
    if not may_have_feed(by) or not by.is_in_force(localdate(at)):
        raise PermissionDenied
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed(
        membership=by, whole_organization=whole_organization, sha256=sha256_of_secret(secret), created_at=at
    )
    feed.save_by(by, reason="issued", at=at)
    return feed, secret


@transaction.atomic
def revoke_feed(feed_id: uuid.UUID, *, by: Membership, at: datetime) -> CalendarFeed:
    """The address opens nothing from now on; doing so again changes nothing. DoesNotExist for somebody else's."""
    return end_feed(CalendarFeed.objects.kept_by(by).select_for_update(of=("self",)).get(pk=feed_id), by=by, at=at)


def end_feed(feed: CalendarFeed, *, by: Membership, at: datetime) -> CalendarFeed:
    """For an administrator of the portal, who may take back anybody's."""
    if feed.revoked_at is None:
        feed.revoked_at = at
        feed.save_by(by, reason="revoked", at=at)
    return feed


@transaction.atomic
def end_feeds_of(person: User, *, by: Membership | None, reason: str, at: datetime) -> None:
    """Whoever had got into the account may have made some."""
    for feed in CalendarFeed.objects.filter(membership__user=person, revoked_at=None).select_for_update(of=("self",)):
        feed.revoked_at = at
        feed.save_by(by, reason=reason, at=at)


def tell_use(feed: CalendarFeed, *, at: datetime) -> None:
    if feed.last_used_at is None or feed.last_used_at < at - USE_TOLD_EVERY:
        feed.last_used_at = at
        feed.save_unnoticed(update_fields=["last_used_at"])
