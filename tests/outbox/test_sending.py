"""E-mails through a real mail server: each is sent, and no address and no bad hour of the server stops the others."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail

from icv_portal.outbox import sending
from icv_portal.outbox.models import Email
from icv_portal.outbox.sending import PAUSES, failed, send_due
from tests.outbox.letters import AT, email
from tests.outbox.mail_servers import HOST, MailServer, free_port, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def port(settings) -> int:
    found = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, found
    return found


@pytest.fixture
def server(port: int) -> Iterator[MailServer]:
    made = MailServer()
    with running(made, port):
        yield made


def sweep(at: datetime = AT) -> int:
    return send_due(lambda: at)


def test_what_is_due_is_sent_over_one_connection(server: MailServer):
    for name in ("a", "b", "c"):
        email(f"{name}@example.kz")
    email("later@example.kz", due=AT + timedelta(seconds=1))
    assert sweep() == 3
    assert sorted(server.written_to) == ["a@example.kz", "b@example.kz", "c@example.kz"]
    assert len(server.sessions) == 1
    sent = Email.objects.filter(sent_at=AT, next_attempt_at=None, attempts=1, last_error="", failed_at=None)
    assert sent.count() == 3
    sweep()
    assert len(server.letters) == 3


def test_a_sweep_takes_so_many_and_says_that_there_are_more(server: MailServer, monkeypatch):
    monkeypatch.setattr(sending, "MOST_AT_ONCE", 2)
    for name in ("a", "b", "c"):
        email(f"{name}@example.kz")
    assert sweep() == 2
    assert len(server.letters) == 2
    assert sweep() == 1
    assert len(server.letters) == 3


def test_an_address_that_does_not_exist_fails_for_good_and_stops_nobody(server: MailServer):
    server.answers["gone@example.kz"] = "550 no such person gone@example.kz"
    gone = email("gone@example.kz")
    email("here@example.kz", due=AT)
    sweep()
    gone.refresh_from_db()
    assert (gone.failed_at, gone.next_attempt_at, gone.sent_at) == (AT, None, None)
    assert gone.last_error == "SMTPRecipientsRefused 550"
    assert server.written_to == ["here@example.kz"]


def test_a_full_mailbox_is_tried_again(server: MailServer):
    server.answers["full@example.kz"] = "452 mailbox full"
    full = email("full@example.kz")
    email("here@example.kz")
    sweep()
    full.refresh_from_db()
    assert (full.failed_at, full.next_attempt_at, full.attempts) == (None, AT + PAUSES[0], 1)
    assert server.written_to == ["here@example.kz"]
    server.answers.clear()
    sweep(AT + PAUSES[0])
    assert server.written_to == ["here@example.kz", "full@example.kz"]


def test_an_address_no_header_can_hold_fails_for_good_and_stops_nobody(server: MailServer):
    wrong = email("a@example.kz\r\nBcc: b@example.kz")
    email("here@example.kz")
    sweep()
    wrong.refresh_from_db()
    assert wrong.failed_at == AT
    assert server.written_to == ["here@example.kz"]


def test_a_letter_that_cannot_be_written_stops_nobody(server: MailServer, monkeypatch, caplog):
    broken = email("first@example.kz")
    email("here@example.kz")
    real = sending.message_of

    def message_of(one: Email) -> mail.EmailMultiAlternatives:
        if one.pk == broken.pk:
            raise KeyError("place")
        return real(one)

    monkeypatch.setattr(sending, "message_of", message_of)
    sweep()
    broken.refresh_from_db()
    assert (broken.last_error, broken.next_attempt_at) == ("KeyError", AT + PAUSES[0])
    assert server.written_to == ["here@example.kz"]
    assert "cannot be written" in caplog.text


def test_a_server_that_hangs_up_is_left_alone_and_the_letters_go_later(server: MailServer):
    first, second = email("first@example.kz"), email("second@example.kz", due=AT + timedelta(seconds=1))
    server.hangs_up_at = {"first@example.kz"}
    later = AT + timedelta(seconds=1)
    assert sweep(later) == 0
    first.refresh_from_db()
    assert (first.attempts, first.next_attempt_at, first.last_error) == (1, later + PAUSES[0], "SMTPServerDisconnected")
    second.refresh_from_db()
    assert (second.attempts, second.next_attempt_at) == (0, later)
    server.hangs_up_at = set()
    sweep(later + PAUSES[0])
    assert server.written_to == ["second@example.kz", "first@example.kz"]


def test_a_server_that_is_down_costs_no_letter_an_attempt(port: int, caplog):
    email("a@example.kz")
    email("b@example.kz")
    assert sweep() == 0
    assert "No e-mail can be sent now: ConnectionRefusedError" in caplog.text
    assert Email.objects.due(AT).filter(attempts=0).count() == 2
    server = MailServer()
    with running(server, port):
        sweep(AT + timedelta(days=7))
    assert len(server.letters) == 2


def test_a_server_that_wants_a_password_we_have_not_costs_no_letter_an_attempt(server: MailServer, settings, caplog):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "secret-word"
    email("a@example.kz")
    assert sweep() == 0
    assert Email.objects.due(AT).filter(attempts=0).exists()
    assert "No e-mail can be sent now" in caplog.text
    assert "secret-word" not in caplog.text


@pytest.mark.parametrize(
    "answer", ["554 5.7.1 <first@example.kz>: Relay access denied", "530 5.7.0 Authentication required"]
)
def test_a_server_that_refuses_the_portal_costs_no_letter_an_attempt(server: MailServer, answer: str):
    later = AT + timedelta(seconds=1)
    first, second = email("first@example.kz"), email("second@example.kz", due=later)
    server.answers = {"first@example.kz": answer, "second@example.kz": answer}
    for number in range(len(PAUSES) + 2):
        assert sweep(later + timedelta(minutes=number)) == 0
    for one in (first, second):
        one.refresh_from_db()
        assert (one.attempts, one.failed_at) == (0, None)
        assert one.last_error == f"SMTPRecipientsRefused {answer[:9]}"
    server.answers = {}
    sweep(later + timedelta(days=1))
    assert sorted(server.written_to) == ["first@example.kz", "second@example.kz"]
    assert Email.objects.filter(attempts=1, last_error="").count() == 2


def test_one_sweep_asks_a_server_that_refuses_the_portal_once(server: MailServer):
    server.answers = dict.fromkeys(["a@example.kz", "b@example.kz"], "554 5.7.1 Relay access denied")
    email("a@example.kz")
    email("b@example.kz")
    sweep()
    assert Email.objects.due(AT).filter(last_error="").count() == 1
    assert Email.objects.due(AT).count() == 2


def test_an_address_that_takes_nothing_from_the_portal_alone_stops_nobody(server: MailServer):
    server.answers["closed@example.kz"] = "550 5.7.1 takes e-mails of its own people only"
    email("closed@example.kz")
    email("here@example.kz", due=AT + timedelta(seconds=1))
    for second in (1, 31, 61):
        sweep(AT + timedelta(seconds=second))
    assert server.written_to == ["here@example.kz"]


def test_what_the_server_puts_off_is_overdue_all_the_same(server: MailServer):
    server.answers["a@example.kz"] = "554 5.7.1 Relay access denied"
    refused, full = email("a@example.kz"), email("b@example.kz", attempts=1, last_error="SMTPRecipientsRefused 452")
    Email.objects.filter(pk=full.pk).update(next_attempt_at=AT + timedelta(hours=3))
    sweep(AT + timedelta(hours=2))
    assert not Email.objects.overdue(AT - timedelta(seconds=1)).exists()
    assert list(Email.objects.overdue(AT + timedelta(hours=1))) == [refused]


def test_a_sweep_asks_as_often_for_every_letter(django_assert_num_queries):
    """Four for each: a savepoint and its end, the e-mail with its notice and reader, what became of it."""
    for number, statements in enumerate((8, 12, 16), start=1):
        for _ in range(number):
            email("a@example.kz")
        with django_assert_num_queries(statements):
            sweep()


def test_a_letter_sent_twice_is_the_same_letter(server: MailServer, settings: Any):
    settings.BASE_URL = "https://icv.example"
    twice = email("a@example.kz")
    sweep()
    Email.objects.filter(pk=twice.pk).update(next_attempt_at=AT, sent_at=None)  # as if killed before the commit
    sweep()
    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"] == twice.message_id
    assert str(first["Message-ID"]).endswith("@icv.example>")
    other = email("b@example.kz", entry=twice.entry)
    assert other.message_id != twice.message_id


# Pauses


def test_pauses_grow_to_about_two_days_then_it_has_failed():
    one, at = email("a@example.kz"), AT
    for number, pause in enumerate(PAUSES, start=1):
        failed(one, SMTPDataError(451, b"later"), at=at)
        assert (one.attempts, one.next_attempt_at, one.failed_at) == (number, at + pause, None)
        at += pause
    assert timedelta(days=1, hours=12) < at - AT < timedelta(days=2)
    failed(one, SMTPDataError(451, b"later"), at=at)
    one.refresh_from_db()
    assert (one.next_attempt_at, one.failed_at) == (None, at)
    assert list(PAUSES) == sorted(PAUSES)


@pytest.mark.parametrize(
    ("failure", "words", "permanent"),
    [
        (SMTPRecipientsRefused({"a@example.kz": (550, b"secret")}), "SMTPRecipientsRefused 550", True),
        (SMTPRecipientsRefused({"a@example.kz": (450, b"secret")}), "SMTPRecipientsRefused 450", False),
        (SMTPDataError(554, b"secret"), "SMTPDataError 554", False),
        (SMTPServerDisconnected("secret"), "SMTPServerDisconnected", False),
        (TimeoutError("secret"), "TimeoutError", False),
    ],
)
def test_why_it_failed_is_kept_without_the_words_of_the_server(failure: Exception, words: str, permanent: bool):
    one = email("a@example.kz")
    failed(one, failure, at=AT)
    assert one.last_error == words
    assert bool(one.failed_at) is permanent


def test_the_text_of_a_password_letter_is_gone_when_it_has_failed_for_good():
    one = email("a@example.kz", subject="s", text="the key", html="the key")
    failed(one, TimeoutError(), at=AT)
    one.refresh_from_db()
    assert one.text == "the key"
    failed(one, SMTPRecipientsRefused({"a@example.kz": (550, b"")}), at=AT)
    one.refresh_from_db()
    assert (one.text, one.html) == ("", "")


def test_what_failed_is_tried_again_when_somebody_says_so(server: MailServer):
    notice_email, password = email("a@example.kz"), email("b@example.kz", text="the key")
    for one in (notice_email, password):
        failed(one, SMTPRecipientsRefused({one.address: (550, b"")}), at=AT)
    assert Email.objects.returned().count() == 2
    assert Email.objects.all().try_again(AT) == 1
    sweep()
    assert server.written_to == ["a@example.kz"]


def test_an_address_that_takes_letters_again_has_returned_none():
    one = email("a@example.kz")
    failed(one, SMTPRecipientsRefused({"a@example.kz": (550, b"")}), at=AT)
    email("b@example.kz", sent_at=AT + timedelta(days=1), due=None)
    assert list(Email.objects.returned()) == [one]
    email("a@example.kz", sent_at=AT + timedelta(days=1), due=None)
    assert not Email.objects.returned().exists()
