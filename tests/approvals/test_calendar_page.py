"""The calendar month by month: which year is in view, and how its days are marked."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import SignIn
from tests.factories import organizations

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(db: None) -> Membership:
    return organizations.member(organizations.oversight(), Role.AUDITOR)


def months(signed_in: SignIn, reader: Membership, query: str = "") -> list[str]:
    """The tables of the months, from January."""
    page = signed_in(reader).get(reverse("calendar") + query)
    assert page.status_code == 200
    return re.findall(r'<table class="month">(.*?)</table>', page.content.decode(), re.DOTALL)


def days(month: str, kind: str) -> list[str]:
    return re.findall(rf'<td class="day-{kind}[^>]*>(\d+)', month)


def test_the_present_year_is_in_view_and_the_present_day_marked(signed_in: SignIn, auditor: Membership):
    shown = months(signed_in, auditor)
    assert len(shown) == 12
    assert days(shown[11], "day_off") == ["16"]
    assert re.findall(r'aria-current="date">(\d+)', shown[8]) == ["8"]  # the tests' present: 8 September 2026


def test_a_moved_working_day_is_no_weekend(signed_in: SignIn, auditor: Membership):
    january = months(signed_in, auditor, "?year=2025")[0]
    assert days(january, "day_off") == ["1", "2", "3", "7"]
    assert days(january, "moved_working_day") == ["5"]
    assert "4" in days(january, "weekend")
    assert "5" not in days(january, "weekend")


@pytest.mark.parametrize("query", ["?year=1999", "?year=x", "?year=%00", "?year="])
def test_a_year_that_is_not_loaded_shows_the_present_one(query: str, signed_in: SignIn, auditor: Membership):
    assert months(signed_in, auditor, query) == months(signed_in, auditor)


def test_days_of_the_week_are_abbreviated_as_kazakh_calendars_do():
    with override("kk"):
        week = [date_format(date(2026, 11, 23 + day), "D") for day in range(7)]
    assert week == ["Дс", "Сс", "Ср", "Бс", "Жм", "Сб", "Жс"]
