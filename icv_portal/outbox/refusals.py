"""What a mail server's "no" is about: the address, this letter or this hour, or the portal (RFC 5321, RFC 3463)."""

import re
from smtplib import (
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from typing import NamedTuple

CLOSING = 421
"""The server's "not available, closing the channel" (RFC 5321, 4.2.1)."""
WANTS_SIGN_IN = (530, 535)
"""Authentication is required, or was not good enough (RFC 4954, 6)."""
NO_SUCH_MAILBOX = (550, 551, 553)
ENHANCED = re.compile(rb"\s*#?5\.(\d{1,3})\.(\d{1,3})\b")
ADDRESSING, POLICY = 1, 7
"""Subjects of enhanced codes (RFC 3463, 3): the address, and what the sender is allowed."""
OF_THE_SENDER = (7, 8)
"""Of the codes 5.1.x, those about the address of the sender, which is the portal's own."""


class Answer(NamedTuple):
    """`subject` and `detail` are those of an enhanced code 5.subject.detail, None where the server gave none."""

    code: int
    subject: int | None = None
    detail: int | None = None

    def __str__(self) -> str:
        return str(self.code) if self.subject is None else f"{self.code} 5.{self.subject}.{self.detail}"

    @property
    def refuses_the_portal(self) -> bool:
        of_the_sender = self.subject == ADDRESSING and self.detail in OF_THE_SENDER
        return self.code in WANTS_SIGN_IN or self.subject == POLICY or of_the_sender

    @property
    def refuses_the_address(self) -> bool:
        by_its_code = self.code in NO_SUCH_MAILBOX or (self.code >= 500 and self.subject == ADDRESSING)
        return by_its_code and not self.refuses_the_portal


def answer_in(failure: Exception) -> Answer | None:
    """What the server answered; to the one recipient an e-mail has."""
    if isinstance(failure, SMTPRecipientsRefused):
        return next((_answer(code, text) for code, text in failure.recipients.values()), None)
    if isinstance(failure, SMTPResponseException):
        return _answer(failure.smtp_code, failure.smtp_error)
    return None


def _answer(code: int, text: bytes | str) -> Answer:
    found = ENHANCED.match(text if isinstance(text, bytes) else text.encode())
    return Answer(code, int(found[1]), int(found[2])) if found else Answer(code)


def is_permanent(failure: Exception) -> bool:
    """Whether the same address will be refused tomorrow, too."""
    if isinstance(failure, SMTPRecipientsRefused):
        answer = answer_in(failure)
        return answer is not None and answer.refuses_the_address
    return isinstance(failure, ValueError)


def refuses_the_portal(failure: Exception) -> bool:
    """Whether any e-mail would be refused: the sender is always the same, and so is what the server lets it do."""
    answer = answer_in(failure)
    if answer is None or answer.code < 500:
        return False
    return isinstance(failure, SMTPSenderRefused) or answer.refuses_the_portal


def is_the_servers(failure: Exception) -> bool:
    """Whether the next e-mail would fare no better now."""
    answer = answer_in(failure)
    if isinstance(failure, SMTPServerDisconnected) or (answer and answer.code == CLOSING):
        return True
    return refuses_the_portal(failure) or (isinstance(failure, OSError) and not isinstance(failure, SMTPException))


def in_words(failure: Exception) -> str:
    """The kind of failure and the server's codes; its text may quote addresses, links and passwords."""
    answer = answer_in(failure)
    return f"{type(failure).__name__} {answer}" if answer else type(failure).__name__
