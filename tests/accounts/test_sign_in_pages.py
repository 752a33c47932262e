"""Signing in and what belongs to it: the pages everybody meets first, in the three languages."""

from datetime import date

import pytest
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


def test_without_a_password_one_is_set_by_letter(client: Client) -> None:
    client.force_login(organizations.person())
    answer = client.get(reverse("account_change_password"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_reset_password")
    assert answer.status_code == 200


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
