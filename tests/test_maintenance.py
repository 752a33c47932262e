"""The portal is away: whoever asks learns it in three languages, and is told when to ask again."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import OperationalError, connection, connections
from django.test import Client, override_settings
from psycopg import errors
from pytest_django import DjangoDbBlocker

from icv_portal.maintenance import is_database_away

HEADINGS = ("Портал уақытша жұмыс істемейді", "Портал временно не работает", "The portal is away for a while")


def assert_away(answer: Any) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert all(heading in answer.content.decode() for heading in HEADINGS)


@override_settings(MAINTENANCE=True)
@pytest.mark.parametrize("address", ["/", "/sign-in/", "/admin/", "/nowhere/"])
def test_during_maintenance_every_address_says_so_without_the_database(address: str) -> None:
    browser = Client()
    assert_away(browser.get(address))
    assert_away(browser.post(address))


@pytest.mark.django_db  # the end of a response looks after connections
@override_settings(MAINTENANCE=True)
def test_during_maintenance_the_page_still_has_its_looks() -> None:
    with closing(Client().get(staticfiles_storage.url("frame.css"))) as answer:
        assert answer.status_code == 200


def test_otherwise_the_portal_is_there() -> None:
    assert Client().get("/sign-in/").status_code == 200


@pytest.fixture
def unreachable_database(monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A server that is not there: nobody listens at this socket."""
    settings = connections.settings["default"]
    with django_db_blocker.unblock():
        connection.close()
        monkeypatch.setitem(settings, "HOST", "/nowhere")
        yield
        connection.close()


def test_without_a_database_the_visitor_reads_that_the_portal_is_away(unreachable_database: None) -> None:
    browser = Client(raise_request_exception=False)
    browser.cookies["sessionid"] = "somebody-signed-in"
    assert_away(browser.get("/"))


def test_signing_in_without_a_database_is_no_mistake_of_the_portal_either(unreachable_database: None) -> None:
    browser = Client(raise_request_exception=False)
    assert_away(browser.post("/sign-in/", {"login": "a@customer.example", "password": "x"}))


@pytest.mark.parametrize(
    ("cause", "is_away"),
    [
        (errors.OperationalError("connection refused"), True),
        (errors.AdminShutdown(), True),
        (errors.CannotConnectNow(), True),
        (errors.TooManyConnections(), True),
        (errors.ConnectionFailure(), True),
        (errors.DeadlockDetected(), False),
        (errors.QueryCanceled(), False),
        (errors.LockNotAvailable(), False),
    ],
)
def test_a_server_that_is_there_and_says_no_is_not_away(cause: Exception, is_away: bool) -> None:
    error = OperationalError()
    error.__cause__ = cause
    assert is_database_away(error) is is_away


def test_other_mistakes_are_the_portals_own() -> None:
    assert not is_database_away(RuntimeError())
    assert not is_database_away(None)
