"""E-mails on their way: each is sent at least once, and one that cannot be sent stops no other.

An e-mail is tried in a transaction of its own, under a lock others skip. A process killed between the server's yes and
the commit sends it again with the same Message-ID. A server that cannot be reached costs no e-mail an attempt: they all
stay due.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from icv_portal.outbox.messages import message_of
from icv_portal.outbox.models import Email

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
CLOSING = 421
"""The server's "not available, closing the channel" (RFC 5321, 4.2.1)."""


def send_due(now: Callable[[], datetime]) -> bool:
    """Send what is due over one connection; whether more is left than one sweep takes."""
    began = now()
    if not Email.objects.due(began).exists():
        return False
    connection = get_connection()
    try:
        connection.open()
        return all(_send_next(connection, began, now) for _number in range(MOST_AT_ONCE))
    except OSError as failure:  # smtplib's errors are among them
        logger.error("No e-mail can be sent now: %s", in_words(failure))
        return False
    finally:
        _close(connection)


def _send_next(connection: BaseEmailBackend, began: datetime, now: Callable[[], datetime]) -> bool:
    """Try the next e-mail that nobody else is trying; False when there is none or the server is failing."""
    with transaction.atomic():
        free = Email.objects.due(began).select_for_update(skip_locked=True, of=("self",))
        email = free.select_related("entry").first()
        if email is None:
            return False
        failure = _failure_of(email, connection)
        if failure is None:
            sent(email, at=now())
            return True
        logger.warning("E-mail %s was not sent: %s", email.pk, in_words(failure))
        failed(email, failure, at=now())
    return not _is_the_servers(failure)


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


def failed(email: Email, failure: Exception, *, at: datetime) -> None:
    """Keep why, and try again after a pause, unless the recipient was refused for good or it was the last attempt."""
    email.attempts += 1
    email.last_error = in_words(failure)
    if is_permanent(failure) or email.attempts > len(PAUSES):
        email.failed_at, email.next_attempt_at = at, None
        _forget_texts(email)
    else:
        email.next_attempt_at = at + PAUSES[email.attempts - 1]
    email.save()


def _forget_texts(email: Email) -> None:
    """A letter without a notice holds the key to somebody's password: it is nowhere once nobody will send it."""
    email.text = email.html = ""


def is_permanent(failure: Exception) -> bool:
    """Whether the same address will be refused tomorrow, too."""
    if isinstance(failure, SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in failure.recipients.values())
    return isinstance(failure, ValueError)


def _is_the_servers(failure: Exception) -> bool:
    """Whether the next e-mail would fare no better now."""
    if isinstance(failure, SMTPServerDisconnected) or code_of(failure) == CLOSING:
        return True
    return isinstance(failure, OSError) and not isinstance(failure, SMTPException)


def code_of(failure: Exception) -> int | None:
    if isinstance(failure, SMTPRecipientsRefused):
        return next((code for code, _answer in failure.recipients.values()), None)
    return failure.smtp_code if isinstance(failure, SMTPResponseException) else None


def in_words(failure: Exception) -> str:
    """The kind of failure and the server's code; its text may quote addresses, links and passwords."""
    code = code_of(failure)
    return f"{type(failure).__name__} {code}" if code else type(failure).__name__


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError as failure:
        logger.info("The mail server did not say good-bye: %s", in_words(failure))
