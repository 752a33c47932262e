"""Signing in and what belongs to it: the pages everybody meets first, in the three languages."""

import os
import re
import smtplib
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import User
from icv_portal.accounts.rules.roles import Role
from tests.factories import organizations

pytestmark = pytest.mark.django_db

PASSWORD = "Қоңыр-күз-1998"


@pytest.fixture
def person() -> User:
    user = organizations.person()
    user.set_password(PASSWORD)
    user.save()
    return user


def speak(client: Client, language: str) -> None:
    client.cookies["django_language"] = language


@pytest.mark.parametrize(
    ("language", "name", "heading"),
    [
        ("kk", "account_login", "Кіру"),
        ("ru", "account_login", "Вход"),
        ("en", "account_login", "Sign in"),
        ("kk", "account_reset_password", "Ұмытылған құпия сөз"),
        ("ru", "account_reset_password", "Забытый пароль"),
        ("kk", "account_reset_password_done", "Хат жіберілді"),
        ("ru", "account_reset_password_from_key_done", "Пароль изменён"),
    ],
)
def test_pages_before_signing_in_speak_the_chosen_language(
    client: Client, language: str, name: str, heading: str
) -> None:
    speak(client, language)
    page = client.get(reverse(name)).content.decode()
    assert f'<html lang="{language}">' in page
    assert f"<h1>{heading}</h1>" in page


def test_the_language_is_switched_before_signing_in(client: Client) -> None:
    speak(client, "kk")
    sign_in = reverse("account_login")
    answer = client.post(reverse("set_language"), {"language": "ru", "next": sign_in})
    assert answer.headers["Location"] == sign_in
    assert '<html lang="ru">' in client.get(sign_in).content.decode()


def test_a_person_signs_in_and_out(client: Client, person: User) -> None:
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(person.pk)
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_is_told_in_the_readers_language(client: Client, person: User) -> None:
    speak(client, "kk")
    page = client.post(reverse("account_login"), {"login": person.email, "password": "х"}).content.decode()
    assert "Электрондық пошта мекенжайы немесе құпия сөз дұрыс емес." in page
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_set_anew_by_letter(client: Client, person: User) -> None:
    speak(client, "kk")
    client.post(reverse("account_reset_password"), {"email": person.email})
    [letter] = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "Порталға жаңа құпия сөз"
    link = re.search(r"https?://[^/]+(/\S+)", str(letter.body))
    assert link
    form = client.get(link[1], follow=True)
    assert "<h1>Жаңа құпия сөз орнату</h1>" in form.content.decode()
    client.post(form.redirect_chain[-1][0], {"password1": "Ақ-боран-2031", "password2": "Ақ-боран-2031"})
    person.refresh_from_db()
    assert person.check_password("Ақ-боран-2031")


def test_asking_for_an_unknown_address_looks_the_same_and_sends_nothing(client: Client, person: User) -> None:
    known = client.post(reverse("account_reset_password"), {"email": person.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.kz"})
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert unknown.headers["Location"] == known.headers["Location"]


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError, TimeoutError, smtplib.SMTPRecipientsRefused, ImproperlyConfigured]
)
def test_a_failing_mail_server_does_not_tell_who_has_an_account(
    client: Client, person: User, error: type[Exception], monkeypatch, caplog
) -> None:
    refusal = error({person.email: (550, b"")})

    def fail(letter: EmailMessage, fail_silently: bool = False) -> int:
        raise refusal

    monkeypatch.setattr(EmailMessage, "send", fail)
    known = client.post(reverse("account_reset_password"), {"email": person.email})
    assert error.__name__ in caplog.text
    assert person.email not in caplog.text
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.kz"})
    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]


def test_a_letter_without_a_mail_server_is_a_file(client: Client, person: User, settings, tmp_path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    client.post(reverse("account_reset_password"), {"email": person.email})
    [letter] = settings.EMAIL_FILE_PATH.iterdir()
    assert f"To: {person.email}" in letter.read_text()


@pytest.mark.parametrize(
    ("host", "backend"), [("", "filebased"), ("mail.example", "smtp")], ids=["without a server", "with a server"]
)
def test_letters_go_to_files_until_a_mail_server_is_named(host: str, backend: str) -> None:
    shown = "from icv_portal import settings as s; print(s.EMAIL_BACKEND, s.EMAIL_HOST, s.EMAIL_FILE_PATH)"
    environment = {**os.environ, "EMAIL_HOST": host}
    printed = subprocess.check_output([sys.executable, "-c", shown], env=environment, text=True, cwd=settings.BASE_DIR)
    path = settings.BASE_DIR / "var/mail"
    assert printed.split() == f"django.core.mail.backends.{backend}.EmailBackend {host} {path}".split()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_header_says_who_acts_and_offers_the_other_roles(client: Client, person: User, language: str) -> None:
    customer = organizations.backbone_enterprise()
    organizations.member(customer, Role.DRAFTER, user=person)
    signatory = organizations.member(customer, Role.SIGNATORY, user=person, valid_from=date(2025, 2, 1))
    client.force_login(person)
    speak(client, language)
    page = client.get(reverse("account_logout")).content.decode()
    assert person.full_name in page
    assert getattr(customer, f"name_{language}") in page
    assert f'name="membership" value="{signatory.pk}"' in page
    client.post(reverse("switch_membership"), {"membership": str(signatory.pk)})
    assert f'value="{signatory.pk}"' not in client.get(reverse("account_logout")).content.decode()


def test_only_the_portal_administrator_sees_administration(client: Client) -> None:
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    seen = {}
    for member in (administrator, auditor):
        client.force_login(member.user)
        seen[member.role] = reverse("admin:index") in client.get(reverse("account_logout")).content.decode()
    assert seen == {Role.PORTAL_ADMINISTRATOR: True, Role.AUDITOR: False}
