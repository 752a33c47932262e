"""The second factor: set up, asked for, switched off, reset; and who may do nothing before they have one."""

import re
import time
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.models import KeptForm, Membership, SignInLock, User
from icv_portal.accounts.rules.roles import OrganizationKind, Role
from icv_portal.accounts.rules.second_factor import HEADS_AND_ADMINISTRATORS, roles_required
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.accounts.second_factor import second_factor_missing
from icv_portal.accounts.tokens import issue_token
from icv_portal.outbox.models import Email
from tests.factories import organizations

pytestmark = pytest.mark.django_db
PASSWORD = "Қоңыр-күз-1998"
COMMITTED = TestCase.captureOnCommitCallbacks
SIGN_IN, CODE, HOME = "/sign-in/", "/sign-in/code/", "/"
SET_UP, CODES = "/second-factor/set-up/", "/second-factor/recovery-codes/"
OTHER_ROLE = Role.DRAFTER
PLACES = {
    Role.REGULATOR_HEAD: OrganizationKind.REGULATOR,
    Role.AUTHORIZED_BODY_HEAD: OrganizationKind.AUTHORIZED_BODY,
    Role.COMPANY_ADMINISTRATOR: OrganizationKind.BIG_CUSTOMER,
    Role.PORTAL_ADMINISTRATOR: OrganizationKind.PORTAL,
    OTHER_ROLE: OrganizationKind.BIG_CUSTOMER,
    Role.AUTHORIZED_BODY_REVIEWER: OrganizationKind.AUTHORIZED_BODY,
    Role.AUDITOR: OrganizationKind.OVERSIGHT,
}


@pytest.fixture(autouse=True)
def _quick_hashes(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person(_quick_hashes: None) -> User:
    user = organizations.person()
    user.set_password(PASSWORD)
    user.save()
    return user


def member(role: Role) -> Membership:
    made = organizations.member(organizations.organization(PLACES[role]), role)
    made.user.set_password(PASSWORD)
    made.user.save()
    return made


def sign_in(user: User, client: Client | None = None) -> tuple[Client, Any]:
    client = client or Client()
    return client, client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client: Client) -> str:
    """The key, once the factor is on."""
    page = client.get(SET_UP).content.decode()
    found = re.search(r'class="secret-as-text">([A-Z2-7]+)<', page)
    assert found
    with COMMITTED(execute=True):
        assert client.post(SET_UP, {"code": code_of(found[1])}).headers["Location"] == CODES
    cache.clear()  # or the same half minute would give a code used already
    return found[1]


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", client.get(CODES).content.decode())


@pytest.fixture
def owner(person: User) -> tuple[User, str, Client]:
    """A person with a second factor, its key, and the browser they set it up in."""
    client, _answer = sign_in(person)
    return person, set_up(client), client


def reasons(user: User) -> list[str]:
    return [row.history_change_reason or "" for row in user.history.all()]


def test_signing_in_takes_password_and_code(owner):
    person, key, _client = owner
    client, answer = sign_in(person)
    assert answer.headers["Location"] == CODE
    assert client.get(HOME).status_code == 302
    page = client.get(CODE).content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    spaced = f"{code_of(key)[:3]} {code_of(key)[3:]}"
    assert client.post(CODE, {"code": spaced}).headers["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_a_code_is_good_once(owner, time_machine):
    """As long as it would be right: half a minute on either side of its own."""
    person, key, _client = owner
    begin = time.time() // 30 * 30 + 1
    time_machine.move_to(begin, tick=False)
    code = code_of(key)
    for seconds, expected in ((0, 302), (1, 200), (45, 200)):
        time_machine.move_to(begin + seconds, tick=False)
        client, _answer = sign_in(person)
        assert client.post(CODE, {"code": code}).status_code == expected


def test_a_device_may_be_half_a_minute_wrong(owner, time_machine):
    person, key, _client = owner
    begin = time.time() // 30 * 30 + 1
    time_machine.move_to(begin, tick=False)
    code = code_of(key)
    for seconds, expected in ((75, 200), (45, 302)):
        time_machine.move_to(begin + seconds, tick=False)
        client, _answer = sign_in(person)
        assert client.post(CODE, {"code": code}).status_code == expected


def test_a_recovery_code_opens_once_and_leaves_a_trace(owner):
    person, _key, browser = owner
    code = recovery_codes(browser)[0]
    for expected in (302, 200):
        client, _answer = sign_in(person)
        assert client.post(CODE, {"code": code}).status_code == expected
    assert reasons(person)[0] == "recovery code used"
    assert code not in recovery_codes(browser)


def test_the_code_page_alone_opens_nothing(person: User):
    assert Client().get(CODE).headers["Location"] == SIGN_IN


def test_whoever_is_somebody_else_begins_anew(owner):
    person, _key, _client = owner
    client, _answer = sign_in(person)
    assert client.get(SIGN_IN).headers["Location"] == CODE
    assert client.post("/sign-out/", {"next": SIGN_IN}).headers["Location"] == SIGN_IN
    assert client.get(SIGN_IN).status_code == 200


def test_wrong_codes_lock_like_wrong_passwords(owner):
    person, key, _client = owner
    client, _answer = sign_in(person)
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert SignInLock.objects.get().email == person.email
    assert client.post(CODE, {"code": code_of(key)}).headers["Location"] == SIGN_IN
    assert sign_in(person)[1].status_code == 429


def test_a_fresh_attempt_at_the_password_does_not_forget_wrong_codes(owner):
    person, _key, _client = owner
    for _ in range(5):
        client, _answer = sign_in(person)
        last = client.post(CODE, {"code": "000000"})
    assert last.status_code == 429


def test_codes_of_one_account_are_limited_from_everywhere(owner):
    person, key, _client = owner
    for number in range(5):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        sign_in(person, client)
        client.post(CODE, {"code": "000000"})
    client = Client(REMOTE_ADDR="192.0.2.99")
    sign_in(person, client)
    assert client.post(CODE, {"code": code_of(key)}).status_code == 200


def test_secrets_are_encrypted_in_the_database(owner):
    person, key, browser = owner
    codes = recovery_codes(browser)
    assert len(codes) == 10
    kept = " ".join(str(one.data) for one in Authenticator.objects.filter(user=person))
    assert key not in kept
    assert "gAAAA" in kept


def test_a_former_key_still_reads_and_a_lost_one_opens_nothing(owner, settings):
    person, key, _client = owner
    settings.SECOND_FACTOR_KEYS = ["new", *settings.SECOND_FACTOR_KEYS]
    client, _answer = sign_in(person)
    assert client.post(CODE, {"code": code_of(key)}).status_code == 302
    cache.clear()
    settings.SECOND_FACTOR_KEYS = ["new"]
    client, _answer = sign_in(person)
    for code in (code_of(key), format_hotp_value(hotp_value("", int(time.time()) // 30))):
        assert client.post(CODE, {"code": code}).status_code == 200


def test_switching_on_is_traced_and_told(owner):
    person, _key, _client = owner
    assert reasons(person)[0] == "second factor switched on"
    assert Email.objects.get().address == person.email


def test_switching_off_asks_for_the_second_factor_again(owner, time_machine):
    person, key, browser = owner
    time_machine.move_to(time.time() + 600)
    answer = browser.get("/second-factor/switch-off/")
    assert answer.headers["Location"].startswith("/confirm/code/")
    browser.post("/confirm/code/?next=/second-factor/switch-off/", {"code": code_of(key)})
    assert browser.post("/second-factor/switch-off/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert reasons(person)[0] == "second factor switched off"
    assert Email.objects.count() == 2


def test_new_recovery_codes_replace_the_old(owner):
    person, _key, browser = owner
    before = recovery_codes(browser)
    with COMMITTED(execute=True):
        assert browser.post(CODES + "new/").headers["Location"] == CODES
    assert not set(before) & set(recovery_codes(browser))
    assert reasons(person)[0] == "recovery codes made anew"


def test_somebody_signed_in_for_long_confirms_before_setting_up(person: User, time_machine):
    client, _answer = sign_in(person)
    assert client.get(SET_UP).status_code == 200
    time_machine.move_to(time.time() + 600)
    assert client.get(SET_UP).headers["Location"] == f"/confirm/password/?next={quote(SET_UP, safe='')}"
    wrong = client.post("/confirm/password/", {"password": "x", "next": SET_UP})
    assert wrong.status_code == 200
    answer = client.post("/confirm/password/", {"password": PASSWORD, "next": SET_UP})
    assert answer.headers["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_an_administrator_resets_a_lost_second_factor(owner):
    person, _key, _client = owner
    administrator = member(Role.PORTAL_ADMINISTRATOR)
    browser = Client()
    browser.force_login(administrator.user)
    people = reverse("admin:accounts_user_changelist")
    drafting = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER, user=person)
    now = timezone.now()
    token, _ = issue_token(name="ERP", scopes=[Scope.READ], expires_at=now + timedelta(days=9), by=drafting, at=now)
    browser.post(people, {"action": "reset_second_factors", "_selected_action": [str(person.pk)]})
    assert not Authenticator.objects.filter(user=person).exists()
    trace = person.history.first()
    assert (trace.history_change_reason, trace.history_user) == (
        "second factor reset by an administrator",
        administrator.user,
    )
    token.refresh_from_db()
    assert token.revoked_at
    assert token.history.first().history_change_reason == trace.history_change_reason
    assert Email.objects.filter(address=person.email).count() == 2
    assert sign_in(person)[1].headers["Location"] == HOME


@pytest.mark.parametrize(
    ("setting", "roles"),
    [
        ("0", set()),
        ("1", HEADS_AND_ADMINISTRATORS),
        ("regulator_head, drafter", {Role.REGULATOR_HEAD, Role.DRAFTER}),
    ],
)
def test_the_setting_names_roles(setting: str, roles: set[Role]):
    assert roles_required(setting) == roles


@pytest.mark.parametrize("setting", ["", "on", "regulator_head,hed"])
def test_a_slip_in_the_setting_is_an_error(setting: str):
    with pytest.raises(ValueError, match="is not a valid Role"):
        roles_required(setting)


@pytest.mark.parametrize("setting", ["0", "1", OTHER_ROLE.value])
@pytest.mark.parametrize("role", PLACES)
@pytest.mark.parametrize("has_factor", [False, True])
def test_who_is_led_to_set_it_up(settings, setting: str, role: Role, has_factor: bool):
    """Every role, every setting, with and without: where the home page and the API lead."""
    owner = member(role)
    client, _answer = sign_in(owner.user)
    if has_factor:
        set_up(client)
    settings.SECOND_FACTOR_ROLES = roles_required(setting)
    is_required = role in HEADS_AND_ADMINISTRATORS if setting == "1" else role.value == setting
    is_led = is_required and not has_factor
    assert second_factor_missing(owner.user) is is_led
    home = client.get(HOME)
    assert (home.status_code, home.headers.get("Location")) == ((302, SET_UP) if is_led else (200, None))
    assert client.get("/api/v1/me/").status_code == (403 if is_led else 200)


@pytest.fixture
def head(settings) -> tuple[Membership, Client]:
    settings.SECOND_FACTOR_ROLES = HEADS_AND_ADMINISTRATORS
    made = member(Role.REGULATOR_HEAD)
    return made, sign_in(made.user)[0]


def test_nothing_else_is_open_meanwhile(head):
    _member, client = head
    led = ["inbox", "procedure_list", "account_change_password", "mfa_index", "admin:index"]
    assert {client.get(reverse(name)).headers.get("Location") for name in led} == {SET_UP}
    assert client.post(reverse("switch_membership"), {"membership": "1"}).headers["Location"] == SET_UP
    for name in ("mfa_activate_totp", "session", "verify", "calendar"):
        assert client.get(reverse(name)).status_code in (200, 302)
        assert client.get(reverse(name)).headers.get("Location") != SET_UP or name == "calendar"
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_once_it_is_set_up_the_way_goes_on_where_it_was_wanted(head):
    _member, client = head
    client.get("/inbox/?after=x")
    set_up(client)
    assert 'href="/inbox/?after=x"' in client.get(CODES).content.decode()
    assert client.get(HOME).status_code == 200


def test_what_was_typed_waits_for_the_second_factor(head):
    owner, client = head
    client.post("/programs/new/", {"first_year": "typed"})
    kept = KeptForm.objects.get()
    assert kept.user == owner.user
    set_up(client)
    assert f'href="/kept/{kept.pk}/"' in client.get(CODES).content.decode()
    assert "typed" in client.get(f"/kept/{kept.pk}/").content.decode()


def test_a_token_opens_no_more_than_its_person_could(head, settings):
    owner, _client = head
    _token, secret = issue_token(
        name="ERP", scopes=[Scope.READ], expires_at=timezone.now() + timedelta(days=1), by=owner, at=timezone.now()
    )
    caller = Client(headers={"authorization": f"Bearer {secret}"})
    assert caller.get("/api/v1/me/").status_code == 403
    TOTP.activate(owner.user, generate_totp_secret())
    assert caller.get("/api/v1/me/").status_code == 200


def test_a_role_that_is_over_asks_for_nothing(head):
    owner, client = head
    owner.valid_until = organizations.SINCE
    owner.save_by(None)
    assert not second_factor_missing(owner.user)
    assert client.get(HOME).status_code == 200


def test_no_more_is_asked_of_the_database_where_no_role_needs_it(settings, django_assert_num_queries):
    settings.SECOND_FACTOR_ROLES = HEADS_AND_ADMINISTRATORS
    auditor = member(Role.AUDITOR)
    with django_assert_num_queries(0):
        assert not second_factor_missing(auditor.user, [auditor])
