"""Requests made from the description, as each role: nothing breaks, nothing undocumented, nothing beyond the role."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory, override_settings
from pytest_django import DjangoDbBlocker
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup

from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.rules.roles import Role
from tests.api.conftest import TODAY
from tests.api.generated import CHECKS, READ, aimed_at, can_be_wrong, operations, requests
from tests.api.objects import Ids, Scene, scene
from tests.api.one_transaction import in_one_transaction
from tests.api.people import secret_of
from tests.fingerprints import changed_tables, fingerprint

NOT_CLOSED = (
    "ignore::pytest.PytestUnraisableExceptionWarning"  # a file given out: unlike a server, the caller lets it be
)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("as_often_as_one_likes"),
    pytest.mark.filterwarnings(NOT_CLOSED),
]
LONG = os.environ.get("SOAK") == "1"
FITTING, WRONG = (12, 6) if LONG else (2, 1)
ROLES = [role.value for role in Role]
PEOPLE = [*ROLES, "no_membership", "nobody"]
READERS = {
    "company_administrator",
    "regulator_registrar",
    "authorized_body_registrar",
    "auditor",
    "portal_administrator",
}
FOR_EVERYBODY = {"list_problems", "get_problem"}
FOR_ANY_PERSON = {"get_me", "choose_membership", "get_email_choices", "choose_emails"}
ONES_OWN = {"choose_membership", "issue_token", "revoke_token", "open_notice"}
ONES_OWN |= {"choose_emails", "enter_absence", "end_absence", "issue_calendar_feed", "revoke_calendar_feed"}
OF_THE_CALENDAR = {"preview_calendar_change", "change_calendar", "preview_calendar_year", "load_calendar_year"}
ONES_OWN |= OF_THE_CALENDAR
NOT_OF_AN_ORGANISATION = OF_THE_CALENDAR | {"get_calendar_year", "revoke_token", "end_absence", "revoke_calendar_feed"}
"""Open to everybody, or to sessions alone."""
WRITTEN_BY_READERS = {"documents_rendering", "django_session", "accounts_apitoken"}
Send = Callable[[Any], Any]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """Made once, taken back at the end; each request that may change something is taken back by itself."""
    kept_files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("documents"))
    with kept_files, django_db_blocker.unblock(), in_one_transaction(), time_machine.travel(TODAY, tick=False):
        yield scene()


def sender(who: Membership | User | None, *, by_token: bool, undescribed: list[Any]) -> Send:
    """Calls the portal over WSGI with a token or with a session, its CSRF token included; checks the answer."""
    headers, cookies = {"Accept-Language": "en"}, {}
    if who is not None and by_token:
        assert isinstance(who, Membership)
        headers["Authorization"] = f"Bearer {secret_of(who)}"
    elif who is not None:
        browser = Client()
        browser.force_login(who.user if isinstance(who, Membership) else who)
        csrf = RequestFactory().get("/")
        headers["X-CSRFToken"] = get_token(csrf)
        cookies = {"sessionid": browser.cookies["sessionid"].value, settings.CSRF_COOKIE_NAME: csrf.META["CSRF_COOKIE"]}

    def send(request: Any) -> Any:
        answer = request.call(headers=headers, cookies=cookies)
        try:
            request.validate_response(answer, checks=CHECKS)
        except FailureGroup as found:
            said = [f"{failure.title}: {' '.join(failure.message.split())[:300]}" for failure in found.exceptions]
            undescribed.append((request.method, request.path, answer.status_code, *said))
        return answer

    return send


def aimed(request: Any, ids: Ids) -> Any:
    return request.operation.Case(
        method=request.method,
        path_parameters=aimed_at(request.path, ids),
        query=request.query,
        headers={name: value for name, value in (request.headers or {}).items() if name != "Authorization"},
        body=request.body,
        media_type=request.media_type,
    )


def all_requests(ids: Ids) -> Iterator[tuple[str, Any]]:
    """Fitting and wrong ones of every operation, for the objects of one program."""
    for name in operations():
        for request in requests(name, FITTING):
            yield name, aimed(request, ids)
        if can_be_wrong(name):
            for request in requests(name, WRONG, GenerationMode.NEGATIVE):
                yield name, aimed(request, ids)


def taken_back(send: Send, request: Any) -> Any:
    with transaction.atomic():
        answer = send(request)
        transaction.set_rollback(True)
    return answer


def ways(person: str) -> list[bool]:
    """By token and by session; the short form takes one of them, in turn."""
    if person not in ROLES:
        return [False]
    return [True, False] if LONG else [bool(PEOPLE.index(person) % 2)]


@pytest.mark.parametrize("person", PEOPLE)
def test_every_answer_is_one_that_is_described_and_reading_changes_nothing(world: Scene, person: str) -> None:
    beyond: list[Any] = []
    undescribed: list[Any] = []
    for by_token in ways(person):
        send, before = sender(world.people[person], by_token=by_token, undescribed=undescribed), fingerprint()
        for name, request in all_requests(world.own):
            answer = taken_back(send, request) if request.method != READ else send(request)
            if not may_answer(person, name, request.method, answer.status_code):
                beyond.append((name, answer.status_code))
        assert changed_tables(before, fingerprint()) <= WRITTEN_BY_READERS
    assert (undescribed, beyond) == ([], [])


def may_answer(person: str, name: str, method: str, status: int) -> bool:
    """Whether this person may be answered so, whatever they sent."""
    if name in FOR_EVERYBODY:
        return status == 200
    if person == "nobody":
        return status == 401
    if person == "no_membership" and name not in FOR_ANY_PERSON:
        return status == 403
    if person in READERS and method != READ and name not in ONES_OWN:
        return status in (400, 403, 404, 406, 415)
    return True


@pytest.mark.parametrize("person", ROLES)
def test_other_organisations_objects_are_not_there(world: Scene, person: str) -> None:
    who = world.people[person]
    assert isinstance(who, Membership)
    found: dict[str, int] = {}
    send = sender(who, by_token=True, undescribed=[])
    before = fingerprint()
    for ids in world.hidden_from(who):
        for name, operation in operations().items():
            if "{" in operation.path and name not in FOR_EVERYBODY | NOT_OF_AN_ORGANISATION:
                answer = taken_back(send, aimed(requests(name, FITTING)[0], ids))
                found[name] = max(found.get(name, 0), answer.status_code)
    assert {name: status for name, status in found.items() if status != 404} == {}
    assert len(found) > 35
    assert changed_tables(before, fingerprint()) <= WRITTEN_BY_READERS
