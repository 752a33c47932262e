"""The administrators' page of the work behind the pages: what runs, what waits, what failed and is tried again."""

import re
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.rules.roles import ROLES_OF, OrganizationKind, Role
from icv_portal.audit_trail.models import HistoryExport
from icv_portal.documents.models import Rendering
from icv_portal.journal.models import JournalEntry
from icv_portal.machinery.backlogs import QUEUES, backlogs, try_again
from icv_portal.outbox.models import Email
from icv_portal.outbox.sending import failed
from icv_portal.sweeps.models import Sweep
from icv_portal.sweeps.timetable import periods
from tests.factories import organizations
from tests.outbox import letters

pytestmark = pytest.mark.django_db
TASK = "approvals.tasks.remind"
MAKERS: dict[OrganizationKind, Callable[[], Any]] = {
    OrganizationKind.BIG_CUSTOMER: organizations.backbone_enterprise,
    OrganizationKind.REGULATOR: organizations.regulator,
    OrganizationKind.AUTHORIZED_BODY: organizations.authorized_body,
    OrganizationKind.OVERSIGHT: organizations.oversight,
    OrganizationKind.PORTAL: organizations.portal_operator,
}
STRANGERS = [(kind, role) for kind in MAKERS for role in sorted(ROLES_OF[kind]) if role != Role.PORTAL_ADMINISTRATOR]


def browser_of(kind: OrganizationKind, role: Role) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(organizations.member(MAKERS[kind](), role).user)
    return browser


@pytest.fixture
def administrator() -> Client:
    Sweep.objects.all().delete()
    for task in periods():
        Sweep.objects.finished(task, at=timezone.now())
    return browser_of(OrganizationKind.PORTAL, Role.PORTAL_ADMINISTRATOR)


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    for module in ("machinery.actions", "machinery.backlogs", "documents.rendering"):
        monkeypatch.setattr(f"icv_portal.{module}.nudge", sent.append)
    return sent


def rows(browser: Client) -> list[str]:
    page = browser.get(reverse("machinery")).content.decode()
    assert "Background work" in page
    lines = [re.sub(r"<[^>]+>", " ", row) for row in page.split("<tr>")[1:]]
    return [" ".join(line.split()) for line in lines]


def came_back() -> Email:
    email = letters.email("gone@example.kz")
    failed(email, SMTPRecipientsRefused({email.address: (550, b"")}), at=timezone.now())
    return email


def given_up() -> Rendering:
    return Rendering.objects.create(
        source_kind="letter",
        source_id=uuid4(),
        language="kk",
        wanted_at=timezone.now(),
        next_attempt_at=None,
        attempts=6,
        last_error="KeyError: point",
    )


@pytest.mark.parametrize(("kind", "role"), STRANGERS)
def test_it_is_for_administrators_of_the_portal_alone(kind: OrganizationKind, role: Role, nudged: list[str]):
    browser = browser_of(kind, role)
    assert browser.get(reverse("machinery")).status_code == 403
    assert browser.post(reverse("run_sweep"), {"task": TASK}).status_code == 403
    assert browser.post(reverse("retry_failed"), {"queue": "emails"}).status_code == 403
    assert nudged == []
    for name in ("machinery", "run_sweep", "retry_failed"):
        assert Client().post(reverse(name)).headers["Location"].startswith("/sign-in/")


def test_in_good_order_it_says_so(administrator: Client):
    page = administrator.get(reverse("machinery")).content.decode()
    assert "All work goes on as it should" in page
    assert page.count(">runs<") == len(periods())


def test_how_each_sweep_went_is_told(administrator: Client):
    at = timezone.now()
    Sweep.objects.finished(TASK, at=at, took=timedelta(seconds=1.25), handled=3)
    Sweep.objects.failed("icv_portal.outbox.tasks.send_emails", at=at, error="KeyError")
    Sweep.objects.finished("icv_portal.documents.tasks.render_wanted", at=at - timedelta(hours=1))
    found = {row.partition(" every ")[0]: row for row in rows(administrator)}
    moment = f"{timezone.localtime(at):%d.%m.%Y %H:%M}"
    reminders = found["Reminders of terms are told"]
    assert "runs" in reminders
    assert f"1.25 s {moment} : 3 rows" in reminders
    assert f"fails failed 1 time, last {moment}: KeyError" in found["E-mails are sent"]
    assert "stays away" in found["Documents are made"]
    assert "All work goes on as it should" not in administrator.get(reverse("machinery")).content.decode()


def test_what_waits_and_what_failed_is_counted(administrator: Client):
    letters.email("waits@example.kz")
    came_back()
    given_up()
    found = {one.queue.code: (one.waiting, one.failed) for one in backlogs(timezone.now())}
    assert found["emails"] == (1, 1)
    assert found["documents"] == (0, 1)
    assert found["notices"] == (2, 0)
    page = administrator.get(reverse("machinery")).content.decode()
    for told in ("gone@example.kz", "SMTPRecipientsRefused 550", "KeyError: point"):
        assert told in page
    assert "Бағдарлама" not in page  # no word of a notice: administrators read no programs


def test_what_failed_is_tried_again(administrator: Client, nudged: list[str]):
    email, document = came_back(), given_up()
    for code in ("emails", "documents"):
        answer = administrator.post(reverse("retry_failed"), {"queue": code}, follow=True)
        assert "1 is tried again." in answer.content.decode()
    email.refresh_from_db()
    document.refresh_from_db()
    assert (email.failed_at, email.attempts, document.attempts) == (None, 0, 0)
    assert email.next_attempt_at is not None
    assert document.next_attempt_at is not None
    assert nudged == ["icv_portal.outbox.tasks.send_emails", "icv_portal.documents.tasks.render_wanted"]
    told = JournalEntry.objects.filter(event="failures_retried").order_by("number")
    assert [entry.payload for entry in told] == [{"queue": code, "number": 1} for code in ("emails", "documents")]


def test_files_given_up_are_tried_again(nudged: list[str]):
    at = timezone.now()
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    export = HistoryExport.objects.create(
        membership=auditor, language="kk", wanted_at=at, expires_at=at + timedelta(days=7), attempts=3
    )
    assert try_again("histories", at=at) == 1
    export.refresh_from_db()
    assert (export.next_attempt_at, export.attempts) == (at, 0)
    assert [try_again(code, at=at) for code in ("workbooks", "purchases")] == [0, 0]
    assert len(nudged) == 3


def test_a_sweep_is_started_when_asked(administrator: Client, nudged: list[str]):
    answer = administrator.post(reverse("run_sweep"), {"task": TASK}, follow=True)
    assert "The worker has been asked: Reminders of terms are told." in answer.content.decode()
    assert nudged == [TASK]
    entry = JournalEntry.objects.get(event="sweep_started")
    assert (entry.payload, entry.audience) == ({"task": TASK}, "portal")


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("run_sweep", {"task": "os.system"}),
        ("run_sweep", {}),
        ("retry_failed", {"queue": "notices"}),
        ("retry_failed", {"queue": "x"}),
    ],
)
def test_nothing_else_can_be_asked_for(name: str, asked: dict[str, str], administrator: Client, nudged: list[str]):
    assert administrator.post(reverse(name), asked).status_code == 404
    assert nudged == []


def test_the_number_of_queries_does_not_grow(administrator: Client, django_assert_max_num_queries: Any):
    for _number in range(3):
        came_back()
        given_up()
    with django_assert_max_num_queries(2 * len(QUEUES) + 8):
        administrator.get(reverse("machinery"))


def test_the_way_there_leads_from_the_home_page_and_from_the_alarm(administrator: Client):
    Sweep.objects.finished(TASK, at=timezone.now() - timedelta(hours=1))
    assert administrator.get("/").content.decode().count(f'href="{reverse("machinery")}"') == 2
