"""Failures to sign in lock one account for one network address; nobody learns from it whether there is an account."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.models import SignInLock, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.sign_in_locks import forget_old_locks, tell_of_locks
from icv_portal.outbox.models import Email
from tests.factories import organizations

pytestmark = pytest.mark.django_db
PASSWORD, WRONG = "Қоңыр-күз-1998", "сары-күз-1998"
OFFICE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
NOBODY = "nobody@example.kz"
MOST = 5


@pytest.fixture(autouse=True)
def _quick_hashes(settings) -> None:
    """Checking a password takes long on purpose; here hundreds are checked."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person(_quick_hashes: None) -> User:
    user = organizations.person()
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(email: str, password: str = WRONG, address: str = OFFICE, **more: Any) -> Any:
    return Client().post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address, **more)


def fail(email: str, times: int = MOST, address: str = OFFICE) -> list[int]:
    return [attempt(email, address=address).status_code for _ in range(times)]


def signs_in(user: User, address: str = OFFICE) -> bool:
    return attempt(user.email, PASSWORD, address).status_code == 302


def test_the_fifth_failure_locks_and_the_right_password_opens_no_more(person: User):
    assert fail(person.email) == [200, 200, 200, 200, 429]
    assert not signs_in(person)
    assert SignInLock.objects.count() == 1


def test_a_stranger_elsewhere_does_not_lock_the_person_out(person: User):
    fail(person.email, address=ELSEWHERE)
    assert not signs_in(person, ELSEWHERE)
    assert signs_in(person)


def test_colleagues_behind_the_same_address_sign_in(person: User):
    fail(NOBODY)
    assert signs_in(person)


def test_capitals_and_another_browser_are_the_same_account(person: User):
    for agent in ("a", "b", "c", "d"):
        attempt(person.email.upper(), headers={"user-agent": agent})
    assert attempt(f" {person.email}", headers={"user-agent": "e"}).status_code == 429


def test_a_header_of_the_clients_own_is_no_other_address(person: User, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(MOST):
        last = attempt(person.email, headers={"x-forwarded-for": f"192.0.2.{number}, {OFFICE}"})
    assert last.status_code == 429
    assert SignInLock.objects.get().address == OFFICE


def test_the_lock_ends_by_itself_and_is_not_prolonged_by_trying(person: User, time_machine):
    begin = timezone.now()
    time_machine.move_to(begin, tick=False)
    fail(person.email)
    time_machine.move_to(begin + timedelta(minutes=14), tick=False)
    assert not signs_in(person)
    time_machine.move_to(begin + timedelta(minutes=15, seconds=1), tick=False)
    assert signs_in(person)


def test_success_forgets_the_failures_before_it(person: User):
    fail(person.email, MOST - 1)
    assert signs_in(person)
    assert fail(person.email, MOST - 1) == [200] * (MOST - 1)


@pytest.mark.parametrize(
    ("language", "heading"),
    [("kk", "Кіру біраз уақытқа бұғатталды"), ("ru", "Вход временно заблокирован"), ("en", "Signing in is locked")],
)
def test_the_page_says_until_when_and_what_to_do(person: User, language: str, heading: str):
    fail(person.email, MOST - 1)
    answer = attempt(person.email, headers={"accept-language": language})
    page = answer.content.decode()
    lock = SignInLock.objects.get()
    assert f"<h1>{heading}" in page
    assert f"{timezone.localtime(lock.until):%H:%M}" in page
    assert reverse("account_reset_password") in page
    assert 0 < int(answer.headers["Retry-After"]) <= 901


def test_an_unknown_account_is_locked_alike(person: User):
    def without_tokens(answer: Any) -> str:
        return re.sub(r'(value|nonce)="[^"]{64}"', "", answer.content.decode())

    assert fail(NOBODY, MOST - 1) == fail(person.email, MOST - 1)
    known, unknown = attempt(person.email), attempt(NOBODY)
    assert (known.status_code, without_tokens(known)) == (unknown.status_code, without_tokens(unknown))
    assert not Email.objects.exists()


def test_the_person_is_written_to_by_the_worker_once_a_day(person: User, time_machine):
    at = timezone.now()
    fail(person.email)
    fail(person.email, address=ELSEWHERE)
    fail(NOBODY)
    tell_of_locks(at=at)
    tell_of_locks(at=at)
    [letter] = Email.objects.all()
    assert letter.address == person.email
    assert letter.subject == "Порталға кіру біраз уақытқа бұғатталды"
    assert OFFICE in letter.text
    assert not SignInLock.objects.unhandled().exists()
    time_machine.move_to(at + timedelta(days=2))
    fail(person.email)
    tell_of_locks(at=timezone.now())
    assert Email.objects.count() == 2


def test_whoever_may_not_sign_in_is_not_written_to(person: User):
    person.is_active = False
    person.save()
    fail(person.email)
    tell_of_locks(at=timezone.now())
    assert not Email.objects.exists()


def test_a_new_password_by_letter_ends_the_lock(person: User):
    fail(person.email)
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"https?://[^/]+(/\S+)", Email.objects.get().text)
    assert link
    form = browser.get(link[1], follow=True)
    browser.post(form.redirect_chain[-1][0], {"password1": PASSWORD + "!", "password2": PASSWORD + "!"})
    assert attempt(person.email, PASSWORD + "!").status_code == 302
    assert SignInLock.objects.get().lifted_by is None
    assert SignInLock.objects.get().lifted_at


def test_an_administrator_sees_the_lock_and_lifts_it(client: Client, person: User):
    fail(person.email)
    fail(person.email, address=ELSEWHERE)
    member = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    client.force_login(member.user)
    listed = reverse("admin:accounts_signinlock_changelist")
    assert person.email in client.get(listed).content.decode()
    lock = SignInLock.objects.get(address=OFFICE)
    client.post(listed, {"action": "lift_locks", "_selected_action": [str(lock.pk)]})
    lock.refresh_from_db()
    assert lock.lifted_by == member.pk
    assert signs_in(person)
    assert not signs_in(person, ELSEWHERE)


def test_the_log_names_nobody(person: User, caplog):
    with caplog.at_level(logging.DEBUG):
        fail(person.email)
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert str(SignInLock.objects.get().pk) in told
    assert person.email not in told
    assert OFFICE not in told


def test_an_endless_address_is_an_address_like_any_other():
    assert fail(f"{'a' * 300}@example.kz", 1)[0] == 200
    assert attempt("a\0b@example.kz").status_code == 200


def test_locks_are_forgotten_after_three_months(person: User):
    fail(person.email)
    forget_old_locks(at=timezone.now() + timedelta(days=89))
    assert SignInLock.objects.exists()
    forget_old_locks(at=timezone.now() + timedelta(days=91))
    assert not SignInLock.objects.exists()


def test_the_administrators_home_says_what_is_locked(client: Client, person: User, time_machine):
    client.force_login(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR).user)
    listed = reverse("admin:accounts_signinlock_changelist")
    assert listed not in client.get("/").content.decode()
    fail(person.email)
    assert listed in client.get("/").content.decode()
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    assert listed not in client.get("/").content.decode()
