"""The figures tell what happened and how work stands, under few names, to whoever has the token."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from approvals.models import CalendarYear, Term
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.models import Rendering
from icv_portal.metrics import requests
from icv_portal.outbox.models import Email
from icv_portal.sweeps.models import Sweep
from icv_portal.sweeps.timetable import periods
from tests.factories import cases, organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-tests"
Figures = defaultdict[tuple[str, str], float]


@pytest.fixture(autouse=True)
def token(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN


def asked(authorization: str) -> Any:
    return Client(headers={"authorization": authorization}).get("/metrics/")


def figures() -> Figures:
    """Every sample by its name and what it is about, the label that is neither a status nor a bucket, added up."""
    answer = asked(f"Bearer {TOKEN}")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    counted: Figures = defaultdict(float)
    for sample in (one for family in families for one in family.samples):
        counted[sample.name, about(sample.labels)] += sample.value
    return counted


def about(labels: Mapping[str, str]) -> str:
    return next((value for name, value in labels.items() if name not in ("status", "le")), "")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Bearer x", TOKEN, f"Basic {TOKEN}", "Bearer й"])
def test_without_the_token_there_is_no_such_page(authorization: str):
    answer = asked(authorization)
    assert answer.status_code == 404
    assert b"portal_" not in answer.content


def test_while_no_token_is_set_nobody_has_it(settings: Any):
    settings.METRICS_TOKEN = ""
    assert [asked(sent).status_code for sent in ("", "Bearer", "Bearer ")] == [404, 404, 404]


def test_requests_are_counted_by_page_and_status():
    before = figures()
    for address in ("/sign-in/", "/sign-in/", "/nowhere/1/", "/nowhere/2/"):
        Client().get(address)
    after = figures()
    for view, more in (("account_login", 2), ("none", 2)):
        assert after["portal_requests_total", view] - before["portal_requests_total", view] == more
        assert after["portal_request_seconds_count", view] >= more
    assert not any("nowhere" in label for _name, label in after)


@pytest.fixture
def filed() -> cases.Case:
    case = cases.of_backbone_enterprise()
    case.submit(timezone.now() - timedelta(hours=2))
    return case


def test_terms_are_counted_by_kind(filed: cases.Case):
    term = Term.objects.get(closed_at=None)
    assert figures()["portal_terms_open", term.kind] == 1
    assert figures()["portal_terms_overdue", term.kind] == 0
    term.due_on = timezone.localdate() - timedelta(days=1)
    term.save()
    assert figures()["portal_terms_overdue", term.kind] == 1


def test_years_missing_in_the_calendar_are_counted():
    with time_machine.travel(moment("2026-10-01"), tick=False):
        assert figures()["portal_calendar_years_missing", ""] == 0
        CalendarYear.objects.filter(year__gte=2027).delete()
        assert figures()["portal_calendar_years_missing", ""] == 2


def test_what_waits_is_counted_with_its_age(filed: cases.Case):
    now = timezone.now()
    Email.objects.create(key="k", address="a@customer.example", language="kk", created_at=now, next_attempt_at=now)
    rendering = Rendering.objects.first()
    assert rendering is not None
    rendering.last_error, rendering.next_attempt_at = "TimeoutError", None
    rendering.save()
    found = figures()
    assert found["portal_emails_due", ""] == 1
    assert found["portal_emails_due_age_seconds", ""] < 60
    assert found["portal_notices_unaddressed_age_seconds", ""] == pytest.approx(7200, abs=60)
    assert found["portal_documents_wanted_age_seconds", ""] == pytest.approx(7200, abs=60)
    assert found["portal_documents_wanted", "waiting"] == Rendering.objects.count() - 1
    assert (found["portal_documents_wanted", "failing"], found["portal_documents_wanted", "given_up"]) == (1, 1)


def test_nothing_waits_at_first():
    found = figures()
    assert {value for (name, _), value in found.items() if name.startswith(("portal_emails", "portal_doc"))} == {0}


def test_sweeps_are_told_with_their_age():
    for task in periods():
        Sweep.objects.finished(task, at=timezone.now())
    Sweep.objects.finished("approvals.tasks.remind", at=timezone.now() - timedelta(hours=1))
    found = figures()
    assert found["portal_sweep_age_seconds", "remind"] == pytest.approx(3600, abs=30)
    assert (found["portal_sweep_late", "remind"], found["portal_sweep_late", "send_emails"]) == (1, 0)


def test_a_queue_that_is_away_is_told(settings: Any):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    found = figures()
    assert (found["portal_redis_up", ""], found["portal_database_up", ""]) == (0, 1)
    assert ("portal_queue_waiting", "") not in found


def test_the_number_of_questions_is_fixed(filed: cases.Case, django_assert_num_queries: Any):
    with django_assert_num_queries(10):
        figures()


# Several processes of one server

COUNTING = """
import django; django.setup()
from django.test import Client
Client(headers={"host": "localhost"}).get("/health/live/")
from icv_portal.metrics import requests
requests.POOL["pool_size"].set(3)
"""


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(requests, "SHARED", str(tmp_path))
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    return tmp_path


def test_processes_of_one_server_are_added_up_and_the_ended_ones_have_no_connections(shared: Path):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "icv_portal.settings"}
    started = [subprocess.Popen([sys.executable, "-c", COUNTING], env=environment) for _ in range(2)]
    assert [process.wait() for process in started] == [0, 0]
    assert len(list(shared.glob("gauge_livesum_*.db"))) == 2
    text = requests.written().decode()
    assert 'portal_requests_total{status="200",view="health_live"} 2.0' in text
    assert "portal_database_connections 3" not in text
    assert not list(shared.glob("gauge_livesum_*.db"))


# Who gets what


def people() -> dict[str, Client]:
    member = organizations.member
    found = {
        "drafter": member(organizations.backbone_enterprise(), Role.DRAFTER),
        "regulator head": member(organizations.regulator(), Role.REGULATOR_HEAD),
        "auditor": member(organizations.oversight(), Role.AUDITOR),
        "portal administrator": member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR),
    }
    browsers = {"anonymous": Client(), "no membership": Client(), **{who: Client() for who in found}}
    browsers["no membership"].force_login(organizations.person())
    for who, membership in found.items():
        browsers[who].force_login(membership.user)
    return browsers


def test_addresses_for_machines_are_the_same_for_every_kind_of_person():
    """How the portal is, everybody may know; its figures nobody without the token, whoever signed in."""
    cases.of_backbone_enterprise().submit(moment("2026-09-08"))
    for who, browser in people().items():
        found = [browser.get(f"/{address}/").status_code for address in ("health/live", "health/ready", "metrics")]
        assert found == [200, 200, 404], who
        assert browser.get("/health/work/").status_code in (200, 503)
