"""Administrators see what fails and have it tried again; they change nothing and read no document."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.models import Document, Rendering
from icv_portal.documents.rendering import render_due, want
from tests.documents.paper import KIND, OF_PAPER, Paper, pages
from tests.factories import organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08")
FAILING = "/admin/documents/rendering/"


@pytest.fixture
def administrator() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR).user)
    return client


@pytest.fixture
def given_up(paper: Paper) -> Rendering:
    want(KIND, OF_PAPER, ["kk"], at=AT)
    paper.does = lambda source_id, language: pages(source_id, language)[1 // 0 :]
    render_due(AT)
    Rendering.objects.update(next_attempt_at=None, attempts=6)
    return Rendering.objects.get()


def test_what_was_given_up_is_made_when_an_administrator_asks(administrator: Client, given_up: Rendering, paper: Paper):
    assert "ZeroDivisionError: integer division or modulo by zero" in administrator.get(FAILING).content.decode()
    assert not render_due(timezone.now())
    asked = administrator.post(FAILING, {"action": "try_again_now", "_selected_action": [given_up.pk]}, follow=True)
    assert "1 document is tried again now." in asked.content.decode()
    paper.does = pages
    assert render_due(timezone.now())
    assert Document.objects.exists()
    assert not Rendering.objects.exists()


def test_nothing_is_added_changed_or_deleted_here(administrator: Client, given_up: Rendering, paper: Paper):
    want(KIND, OF_PAPER, ["ru"], at=AT)
    paper.does = pages
    render_due(AT)
    for row in (given_up, Document.objects.get()):
        name = row._meta.model_name
        page = reverse(f"admin:documents_{name}_change", args=[row.pk])
        assert administrator.get(page).status_code == 200
        assert administrator.post(page, {"language": "ru"}).status_code == 403
        assert administrator.get(reverse(f"admin:documents_{name}_delete", args=[row.pk])).status_code == 403
        assert administrator.get(reverse(f"admin:documents_{name}_add")).status_code == 403


def test_the_home_page_counts_what_fails_and_leads_there(administrator: Client, given_up: Rendering):
    want(KIND, OF_PAPER, ["ru"], at=timezone.now())
    page = home(administrator)
    assert "waited for more than an hour" not in page
    assert "1 document could not be made or was altered" in page
    assert "1 of them is not tried again unless you ask for it." in page
    assert f'href="{FAILING}"' in page


def test_what_merely_waits_alarms_nobody(administrator: Client, paper: Paper):
    want(KIND, OF_PAPER, ["kk", "ru"], at=timezone.now() - timedelta(minutes=59))
    assert home(administrator).count(FAILING) == 0


def test_what_waits_for_more_than_an_hour_alarms_though_nobody_tried(administrator: Client, paper: Paper):
    want(KIND, OF_PAPER, ["kk", "ru"], at=timezone.now() - timedelta(minutes=61))
    page = home(administrator)
    assert "2 documents have waited for more than an hour: look whether the worker runs" in page
    assert "could not be made" not in page
    assert f'href="{FAILING}"' in page


def test_many_that_wait_while_others_are_made_alarm_nobody(administrator: Client, paper: Paper):
    wanted_at = timezone.now() - timedelta(minutes=61)
    want(KIND, OF_PAPER, ["kk", "ru"], at=wanted_at)
    assert render_due(timezone.now())
    assert Rendering.objects.exists()
    assert FAILING not in home(administrator)


def test_what_ended_the_worker_each_time_alarms_though_it_left_no_error(administrator: Client, paper: Paper):
    want(KIND, OF_PAPER, ["kk", "ru"], at=AT)
    assert render_due(timezone.now())
    Rendering.objects.update(next_attempt_at=None, attempts=6)
    assert "1 document has waited for more than an hour" in home(administrator)


def home(administrator: Client) -> str:
    return " ".join(administrator.get(reverse("home")).content.decode().split())
