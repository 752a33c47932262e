"""E-mails on their way: each is sent at least once, and one that cannot be sent stops no other.

An e-mail is tried in a transaction of its own, under a lock others skip. A process killed between the server's yes and
the commit sends it again with the same Message-ID. A server that cannot be reached, or that refuses the portal itself,
costs no e-mail an attempt: they all stay due. Whoever does not read a notice any more is not written to about it.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import takewhile

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from icv_portal.jobs import nudge
from icv_portal.outbox.messages import message_of
from icv_portal.outbox.models import ADDRESS_NOTICES, NO_READER, Email, InboxEntry
from icv_portal.outbox.readers import present_address
from icv_portal.outbox.refusals import in_words, is_permanent, is_the_servers, refuses_the_portal

logger = logging.getLogger(__name__)

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""Between one failed attempt and the next: about two days, then it has failed for good."""
MOST_AT_ONCE = 200
"""E-mails of one sweep; what is left is due for the next one."""


def send_due(now: Callable[[], datetime]) -> int:
    """Send what is due over one connection, MOST_AT_ONCE at most; how many were tried and leave nothing in the way."""
    began = now()
    if not Email.objects.due(began).exists():
        return 0
    connection = get_connection()
    try:
        connection.open()
        goes_on = (_send_next(connection, began, now) for _number in range(MOST_AT_ONCE))
        return sum(takewhile(bool, goes_on))
    except OSError as failure:  # smtplib's errors are among them
        logger.error("No e-mail can be sent now: %s", in_words(failure))
        return 0
    finally:
        _close(connection)


def _send_next(connection: BaseEmailBackend, began: datetime, now: Callable[[], datetime]) -> bool:
    """Try the next e-mail that nobody else is trying; False when there is none or the server is failing."""
    with transaction.atomic():
        email = _locked(began, at=now())
        if email is None:
            return False
        if not _has_reader(email):
            lost_its_reader(email, at=now())
            return True
        failure = _failure_of(email, connection)
        if failure is None:
            sent(email, at=now())
            return True
        logger.warning("E-mail %s was not sent: %s", email.pk, in_words(failure))
        failed(email, failure, at=now())
    return not is_the_servers(failure)


def _locked(began: datetime, *, at: datetime) -> Email | None:
    """The next e-mail; its person's address at this moment comes with it, in the same statement."""
    free = Email.objects.due(began).select_for_update(skip_locked=True, of=("self",)).select_related("entry")
    return free.annotate(present_address=present_address(at)).first()


def _has_reader(email: Email) -> bool:
    """What tells of organisations goes to a person's present address; other letters go where they were asked for."""
    if email.user_id is None or (email.entry is None and not email.organizations):
        return True
    present: str | None = email.present_address  # type: ignore[attr-defined]  # annotated above
    email.address = present or email.address
    return present is not None


def _failure_of(email: Email, connection: BaseEmailBackend) -> Exception | None:
    try:
        connection.send_messages([message_of(email)])
    except (OSError, ValueError) as failure:  # a ValueError is an address no header can hold
        return failure
    except Exception as failure:
        # A letter that cannot be written is a mistake of ours; the letters behind it must not wait for its mending.
        logger.exception("E-mail %s cannot be written", email.pk)
        return failure
    return None


def sent(email: Email, *, at: datetime) -> None:
    email.sent_at, email.next_attempt_at, email.last_error = at, None, ""
    email.attempts += 1
    _forget_texts(email)
    email.save()


def lost_its_reader(email: Email, *, at: datetime) -> None:
    """Its person has left since it was made, or stands in for nobody any more: the address is not to blame.

    Who is to be written to about the notice is asked again: whoever was away may be back.
    """
    email.failed_at, email.next_attempt_at, email.last_error = at, None, NO_READER
    _forget_texts(email)
    email.save()
    if email.entry is not None:
        InboxEntry.objects.filter(pk=email.entry.pk).update(addressed_at=None)
        nudge(ADDRESS_NOTICES)


def failed(email: Email, failure: Exception, *, at: datetime) -> None:
    """Keep why, and try again after a pause, unless the recipient was refused for good or it was the last attempt.

    Where the portal is refused it stays due, behind the others: one address with rules of its own stops nobody.
    """
    email.last_error = in_words(failure)
    if refuses_the_portal(failure):
        email.next_attempt_at = at
        email.save()
        return
    email.attempts += 1
    if is_permanent(failure) or email.attempts > len(PAUSES):
        email.failed_at, email.next_attempt_at = at, None
        _forget_texts(email)
    else:
        email.next_attempt_at = at + PAUSES[email.attempts - 1]
    email.save()


def _forget_texts(email: Email) -> None:
    """A letter without a notice holds the key to somebody's password: it is nowhere once nobody will send it."""
    email.text = email.html = ""


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError as failure:
        logger.info("The mail server did not say good-bye: %s", in_words(failure))
