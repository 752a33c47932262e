"""Too many failures lock one account for one network address for a while; django-axes counts them.

What happens is the same whether the account exists or not: whoever it belongs to is looked for by the worker, later.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from icv_portal.accounts.client_address import client_address
from icv_portal.accounts.models import Membership, SignInLock, User
from icv_portal.jobs import nudge

logger = logging.getLogger(__name__)

TELL_OF_LOCKS = "icv_portal.accounts.tasks.tell_of_locks"
LONGEST_EMAIL = 254
LETTERS_APART = timedelta(days=1)
"""A stranger who fails on purpose again and again must not fill a person's mailbox."""
KEPT_FOR = timedelta(days=90)


def named(_request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The account somebody tries to sign in to, as axes counts it."""
    given = credentials or {}
    return str(given.get("email") or given.get("username") or "").strip().lower()[:LONGEST_EMAIL]


def nobody_in_particular(*_about_a_client: Any) -> str:
    """How axes calls a client in the log, which holds no personal data."""
    return "a client"


def keep_lock(sender: Any, request: HttpRequest, username: str, **_more: Any) -> None:
    """Axes tells of every attempt during a lock, too: the lock stays the one it was."""
    at = timezone.now()
    pair = {"email": username, "address": client_address(request)}
    if SignInLock.objects.in_force(at).filter(**pair).exists():
        return
    lock = SignInLock.objects.create(**pair, locked_at=at, until=at + settings.AXES_COOLOFF_TIME)
    logger.warning("Sign-in locked after too many failures: lock %s", lock.pk)
    nudge(TELL_OF_LOCKS)


def locked_page(
    request: HttpRequest, _response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What to do and until when, in place of whatever the attempt would have been answered."""
    at = timezone.now()
    locks = SignInLock.objects.in_force(at).filter(email=named(request, credentials), address=client_address(request))
    lock = locks.first()
    until = lock.until if lock else at + settings.AXES_COOLOFF_TIME
    answer = render(request, "account/locked.html", {"until": until}, status=429)
    answer.headers["Retry-After"] = str(int((until - at).total_seconds()) + 1)
    return answer


@transaction.atomic
def lift(lock: SignInLock, *, by: Membership | None, at: datetime) -> None:
    """That account may be tried again from that address; `by` is None when its person set a new password."""
    reset(ip=lock.address, username=lock.email)
    if lock.is_in_force(at):
        lock.lifted_at, lock.lifted_by = at, by.pk if by else None
        lock.save(update_fields=["lifted_at", "lifted_by"])
        logger.info("Sign-in lock %s lifted", lock.pk)


def lift_all_of(sender: Any, user: User, **_more: Any) -> None:
    """Whoever set a new password by letter has shown that the account is theirs."""
    at = timezone.now()
    reset(username=user.email)
    for lock in SignInLock.objects.in_force(at).filter(email=user.email):
        lift(lock, by=None, at=at)


def tell_of_locks(*, at: datetime) -> int:
    """Write to the people whose accounts were locked since the last sweep; of how many locks."""
    told = 0
    while _tell_of_one(at):
        told += 1
    return told


@transaction.atomic
def _tell_of_one(at: datetime) -> bool:
    lock = SignInLock.objects.unhandled().select_for_update(skip_locked=True).first()
    if lock is None:
        return False
    user = User.objects.filter(email=lock.email, is_active=True).first()
    if user and not SignInLock.objects.filter(email=lock.email, told_at__gt=at - LETTERS_APART).exists():
        get_adapter().send_mail("account/email/sign_in_locked", user.email, {"user": user, "lock": lock})
        lock.told_at = at
    lock.is_handled = True
    lock.save(update_fields=["is_handled", "told_at"])
    return True


def forget_old_locks(*, at: datetime) -> None:
    """What was counted and whom it locked is personal data: it is of no use after a while."""
    AccessAttempt.objects.filter(attempt_time__lt=at - KEPT_FOR).delete()
    SignInLock.objects.filter(locked_at__lt=at - KEPT_FOR).delete()
