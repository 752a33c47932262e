"""The letter with which a forgotten password is set anew: through the outbox, so no page tells who has an account."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.models import User
from icv_portal.outbox.models import Email
from icv_portal.outbox.sending import send_due
from tests.email_snapshots import assert_as_it_was_read
from tests.factories import organizations

pytestmark = pytest.mark.django_db

PASSWORD = "Қоңыр-күз-1998"
NEW_PASSWORD = "Ақ-боран-2031"
SNAPSHOTS = Path(__file__).parent / "emails"
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def person() -> User:
    user = organizations.person()
    user.set_password(PASSWORD)
    user.save()
    return user


def ask(client: Client, address: str) -> Any:
    return client.post(reverse("account_reset_password"), {"email": address})


def test_a_forgotten_password_is_set_anew_by_letter(client: Client, person: User) -> None:
    ask(client, person.email)
    send_due(timezone.now)
    [letter] = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "Порталға жаңа құпия сөз"
    link = re.search(r"https?://[^/]+(/\S+)", str(letter.body))
    assert link
    form = client.get(link[1], follow=True)
    assert "<h1>Жаңа құпия сөз орнату</h1>" in form.content.decode()
    client.post(form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)


def test_the_html_of_the_letter_has_the_same_link(client: Client, person: User) -> None:
    ask(client, person.email)
    email = Email.objects.get()
    link = re.search(r"https?://\S+", email.text)
    assert link
    assert f'href="{link[0]}"' in email.html


@pytest.mark.parametrize(
    ("language", "subject"), [("ru", "Новый пароль для портала"), ("en", "A new password for the portal")]
)
def test_the_letter_is_in_its_readers_language(client: Client, person: User, language: str, subject: str) -> None:
    person.language = language
    person.save()
    client.cookies["django_language"] = "kk"
    ask(client, person.email)
    email = Email.objects.get()
    assert (email.language, email.subject) == (language, subject)
    assert f'<html lang="{language}">' in email.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_is_as_it_was_read(client: Client, person: User, language: str) -> None:
    """After a wanted change: UPDATE_SNAPSHOTS=1, then read what has changed. The key is another one each time."""
    person.language = language
    person.save()
    ask(client, person.email)
    email = Email.objects.get()
    link = re.search(r"https?://\S+", email.text)
    assert link
    text, html = (part.replace(link[0], "https://icv.example/password/KEY/") for part in (email.text, email.html))
    assert_as_it_was_read(SNAPSHOTS, f"password.{language}", subject=email.subject, text=text, html=html)


def test_no_letter_is_kept_that_nobody_is_sent() -> None:
    expected = {f"password.{code}.{ending}" for code in LANGUAGES for ending in ("txt", "html")}
    assert {file.name for file in SNAPSHOTS.iterdir()} == expected


def test_the_letter_is_forgotten_once_it_is_sent(client: Client, person: User) -> None:
    ask(client, person.email)
    assert Email.objects.get().text
    send_due(timezone.now)
    email = Email.objects.get()
    assert email.sent_at
    assert (email.text, email.html) == ("", "")


def test_no_page_speaks_to_a_mail_server(client: Client, person: User, settings, monkeypatch) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    reached: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *arguments, **options: reached.append(arguments))
    assert ask(client, person.email).status_code == 302
    assert Email.objects.count() == 1
    assert reached == []


def test_asking_for_an_unknown_address_looks_the_same_and_writes_nothing(client: Client, person: User) -> None:
    known, unknown = ask(client, person.email), ask(client, "nobody@example.kz")
    assert list(Email.objects.values_list("address", flat=True)) == [person.email]
    assert (unknown.status_code, unknown.headers["Location"]) == (known.status_code, known.headers["Location"])


def test_asking_for_an_unknown_address_does_the_same_work(client: Client, person: User) -> None:
    """What the two do to the tables is alike but for the keys; of time itself no test can be sure."""
    done = {}
    for address in (person.email, "nobody@example.kz"):
        with CaptureQueriesContext(connection) as queries:
            ask(client, address)
        done[address] = [" ".join(query["sql"].split()[:3]) for query in queries]
    known, unknown = done.values()
    assert any("outbox_email" in statement for statement in known)
    assert [statement for statement in known if "outbox_email" in statement] == [
        statement for statement in unknown if "outbox_email" in statement
    ]


def test_who_may_not_sign_in_is_written_nothing(client: Client, person: User) -> None:
    person.is_active = False
    person.save()
    assert ask(client, person.email).status_code == 302
    assert not Email.objects.exists()


@pytest.mark.parametrize(
    ("host", "backend"),
    [("", "icv_portal.outbox.mail_files"), ("mail.example", "django.core.mail.backends.smtp")],
    ids=["without a server", "with a server"],
)
def test_letters_go_to_files_until_a_mail_server_is_named(host: str, backend: str) -> None:
    shown = "from icv_portal import settings as s; print(s.EMAIL_BACKEND, s.EMAIL_HOST, s.EMAIL_FILE_PATH, s.MAIL_PAGE)"
    environment = {**os.environ, "EMAIL_HOST": host, "MAIL_PAGE": "1"}
    printed = subprocess.check_output([sys.executable, "-c", shown], env=environment, text=True, cwd=settings.BASE_DIR)
    path = settings.BASE_DIR / "var/mail"
    assert printed.split() == f"{backend}.EmailBackend {host} {path} {not host}".split()
