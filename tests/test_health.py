"""What each health address says when a part is away: pages need the database, alarms need everything."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from icv_portal import health
from icv_portal.sweeps.models import Sweep
from icv_portal.sweeps.timetable import periods

ADDRESSES = ("/health/live/", "/health/ready/", "/health/work/")
NAMES = {"address_notices", "send_emails", "render_wanted", "remind", "verify_chains", "clear_sessions"}


def statuses() -> tuple[int, ...]:
    return tuple(Client().get(address).status_code for address in ADDRESSES)


def told() -> Any:
    return Client().get("/health/ready/").json()


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "find_queue", lambda: health.Finding.OK)


@pytest.fixture
def all_well(db: None, queue: None) -> None:
    for task in periods():
        Sweep.objects.finished(task, at=timezone.now())


def test_all_is_well(all_well: None):
    assert statuses() == (200, 200, 200)
    assert told() == {
        "status": "ready",
        "database": "ok",
        "migrations": "ok",
        "redis": "ok",
        "sweeps": dict.fromkeys(told()["sweeps"], "ok"),
    }
    assert set(told()["sweeps"]) >= NAMES


def test_late_sweeps_call_an_administrator_and_leave_the_pages(all_well: None):
    Sweep.objects.get(task="approvals.tasks.remind").delete()
    assert statuses() == (200, 200, 503)
    assert told()["status"] == "degraded"
    assert told()["sweeps"]["remind"] == "late"
    assert told()["sweeps"]["send_emails"] == "ok"


def test_a_queue_that_is_away_leaves_the_pages(all_well: None, monkeypatch: pytest.MonkeyPatch, settings: Any):
    monkeypatch.undo()
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    assert statuses() == (200, 200, 503)
    assert told()["redis"] == "away"


def test_a_database_behind_this_code_serves_no_pages(all_well: None):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sweeps'")
    assert statuses() == (200, 503, 503)
    assert told() == {"status": "not ready", "database": "ok", "migrations": "missing", "redis": "ok", "sweeps": {}}


def test_a_database_ahead_of_this_code_serves_pages(all_well: None):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('sweeps', '9999_next', now())")
    assert statuses() == (200, 200, 200)


@pytest.fixture
def unreachable_database(monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    settings = connections.settings["default"]
    with django_db_blocker.unblock():
        connection.close()
        monkeypatch.setitem(settings, "HOST", "/nowhere")
        yield
        connection.close()


def test_without_a_database_the_process_lives_and_says_so(unreachable_database: None, queue: None):
    assert statuses() == (200, 503, 503)
    assert told() == {"status": "not ready", "database": "away", "migrations": "unknown", "redis": "ok", "sweeps": {}}


@override_settings(MAINTENANCE=True)
def test_maintenance_hides_the_pages_alone(all_well: None):
    assert statuses() == (200, 200, 200)
    assert Client().get("/").status_code == 503


@pytest.mark.parametrize("address", ADDRESSES)
def test_answers_are_never_kept_and_nothing_is_posted(address: str, all_well: None):
    assert "no-store" in Client().get(address).headers["Cache-Control"]
    assert Client().post(address).status_code == 405
