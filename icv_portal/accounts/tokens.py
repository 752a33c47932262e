"""Issuing a token of the API, taking it back, and who may use it."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate, make_aware

from icv_portal.accounts.models import ApiToken, Membership, User
from icv_portal.accounts.models.tokens import SHOWN, new_secret
from icv_portal.accounts.rules.tokens import Scope

USE_TOLD_EVERY = timedelta(minutes=1)
"""The moment of the last use is exact to this, so that reading does not write each time."""


def issue_token(
    *, name: str, scopes: Collection[Scope], expires_at: datetime, by: Membership, at: datetime
) -> tuple[ApiToken, str]:
    """A token for the membership one acts in, and its secret, which is shown this once.

    Raises ValidationError for no name, no scope, or more than a year; PermissionDenied for a membership that is over.
    """
    if not by.is_in_force(localdate(at)):
        raise PermissionDenied
    secret = new_secret()
    token = ApiToken(
        membership=by,
        name=name.strip(),
        scopes=sorted(scopes),
        beginning=secret[:SHOWN],
        created_at=at,
        expires_at=expires_at,
    )
    token.full_clean(exclude=["sha256"])
    token.keep(secret)
    token.save_by(by, reason="issued")
    return token, secret


def end_of_day(day: date) -> datetime:
    """Until when a token is valid whose last day this is."""
    return make_aware(datetime.combine(day, time.max.replace(microsecond=0)))


@transaction.atomic
def revoke_token(token_id: uuid.UUID, *, by: Membership, at: datetime) -> ApiToken:
    """The token opens nothing from now on; doing so again changes nothing. DoesNotExist for somebody else's."""
    return end_token(ApiToken.objects.select_for_update().get(pk=token_id, membership__user=by.user), by=by, at=at)


def end_token(token: ApiToken, *, by: Membership, at: datetime) -> ApiToken:
    """For an administrator of the portal, who may take back anybody's."""
    if token.revoked_at is None:
        token.revoked_at = at
        token.save_by(by, reason="revoked")
    return token


@transaction.atomic
def end_tokens_of(person: User, *, by: Membership | None, reason: str, at: datetime) -> None:
    """Every one in force, of every membership: whoever had got into the account may have issued some."""
    for token in ApiToken.objects.in_force(at).of_person(person).select_for_update(of=("self",)):
        token.revoked_at = at
        token.save_by(by, reason=reason)


def token_of_secret(secret: str, *, at: datetime) -> ApiToken | None:
    """The token this secret opens, with its membership; None for an unknown, old or revoked one, and for whose owner
    may no longer act."""
    tokens = ApiToken.objects.in_force(at).of_secret(secret).filter(membership__user__is_active=True)
    token = tokens.select_related("membership__user", "membership__organization").first()
    if token is None or not token.membership.is_in_force(localdate(at)):
        return None
    return token


def tell_use(token: ApiToken, *, at: datetime) -> None:
    """A use is no change anybody decided: it leaves no row in the history."""
    if token.last_used_at is None or token.last_used_at < at - USE_TOLD_EVERY:
        token.last_used_at = at
        token.save_unnoticed(update_fields=["last_used_at"])
