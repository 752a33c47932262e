"""The second factor: who lacks one that their role asks for, and the trace of its being switched on and off."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from icv_portal.accounts.feeds import end_feeds_of
from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.tokens import end_tokens_of


def second_factor_missing(user: User, memberships: Iterable[Membership] | None = None) -> bool:
    """Whether one of the person's roles of today asks for a second factor and there is none.

    Whoever this holds for may do nothing but set one up: pages lead there, the API refuses. `memberships` are those in
    force, if they are known already; a query is made only for a person with such a role.
    """
    if not settings.SECOND_FACTOR_ROLES:
        return False
    if memberships is None:
        memberships = Membership.objects.filter(user=user).in_force(timezone.localdate())
    is_required = any(one.role in settings.SECOND_FACTOR_ROLES for one in memberships)
    return is_required and not is_mfa_enabled(user, [Authenticator.Type.TOTP])


def count_wrong_code(sender: type, request: HttpRequest, user: User, **_more: Any) -> None:
    """A wrong code counts as a failure to sign in; whoever is locked out by it begins anew, with the password."""
    user_login_failed.send(sender=sender, credentials={"email": user.email}, request=request)
    if getattr(request, "axes_locked_out", False):
        clear_login(request)


def trace_addition(sender: type, user: User, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        _trace(user, "second factor switched on")
        _write(user, "on")


def trace_removal(sender: type, user: User, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        _trace(user, "second factor switched off")
        _write(user, "off")


def trace_use(sender: type, user: User, authenticator: Authenticator, **_more: Any) -> None:
    """Of a recovery code only: each can be used once, so it is worth a line."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _trace(user, "recovery code used")


def trace_new_codes(sender: type, user: User, **_more: Any) -> None:
    _trace(user, "recovery codes made anew")


@transaction.atomic
def reset_second_factor(user: User, *, by: Membership) -> bool:
    """An administrator's help for whoever has lost both device and codes; False where there was nothing to reset.

    The person's tokens are revoked: what is lost may be in somebody else's hands.
    """
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    if not removed:
        return False
    reason = "second factor reset by an administrator"
    _trace(user, reason)
    end_tokens_of(user, by=by, reason=reason, at=timezone.now())
    end_feeds_of(user, by=by, reason=reason, at=timezone.now())
    _write(user, "reset")
    return True


def _trace(user: User, reason: str) -> None:
    """A line in the person's history, by whoever made the request."""
    person = User.objects.get(pk=user.pk)
    person._change_reason = reason  # type: ignore[attr-defined]  # what simple-history reads
    person.save()


def _write(user: User, what: str) -> None:
    context = {"user": user, "what": what, "at": timezone.now()}
    get_adapter().send_mail("mfa/email/second_factor_changed", user.email, context)
