from datetime import date, datetime

import pytest

from approvals.rules.terms import TIME_ZONE
from icv_portal.demo.moments import Present, period_planned_on
from tests.calendars import CALENDAR_2025_2028


def present(now: str) -> Present:
    return Present.at(datetime.fromisoformat(now).replace(tzinfo=TIME_ZONE), CALENDAR_2025_2028)


@pytest.mark.parametrize(
    ("now", "today"),
    [
        ("2026-11-23T09:00", date(2026, 11, 23)),
        ("2026-11-22T09:00", date(2026, 11, 20)),  # Sunday
        ("2027-01-04T09:00", date(2026, 12, 31)),  # the 1st and the 4th are days off
        ("2025-12-01T09:00", date(2026, 6, 1)),  # half a year after the Rules at the earliest
        ("2031-03-03T09:00", date(2028, 11, 30)),  # the calendar ends
    ],
)
def test_the_present_is_a_working_day_the_calendar_knows(now: str, today: date) -> None:
    assert present(now).today == today


def test_moments_are_counted_back_in_working_days() -> None:
    moment = present("2026-11-23T09:00").ago(20, "16:40")
    assert moment == datetime(2026, 10, 23, 16, 40, tzinfo=TIME_ZONE)  # the 26th is a day off


@pytest.mark.parametrize(
    ("day", "first_year"),
    [(date(2026, 1, 5), 2027), (date(2026, 11, 30), 2027), (date(2026, 12, 1), 2028), (date(2027, 1, 1), 2028)],
)
def test_the_period_planned_for_is_the_next_that_can_be_adopted_in_time(day: date, first_year: int) -> None:
    assert period_planned_on(day) == first_year
