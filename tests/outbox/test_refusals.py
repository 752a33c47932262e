"""Only an address that is refused for its own sake fails for good; a refusal of the portal fails nothing."""

from smtplib import (
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest

from icv_portal.outbox.refusals import in_words, is_permanent, is_the_servers, refuses_the_portal

ADDRESS, PORTAL, NEITHER = "the address", "the portal", "neither"


def at_recipient(answer: str) -> SMTPRecipientsRefused:
    code, _space, text = answer.partition(" ")
    return SMTPRecipientsRefused({"a@example.kz": (int(code), text.encode())})


def meant(failure: Exception) -> str:
    assert not (is_permanent(failure) and refuses_the_portal(failure))
    return ADDRESS if is_permanent(failure) else PORTAL if refuses_the_portal(failure) else NEITHER


@pytest.mark.parametrize(
    ("answer", "refused"),
    [
        ("550 5.1.1 no such person", ADDRESS),
        ("550 #5.1.0 address rejected", ADDRESS),
        ("554 5.1.1 no such person", ADDRESS),
        ("556 5.1.10 the domain takes no e-mails", ADDRESS),
        ("550 5.2.1 mailbox disabled", ADDRESS),
        ("550 no such person", ADDRESS),
        ("551 user not local", ADDRESS),
        ("553 mailbox name not allowed", ADDRESS),
        ("550", ADDRESS),
        ("550 no such person, 5.7.1 is the manual's page", ADDRESS),
        ("554 5.7.1 <a@example.kz>: Relay access denied", PORTAL),
        ("550 5.7.1 relaying denied", PORTAL),
        ("550 5.7.26 unauthenticated", PORTAL),
        ("553 5.7.1 sender address rejected: not owned by user", PORTAL),
        ("530 Authentication required", PORTAL),
        ("530 5.7.0 Must issue a STARTTLS command first", PORTAL),
        ("535 authentication failed", PORTAL),
        ("550 5.1.8 sender address rejected: domain not found", PORTAL),
        ("553 5.1.7 bad sender's address", PORTAL),
        ("554 transaction failed", NEITHER),
        ("552 5.2.2 mailbox full", NEITHER),
        ("452 4.2.2 mailbox full", NEITHER),
        ("450 4.7.1 greylisted", NEITHER),
        ("421 4.3.2 closing", NEITHER),
    ],
)
def test_who_is_refused_with_a_recipient(answer: str, refused: str):
    assert meant(at_recipient(answer)) == refused


@pytest.mark.parametrize(
    ("failure", "refused"),
    [
        (SMTPSenderRefused(530, b"5.7.0 Authentication Required", "portal@icv.example"), PORTAL),
        (SMTPSenderRefused(553, b"not your address", "portal@icv.example"), PORTAL),
        (SMTPSenderRefused(451, b"4.3.0 later", "portal@icv.example"), NEITHER),
        (SMTPDataError(554, b"5.7.1 not from here"), PORTAL),
        (SMTPDataError(550, b"5.6.0 not such letters"), NEITHER),
        (SMTPDataError(550, b"no such person"), NEITHER),
        (SMTPServerDisconnected("gone"), NEITHER),
        (TimeoutError("late"), NEITHER),
        (ValueError("no header holds it"), ADDRESS),
    ],
)
def test_who_is_refused_elsewhere(failure: Exception, refused: str):
    assert meant(failure) == refused


@pytest.mark.parametrize(
    ("failure", "stops"),
    [
        (at_recipient("554 5.7.1 Relay access denied"), True),
        (at_recipient("421 4.3.2 closing"), True),
        (SMTPServerDisconnected("gone"), True),
        (TimeoutError("late"), True),
        (at_recipient("550 5.1.1 no such person"), False),
        (at_recipient("452 4.2.2 mailbox full"), False),
        (SMTPDataError(554, b"no"), False),
        (ValueError("no header holds it"), False),
    ],
)
def test_what_stops_a_sweep(failure: Exception, stops: bool):
    assert is_the_servers(failure) is stops


def test_the_codes_are_kept_and_the_words_are_not():
    assert in_words(at_recipient("554 5.7.1 secret")) == "SMTPRecipientsRefused 554 5.7.1"
    assert in_words(at_recipient("550 secret")) == "SMTPRecipientsRefused 550"
    assert in_words(TimeoutError("secret")) == "TimeoutError"
