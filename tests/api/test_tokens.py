"""Tokens: issued by a person, for one membership, with scopes, for a time; kept as a hash; taken back."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import Traveller

from icv_portal.accounts.models import ApiToken, Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.accounts.tokens import revoke_token
from icv_portal.api import throttling
from programs.models import Program
from tests.api.conftest import TODAY
from tests.api.people import Caller, by_session, by_token, secret_of
from tests.factories import organizations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ME, TOKENS = "/api/v1/me/", "/api/v1/tokens/"
WANTED = {"name": "ERP", "scopes": ["read", "draft"], "last_day": "2026-12-31"}


def code(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def test_a_session_issues_one_and_sees_its_secret_once(drafter: Membership) -> None:
    caller = by_session(drafter.user)
    answer = caller.send("POST", TOKENS, WANTED)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (201, "no-store")
    issued = answer.json()
    assert issued["expires_at"] == "2026-12-31T23:59:59+05:00"
    assert Caller(secret=issued["secret"]).get(ME).json()["acting"]["id"] == str(drafter.pk)
    (listed,) = caller.get(TOKENS).json()["results"]
    assert listed == {**{name: issued[name] for name in listed}, "last_used_at": "2026-09-08T14:03:00+05:00"}
    assert "secret" not in listed
    assert issued["secret"].startswith(listed["beginning"])


def test_issuing_asks_who_it_is_of_whoever_signed_in_long_ago(drafter: Membership, today: Traveller) -> None:
    drafter.user.set_password("Қоңыр-күз-1998")
    drafter.user.save()
    caller = Caller()
    typed = urlencode({"login": drafter.user.email, "password": "Қоңыр-күз-1998"})
    caller.generic("POST", reverse("account_login"), typed, "application/x-www-form-urlencoded")
    assert caller.send("POST", TOKENS, WANTED).status_code == 201
    today.move_to(TODAY + timedelta(minutes=6))
    assert code(caller.send("POST", TOKENS, WANTED)) == (403, "reauthentication-required")
    assert caller.get(TOKENS).status_code == 200
    assert ApiToken.objects.count() == 1


def test_of_the_secret_only_a_hash_is_kept(drafter: Membership) -> None:
    secret = secret_of(drafter)
    token = ApiToken.objects.get()
    assert len(token.sha256) == 64
    kept = [str(value) for row in ApiToken.objects.values() for value in row.values()]
    kept += [str(value) for row in ApiToken.history.values() for value in row.values()]
    assert token.beginning in kept
    assert not any(secret in value for value in kept)
    assert "sha256" not in ApiToken.history.values().first()


def test_a_token_makes_and_revokes_no_tokens(drafter: Membership) -> None:
    caller = by_token(drafter)
    own = ApiToken.objects.get()
    assert code(caller.send("POST", TOKENS, WANTED)) == (403, "session-needed")
    assert code(caller.send("POST", reverse("api-token-revocation", args=[own.pk]))) == (403, "session-needed")
    assert ApiToken.objects.filter(revoked_at=None).count() == 1


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"scopes": ["all"]}, {"name": " "}, {"last_day": "2027-09-20"}])
def test_what_is_wrong_is_named_at_its_place(drafter: Membership, wrong: dict[str, Any]) -> None:
    answer = by_session(drafter.user).send("POST", TOKENS, {**WANTED, **wrong})
    assert code(answer) == (400, "invalid-input")
    (error,) = answer.json()["errors"]
    assert error["pointer"].split("/")[1] == next(iter(wrong))
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    ("scopes", "reads", "writes"),
    [([Scope.READ], 200, 403), ([Scope.DRAFT], 403, 428), ([Scope.ACT], 403, 403), (list(Scope), 200, 428)],
)
def test_it_does_what_its_scopes_say(
    drafter: Membership, program: Program, scopes: list[Scope], reads: int, writes: int
) -> None:
    caller = by_token(drafter, scopes)
    section = reverse("api-section", args=[program.pk, "table_2"])
    answers = caller.get(section), caller.send("PATCH", section, {})
    assert tuple(answer.status_code for answer in answers) == (reads, writes)
    for answer in answers:
        if answer.status_code == 403:
            assert answer.json()["code"] == "scope-missing"


def test_it_opens_nothing_after_its_last_day(drafter: Membership, today: Traveller) -> None:
    caller = by_session(drafter.user)
    secret = caller.send("POST", TOKENS, {**WANTED, "last_day": "2026-09-08"}).json()["secret"]
    assert Caller(secret=secret).get(ME).status_code == 200
    today.move_to(TODAY.replace(hour=23, minute=59, second=59))
    answer = Caller(secret=secret).get(ME)
    assert code(answer) == (401, "token-invalid")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_revoked_it_opens_nothing(drafter: Membership) -> None:
    secret, caller = secret_of(drafter), by_session(drafter.user)
    token = ApiToken.objects.get()
    address = reverse("api-token-revocation", args=[token.pk])
    revoked = caller.send("POST", address)
    assert (revoked.status_code, revoked.json()["revoked_at"]) == (200, "2026-09-08T14:03:00+05:00")
    assert caller.send("POST", address).json() == revoked.json()
    assert code(Caller(secret=secret).get(ME)) == (401, "token-invalid")


def test_nobody_revokes_or_sees_somebody_elses(drafter: Membership) -> None:
    secret = secret_of(drafter)
    other = by_session(organizations.member(drafter.organization, Role.COMPANY_ADMINISTRATOR).user)
    address = reverse("api-token-revocation", args=[ApiToken.objects.get().pk])
    assert code(other.send("POST", address)) == (404, "not-found")
    assert other.get(TOKENS).json()["results"] == []
    assert Caller(secret=secret).get(ME).status_code == 200


def test_it_opens_nothing_once_its_membership_is_over(drafter: Membership, today: Traveller) -> None:
    secret = secret_of(drafter)
    drafter.valid_until = TODAY.date()
    drafter.save_by(None, reason="left")
    assert Caller(secret=secret).get(ME).status_code == 200
    today.move_to(TODAY + timedelta(days=1))
    assert code(Caller(secret=secret).get(ME)) == (401, "token-invalid")


def test_it_opens_nothing_once_its_person_is_deactivated(drafter: Membership) -> None:
    secret = secret_of(drafter)
    drafter.user.is_active = False
    drafter.user.save()
    assert code(Caller(secret=secret).get(ME)) == (401, "token-invalid")


def test_it_acts_in_its_own_membership_whatever_was_chosen_on_the_pages(drafter: Membership) -> None:
    elsewhere = organizations.member(organizations.oversight(), Role.AUDITOR, user=drafter.user)
    browser = by_session(drafter.user)
    chosen = browser.send("PUT", "/api/v1/me/acting/", {"membership": str(elsewhere.pk)})
    assert (chosen.status_code, chosen.json()["role"]) == (200, "auditor")
    assert browser.get(ME).json()["acting"]["id"] == str(elsewhere.pk)
    told = by_token(drafter).get(ME).json()
    assert (told["acting"]["id"], len(told["memberships"])) == (str(drafter.pk), 1)


def test_a_membership_of_somebody_else_cannot_be_chosen(drafter: Membership, team: dict[Role, Membership]) -> None:
    caller = by_session(drafter.user)
    answer = caller.send("PUT", "/api/v1/me/acting/", {"membership": str(team[Role.SIGNATORY].pk)})
    assert code(answer) == (400, "invalid-input")
    assert caller.get(ME).json()["acting"]["id"] == str(drafter.pk)


def test_its_last_use_is_told_to_the_minute_without_a_history(drafter: Membership, today: Traveller) -> None:
    caller = by_token(drafter)
    changes = ApiToken.history.count()
    for seconds, told in ((0, 0), (30, 0), (61, 61)):
        today.move_to(TODAY + timedelta(seconds=seconds))
        caller.get(ME)
        assert ApiToken.objects.get().last_used_at == TODAY + timedelta(seconds=told)
    assert ApiToken.history.count() == changes


def test_each_token_has_its_own_limit(drafter: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    limit_to(monkeypatch, "3/minute")
    first, second = by_token(drafter), by_token(drafter)
    assert [first.get(ME).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = first.get(ME)
    assert code(refused) == (429, "too-many-requests")
    assert refused.json()["retry_after"] == int(refused.headers["Retry-After"]) > 0
    assert second.get(ME).status_code == 200


def test_strangers_are_limited_by_their_address(monkeypatch: pytest.MonkeyPatch) -> None:
    limit_to(monkeypatch, "2/minute")
    guesses = [Caller(secret=f"icv_{number}") for number in range(3)]
    assert [caller.get(ME).status_code for caller in guesses] == [401, 401, 429]
    assert Caller().get("/api/v1/problems/").status_code == 429


def test_who_is_refused_has_asked_too(drafter: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    limit_to(monkeypatch, "2/minute")
    caller = by_token(drafter, [Scope.ACT])
    assert [caller.get(ME).status_code for _ in range(3)] == [403, 403, 429]


def limit_to(monkeypatch: pytest.MonkeyPatch, rate: str) -> None:
    for throttle in (throttling.CallerThrottle, throttling.StrangerThrottle):
        monkeypatch.setattr(throttle, "rate", rate, raising=False)


def test_the_session_shows_that_a_change_is_its_own(drafter: Membership) -> None:
    caller = by_session(drafter.user, enforce_csrf_checks=True)
    assert code(caller.send("POST", TOKENS, WANTED)) == (403, "csrf-failed")
    assert caller.get(ME).status_code == 200
    by_header = Caller(secret=secret_of(drafter), enforce_csrf_checks=True)
    assert code(by_header.send("POST", "/api/v1/programs/", {})) == (400, "invalid-input")


def test_a_revocation_is_an_act_with_its_person(drafter: Membership) -> None:
    secret_of(drafter)
    revoke_token(ApiToken.objects.get().pk, by=drafter, at=timezone.now())
    last = ApiToken.history.first()
    assert (last.history_user, last.history_change_reason) == (drafter.user, "revoked")


def test_a_session_without_the_second_factor_its_role_asks_for_opens_nothing(
    drafter: Membership, settings: Any
) -> None:
    caller = by_session(drafter.user)
    assert caller.get(ME).status_code == 200
    settings.SECOND_FACTOR_ROLES = frozenset({Role.DRAFTER})
    assert code(caller.get(ME)) == (403, "second-factor-missing")
    assert caller.get("/api/v1/problems/").status_code == 200
