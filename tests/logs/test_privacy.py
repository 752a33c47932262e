"""No line of production names a person, whatever is signed in with, typed or broken; each says to whom it belongs."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from celery import shared_task
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse

from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.rules.roles import Role
from icv_portal.celery import app
from icv_portal.logs.configuration import JSON, LINES, formatter
from tests.factories import organizations

pytestmark = pytest.mark.django_db
E_MAIL, NAME, IIN, PASSWORD = "aigerim.test@customer.example", "Айгерім Сынақова", "850101300123", "Қоңыр-күз-1998"
ADDRESS, TYPED, ASKED_FOR = "203.0.113.77", "Құпия себеп", "hidden-question"
FORBIDDEN = (E_MAIL, "aigerim", NAME, "Сынақова", IIN, PASSWORD, ADDRESS, TYPED, ASKED_FOR, "sessionid")
SENT_ID = "0123456789abcdef0123456789abcdef"


class Lines(logging.Handler):
    """What a handler of production would write, as text and parsed."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []
        self.setFormatter(formatter(JSON))

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    def of(self, event: str) -> list[dict[str, Any]]:
        return [line for line in map(json.loads, self.written) if line["event"] == event]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler, root = Lines(), logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


@pytest.fixture
def signatory() -> Membership:
    membership = organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY)
    membership.user.email, membership.user.full_name = E_MAIL, NAME
    membership.user.set_password(PASSWORD)
    membership.user.save()
    return membership


def browser() -> Client:
    return Client(REMOTE_ADDR=ADDRESS, raise_request_exception=False, headers={"accept-language": "en"})


def fails(request: HttpRequest) -> HttpResponse:
    """As a row that quotes what was typed, and as a logger that means well."""
    logging.getLogger("a.library").warning("Bounced: <%s>, %s from %s", E_MAIL, IIN, ADDRESS)
    try:
        with transaction.atomic():
            User.objects.create(email=E_MAIL, full_name=request.POST["name"])
    except IntegrityError as error:
        raise ValueError(f"{request.POST['name']} is there already: {error}") from error
    return HttpResponse()


urlpatterns = [path("mistake/", fails, name="mistake"), path("", include("icv_portal.urls"))]
handler500 = "icv_portal.error_pages.server_error"


@override_settings(ROOT_URLCONF="tests.logs.test_privacy")
def everything_that_could_be_told(signatory: Membership) -> Client:
    """Fails to sign in, signs in, asks, types, breaks; the last answer is that of the mistake."""
    visitor = browser()
    for password in ("wrong", PASSWORD):
        visitor.post(reverse("account_login"), {"login": E_MAIL, "password": password})
    visitor.get("/programs/", {"q": ASKED_FOR})
    visitor.get(f"/nowhere/{E_MAIL}/")
    visitor.post(reverse("open_program"), {"first_year": TYPED, "name": NAME})
    visitor.post("/mistake/", {"name": NAME, "iin": IIN}, headers={"x-request-id": SENT_ID})
    return visitor


def test_no_line_names_anybody(signatory: Membership, lines: Lines):
    everything_that_could_be_told(signatory)
    assert len(lines.of("request")) == 6
    assert lines.of("Bounced: <[e-mail]>, [number] from [address]"), "what a library says goes through the net"
    assert {text: word for text in lines.written for word in FORBIDDEN if word in text} == {}


def test_requests_are_told_by_view_and_membership_and_mistakes_by_kinds_and_places(signatory: Membership, lines: Lines):
    everything_that_could_be_told(signatory)
    told = [(line["view"], line["status"], line["membership"]) for line in lines.of("request")]
    assert told[:2] == [("account_login", 200, None), ("account_login", 302, None)]
    assert told[3][:2] == ("none", 404)
    assert told[5] == ("mistake", 500, str(signatory.pk))
    (failed,) = lines.of("request failed")
    kinds = [part["kind"] for part in failed["failure"]]
    assert kinds == ["ValueError", "django.db.utils.IntegrityError", "psycopg.errors.UniqueViolation"]
    assert re.fullmatch(r"tests/logs/test_privacy\.py:\d+ fails", failed["failure"][0]["at"][-1])
    assert failed["request_id"] == SENT_ID


def test_a_developer_sees_the_words_of_a_mistake():
    try:
        raise ValueError(NAME)
    except ValueError as error:
        record = logging.LogRecord("a", logging.ERROR, "", 0, "broken", (), (type(error), error, error.__traceback__))
    text = formatter(LINES).format(record)
    assert " ERROR a: broken\nTraceback" in text
    assert text.endswith(f"ValueError: {NAME}")


# The number of a request


@pytest.mark.parametrize(
    ("sent", "is_taken"),
    [
        (SENT_ID, True),
        ("7f0c1e0a-3a52-4f5c-9c55-0b7d9e3f2a11", True),
        (IIN, False),
        (E_MAIL, False),
        ("", False),
        (SENT_ID.upper(), False),
        (f"{SENT_ID}\n", False),
    ],
)
def test_only_a_well_formed_number_is_taken(sent: str, is_taken: bool):
    answer = Client(headers={"x-request-id": sent}).get("/sign-in/")
    given = answer.headers["X-Request-ID"]
    assert (given == sent) is is_taken
    assert re.fullmatch(r"[0-9a-f-]{32,36}", given)


@override_settings(ROOT_URLCONF="tests.logs.test_privacy")
def test_the_page_of_a_mistake_shows_its_number():
    answer = browser().post("/mistake/", {}, headers={"x-request-id": SENT_ID})
    assert answer.status_code in (302, 500)
    signed_in = browser()
    signed_in.force_login(organizations.person())
    page = signed_in.post("/mistake/", {}, headers={"x-request-id": SENT_ID}).content.decode()
    assert f"tell the administrator of the portal this number: <code>{SENT_ID}</code>" in page


def test_nothing_of_one_request_stays_for_the_next(lines: Lines):
    Client(headers={"x-request-id": SENT_ID}).get("/sign-in/")
    assert structlog.contextvars.get_contextvars() == {}


# Tasks


@shared_task(name="tests.logs.fail")
def fail() -> None:
    logging.getLogger("a.task").info("at work")
    raise ValueError(NAME)


def test_a_task_carries_the_number_of_the_request_that_asked_for_it(lines: Lines):
    with structlog.contextvars.bound_contextvars(request_id=SENT_ID), app.connection_for_write("memory://") as queue:
        app.send_task(fail.name, connection=queue)
        message = queue.SimpleQueue("celery").get(timeout=2)
    assert message.headers["request_id"] == SENT_ID
    fail.apply(task_id="7", headers={"request_id": message.headers["request_id"]})
    (line,) = lines.of("at work")
    assert (line["task"], line["task_id"], line["request_id"]) == (fail.name, "7", SENT_ID)


def test_a_task_that_fails_is_told_without_its_words(lines: Lines):
    fail.apply()
    assert any("tests.logs.fail" in text for text in lines.written)
    assert not any(NAME in text for text in lines.written)
