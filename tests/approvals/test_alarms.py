"""An administrator's home page alarms about every year whose calendar is missing, and about nothing else."""

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from approvals.actions import change_calendar
from approvals.models import CalendarYear
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import NOW, SignIn
from tests.factories import cases, organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db: None) -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


def home(browser: Client) -> str:
    answer = browser.get(reverse("home"))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_whole_calendar_alarms_nobody(administrator: Membership, signed_in: SignIn):
    cases.of_backbone_enterprise().submit(NOW)  # its e-mails and documents are not overdue
    page = home(signed_in(administrator))
    assert "Administration of the portal" in page
    assert 'role="alert"' not in page


def test_terms_that_wait_for_years_are_counted_and_the_years_named(administrator: Membership, signed_in: SignIn):
    CalendarYear.objects.filter(year__gte=2027).delete()
    for _ in range(2):
        cases.of_backbone_enterprise().submit(moment("2026-12-28"))
    cases.of_backbone_enterprise().submit(moment("2028-12-28"))
    browser = signed_in(administrator)
    page = home(browser)
    assert "3 terms cannot be computed" in page
    assert "until these years are loaded: 2027, 2028" in page
    assert [reverse("load_year", args=[year]) in page for year in (2027, 2028, 2026)] == [True, True, False]
    assert "Years needed now" not in page
    change_calendar([], loaded_years=[2027, 2028, 2029], by=administrator, at=NOW)
    assert 'role="alert"' not in home(browser)


@pytest.mark.parametrize(("day", "alarms"), [("2026-09-30", False), ("2026-10-01", True), ("2026-12-31", True)])
def test_the_next_year_is_wanted_from_october_on(
    day: str, alarms: bool, administrator: Membership, signed_in: SignIn, now: Traveller
):
    CalendarYear.objects.filter(year=2027).delete()
    now.move_to(f"{day}T12:00:00+05:00")
    page = home(signed_in(administrator))
    assert ("calendar is not loaded: 2027" in page) is alarms
    assert (reverse("load_year", args=[2027]) in page) is alarms
    assert "cannot be computed" not in page


def test_the_year_after_the_next_is_wanted_as_early(administrator: Membership, signed_in: SignIn, now: Traveller):
    CalendarYear.objects.filter(year=2028).delete()
    now.move_to("2026-10-01T12:00:00+05:00")
    assert "calendar is not loaded: 2028" in home(signed_in(administrator))


def test_the_present_year_is_always_wanted(administrator: Membership, signed_in: SignIn):
    CalendarYear.objects.filter(year=2026).delete()
    assert "calendar is not loaded: 2026" in home(signed_in(administrator))
