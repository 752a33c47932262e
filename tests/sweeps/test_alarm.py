"""An administrator learns on the home page which work does not go on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from icv_portal.accounts.rules.roles import Role
from icv_portal.sweeps.models import Sweep
from icv_portal.sweeps.timetable import periods
from tests.factories import organizations

pytestmark = pytest.mark.django_db
ALARM = "Work that should happen by itself does not"


@pytest.fixture
def administrator() -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR).user)
    Sweep.objects.all().delete()
    for task in periods():
        Sweep.objects.finished(task, at=timezone.now())
    return browser


def home(browser: Client) -> str:
    return " ".join(browser.get("/").content.decode().split())


def test_while_all_of_them_run_nobody_is_alarmed(administrator: Client):
    page = home(administrator)
    assert "Administration of the portal" in page
    assert ALARM not in page


def test_those_that_stay_away_are_named_with_their_last_moment(administrator: Client):
    long_ago = timezone.now() - timedelta(hours=1)
    Sweep.objects.finished("approvals.tasks.remind", at=long_ago)
    Sweep.objects.get(task="icv_portal.outbox.tasks.send_emails").delete()
    page = home(administrator)
    assert ALARM in page
    assert f"Reminders of terms are told (not since {timezone.localtime(long_ago):%d.%m.%Y %H:%M})" in page
    assert "E-mails are sent (never yet)" in page
    assert "The journal is verified" not in page
