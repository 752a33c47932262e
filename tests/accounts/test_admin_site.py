"""The door of the administration: one sign-in page for everybody, and nobody but portal administrators behind it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.rules.roles import Role
from tests.factories import organizations

pytestmark = pytest.mark.django_db
PASSWORD = "Қоңыр-күз-1998"
DOOR, INDEX = "/admin/login/", "/admin/"
PEOPLE = "/admin/accounts/user/?q=a&is_active__exact=1"


@pytest.fixture
def administrator():
    member = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    member.user.set_password(PASSWORD)
    member.user.save()
    return member.user


def where(answer) -> tuple[str, str]:
    """The address it leads to, and where that leads afterwards."""
    target = urlsplit(answer.headers["Location"])
    assert not target.netloc
    return target.path, parse_qs(target.query)["next"][0]


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [("", INDEX), (PEOPLE, PEOPLE), ("https://elsewhere.example/", INDEX), ("//elsewhere.example/", INDEX)],
)
def test_the_door_leads_to_the_one_sign_in_page(client: Client, wanted: str, leads_to: str):
    answer = client.get(DOOR, {"next": wanted} if wanted else {})
    assert where(answer) == (reverse("account_login"), leads_to)


def test_nobody_signs_in_at_the_door_itself(client: Client, administrator):
    typed = {"username": administrator.email, "login": administrator.email, "password": PASSWORD}
    assert where(client.post(DOOR, typed)) == (reverse("account_login"), INDEX)
    assert "_auth_user_id" not in client.session
    assert client.post(reverse("account_login"), typed | {"next": INDEX}).headers["Location"] == INDEX
    assert client.session["_auth_user_id"] == str(administrator.pk)


def test_an_administrator_at_the_door_is_let_through(client: Client, administrator):
    client.force_login(administrator)
    assert client.get(DOOR, {"next": PEOPLE}).headers["Location"] == PEOPLE
    assert client.get(DOOR, {"next": "//elsewhere.example/"}).headers["Location"] == INDEX
    assert client.get(INDEX).status_code == 200


def test_whoever_is_no_administrator_is_refused(client: Client):
    client.force_login(organizations.member(organizations.regulator(), Role.REGULATOR_HEAD).user)
    for address in (DOOR, INDEX, PEOPLE):
        assert client.get(address, follow=True).status_code == 403
