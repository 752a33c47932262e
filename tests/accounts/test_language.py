"""The language a person chose goes with them: to letters, and to devices where they chose none."""

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import User
from tests.factories import organizations

pytestmark = pytest.mark.django_db

PASSWORD = "Қоңыр-күз-1998"


@pytest.fixture
def person() -> User:
    user = organizations.person()
    user.set_password(PASSWORD)
    user.save()
    return user


def chosen(person: User) -> str:
    return User.objects.values_list("language", flat=True).get(pk=person.pk)


def test_a_signed_in_person_keeps_the_language_they_switch_to(client: Client, person: User) -> None:
    client.force_login(person)
    client.post(reverse("set_language"), {"language": "ru", "next": "/"})
    assert (client.cookies["django_language"].value, chosen(person)) == ("ru", "ru")


def test_a_language_the_portal_does_not_speak_is_not_kept(client: Client, person: User) -> None:
    client.force_login(person)
    client.post(reverse("set_language"), {"language": "de", "next": "/"})
    assert chosen(person) == "kk"


def test_before_signing_in_the_language_is_the_device_s(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert client.cookies["django_language"].value == "en"


@pytest.mark.parametrize(("on_the_device", "afterwards"), [(None, "ru"), ("en", "en")])
def test_signing_in_brings_the_chosen_language_to_a_new_device(
    client: Client, person: User, on_the_device: str | None, afterwards: str
) -> None:
    person.language = "ru"
    person.save()
    if on_the_device:
        client.cookies["django_language"] = on_the_device
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.cookies["django_language"].value == afterwards
