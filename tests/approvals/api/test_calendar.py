"""The working calendar through the API, and the end of a term with its proof."""

from datetime import date

import pytest
from django.urls import reverse

from approvals.actions import DayChange, change_calendar
from approvals.models import CalendarDay
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import NOW, SignIn
from tests.factories import cases, organizations

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(signed_in: SignIn):
    return signed_in(organizations.member(organizations.oversight(), Role.AUDITOR))


def test_loaded_years_and_their_days_are_told(browser):
    years = browser.get(reverse("api-calendar")).json()
    assert [one["year"] for one in years] == [2025, 2026, 2027, 2028]
    year = browser.get(reverse("api-calendar-year", args=[2026])).json()
    nauryz = next(day for day in year["days"] if day["date"] == "2026-03-23")
    assert (nauryz["kind"], nauryz["confirmed"]) == ("day_off", True)
    assert "Nauryz" in nauryz["basis"]
    assert browser.get(reverse("api-calendar-year", args=[2040])).status_code == 404


def test_an_estimated_day_is_told_apart(browser):
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    day = DayChange(date(2026, 9, 10), CalendarDay.Kind.DAY_OFF, basis="Order No. 1", confirmed=False)
    change_calendar([day], by=administrator, at=NOW)
    year = browser.get(reverse("api-calendar-year", args=[2026])).json()
    estimated = [day["date"] for day in year["days"] if not day["confirmed"]]
    assert (estimated, year["estimated"]) == (["2026-09-10"], 1)


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [("2026-03-05", "2026-03-20"), ("2026-05-22", "2026-06-08"), ("2026-12-25", "2027-01-13")],
)
def test_ten_working_days_are_counted_as_terms_are(received_on: str, due_on: str, browser):
    told = browser.get(reverse("api-end-of-term"), {"received_on": received_on, "working_days": 10}).json()
    assert (told["due_on"], told["days"][-1]["number"]) == (due_on, 10)


@pytest.mark.parametrize("received_on", ["2028-12-29", "2031-01-05", "9999-12-31", "0001-01-01"])
def test_a_year_nobody_entered_is_told_instead_of_a_wrong_date(received_on: str, browser):
    answer = browser.get(reverse("api-end-of-term"), {"received_on": received_on, "working_days": 10})
    assert (answer.status_code, answer.json()["code"]) == (409, "calendar-missing")
    assert answer.json()["year"] in (2029, 2031, 9999, 1)


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"working_days": 10}, "/received_on"),
        ({"received_on": "2026-03-05", "working_days": 0}, "/working_days"),
        ({"received_on": "2026-03-05", "working_days": 251}, "/working_days"),
        ({"received_on": "05.03.2026", "working_days": 10}, "/received_on"),
    ],
)
def test_a_question_that_cannot_be_read_is_told_so(asked, pointer, browser):
    answer = browser.get(reverse("api-end-of-term"), asked)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)


def test_a_term_counted_by_hand_is_the_one_the_portal_set(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    term = case.running
    asked = {"received_on": str(term.started_on), "working_days": str(term.length)}
    told = signed_in(case.signatory).get(reverse("api-end-of-term"), asked).json()
    assert told["due_on"] == str(term.due_on)
