"""How long a session lasts, what an open page is told of it, and that it ends on the server."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.rules.roles import Role
from tests.factories import organizations
from tests.factories.programs import filled

pytestmark = pytest.mark.django_db
PASSWORD = "Қоңыр-күз-1998"
SIGN_IN, HOME, INBOX = "/sign-in/", "/", "/inbox/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now(time_machine) -> Any:
    """now(minutes) goes to so many minutes after the test began."""
    begin = timezone.now().replace(microsecond=0)

    def go(minutes: float = 0) -> None:
        time_machine.move_to(begin + minutes * MINUTE, tick=False)

    go()
    return go


@pytest.fixture
def drafter(settings) -> Membership:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    made.user.set_password(PASSWORD)
    made.user.save()
    return made


def sign_in(client: Client, user: User, next_: str = "") -> Any:
    return client.post(SIGN_IN, {"login": user.email, "password": PASSWORD, "next": next_})


def is_in(client: Client) -> bool:
    return client.get(INBOX).status_code == 200


def acting_in(client: Client) -> Membership | None:
    request: Any = client.get(INBOX).wsgi_request
    return request.membership  # type: ignore[no-any-return]


def state(client: Client, of: User) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/session/", {"of": str(of.pk)}).json()
    return answer


def test_a_session_ends_after_an_hour_without_a_request(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    now(59)
    assert is_in(client)
    now(59 + 61)
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_whatever_is_done(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    for minute in range(30, 12 * 60, 30):
        now(minute)
        assert is_in(client)
    now(12 * 60)
    assert not is_in(client)


def test_reading_pages_does_not_write_each_time(client: Client, drafter: Membership, now, django_assert_num_queries):
    sign_in(client, drafter.user)
    key = client.session.session_key

    def expires() -> Any:
        return Session.objects.get(pk=key).expire_date

    written = expires()
    now(4)
    client.get(INBOX)
    assert expires() == written
    now(6)
    client.get(INBOX)
    assert expires() > written


def test_an_ended_session_opens_nothing_however_long_its_row_stays(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    now(61)
    assert client.get(INBOX).headers["Location"] == f"{SIGN_IN}?next={INBOX}"
    assert client.get("/api/v1/me/").status_code == 401
    assert client.post("/session/").json()["person"] is None
    assert Session.objects.filter(pk=client.session.session_key).exists()
    page = client.get(SIGN_IN).content.decode()
    assert drafter.user.full_name not in page
    assert "data-session" not in page


def test_a_part_of_a_page_asks_for_the_whole_page(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    now(61)
    answer = client.get("/programs/", headers={"hx-request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    assert answer.content == b""


def test_the_same_person_goes_on_in_the_same_membership_with_another_key(client: Client, drafter: Membership, now):
    other = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY, user=drafter.user)
    sign_in(client, drafter.user)
    client.post(reverse("switch_membership"), {"membership": str(other.pk)})
    former = client.session.session_key
    now(61)
    assert not is_in(client)
    sign_in(client, drafter.user)
    assert acting_in(client) == other
    assert client.session.session_key != former
    assert not Session.objects.filter(pk=former).exists()


def test_another_person_finds_nothing_of_the_session(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    session = client.session
    session["theirs"] = "x"
    session.save()
    now(61)
    other = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
    other.user.set_password(PASSWORD)
    other.user.save()
    sign_in(client, other.user)
    assert client.session["_auth_user_id"] == str(other.user.pk)
    assert "theirs" not in client.session


def test_another_person_is_not_told_of_the_session(client: Client, drafter: Membership, now):
    other = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
    other.user.set_password(PASSWORD)
    other.user.save()
    told = {}
    for person in (drafter.user, other.user):
        browser = Client()
        now()
        sign_in(browser, drafter.user)
        now(61)
        browser.post("/programs/new/", {"reason": "x"})
        sign_in(browser, person)
        told[person] = bool(list(browser.get(INBOX).context["messages"]))
    assert told == {drafter.user: True, other.user: False}


def test_a_form_is_sent_in_the_membership_its_page_was_opened_in(client: Client, drafter: Membership):
    mine = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER, user=drafter.user)
    theirs = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
    program = filled(mine).program
    address = f"/programs/{program.pk}/form/table_2/"
    sign_in(client, drafter.user)
    client.post("/acting-as/", {"membership": str(mine.pk)})
    page = client.get(address).content.decode()
    assert f'name="page_membership" value="{mine.pk}"' in page
    client.post("/acting-as/", {"membership": str(drafter.pk)})
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    sent = {"version": version[1], "do": "save"}
    assert client.post(address, sent | {"page_membership": str(theirs.pk)}).status_code == 404
    assert acting_in(client) == drafter
    assert client.post(address, sent | {"page_membership": str(mine.pk)}).status_code == 302
    assert acting_in(client) == mine


def test_a_key_from_before_signing_in_is_worth_nothing_after_it(client: Client, drafter: Membership):
    planted = client.session
    planted["x"] = "y"
    planted.save()
    client.cookies["sessionid"] = str(planted.session_key)
    sign_in(client, drafter.user)
    assert client.session.session_key != planted.session_key
    attacker = Client()
    attacker.cookies["sessionid"] = str(planted.session_key)
    assert not is_in(attacker)


def test_signing_out_ends_the_session_on_the_server(client: Client, drafter: Membership):
    sign_in(client, drafter.user)
    copy = Client()
    copy.cookies["sessionid"] = str(client.session.session_key)
    assert is_in(copy)
    client.post(reverse("account_logout"))
    assert not is_in(copy)


def test_a_new_password_ends_all_sessions(client: Client, drafter: Membership):
    sign_in(client, drafter.user)
    elsewhere = Client()
    sign_in(elsewhere, drafter.user)
    new = PASSWORD + "!"
    client.post("/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (is_in(client), is_in(elsewhere)) == (False, False)


def test_cookies_are_out_of_reach(client: Client, drafter: Membership):
    cookie = sign_in(client, drafter.user).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert configured.SESSION_COOKIE_SECURE is configured.BASE_URL.startswith("https://")


def test_asking_how_long_is_no_activity(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    for minute in range(0, 60, 10):
        now(minute)
        assert state(client, drafter.user)["left"] == (60 - minute) * 60
    now(60)
    assert state(client, drafter.user)["person"] is None


def test_a_page_knows_when_its_session_ends(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    now(3)
    page = client.get(INBOX).content.decode()
    assert 'data-left="3420"' in page
    assert 'data-warning="300"' in page
    assert f'data-membership="{drafter.pk}"' in page


@pytest.mark.parametrize(
    ("language", "ends", "stay"),
    [("kk", "Сеансыңыз", "Жүйеде қалу"), ("ru", "Ваш сеанс закончится в", "Остаться"), ("en", "ends", "Stay")],
)
def test_the_warning_comes_five_minutes_before_in_the_readers_language(
    client: Client, drafter: Membership, now, language: str, ends: str, stay: str
):
    client.cookies["django_language"] = language
    sign_in(client, drafter.user)
    now(54)
    assert state(client, drafter.user)["notice"] == ""
    now(56)
    notice = state(client, drafter.user)["notice"]
    assert ends in notice
    assert stay in notice


def test_staying_gives_the_whole_time_again(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    now(58)
    answer = client.post(f"/session/?of={drafter.user.pk}", {"membership": str(drafter.pk)}).json()
    assert (answer["left"], answer["notice"]) == (3600, "")
    now(58 + 59)
    assert is_in(client)


def test_nothing_is_offered_that_would_not_help(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    for minute in range(0, 12 * 60 - 3, 30):
        now(minute)
        client.get(INBOX)
    now(12 * 60 - 3)
    client.get(INBOX)
    notice = state(client, drafter.user)["notice"]
    assert notice
    assert "<button" not in notice


def test_an_ended_session_is_offered_its_sign_in_page_and_a_strangers_is_not(client: Client, drafter: Membership, now):
    sign_in(client, drafter.user)
    now(61)
    assert "data-sign-in" in state(client, drafter.user)["notice"]
    sign_in(client, drafter.user)
    told = state(client, organizations.person())
    assert told["person"] == str(drafter.user.pk)
    assert "data-sign-in" not in told["notice"]
    assert told["notice"]


def test_the_membership_of_the_page_is_acted_in_again_but_nobody_elses(client: Client, drafter: Membership):
    mine = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY, user=drafter.user)
    theirs = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
    sign_in(client, drafter.user)
    for wanted, acting in ((mine, mine), (theirs, mine), (drafter, drafter)):
        client.post("/session/", {"membership": str(wanted.pk)})
        assert acting_in(client) == acting


def test_going_on_needs_a_token(drafter: Membership):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(drafter.user)
    assert browser.post("/session/").status_code == 403
    token = browser.get("/session/").json()["token"]
    assert browser.post("/session/", {"csrfmiddlewaretoken": token}).status_code == 200


def test_a_session_of_before_this_rule_has_ended(client: Client, drafter: Membership):
    sign_in(client, drafter.user)
    session = client.session
    del session["signed_in_at"]
    session.save()
    assert not is_in(client)
