from datetime import date

import pytest

from approvals.rules.calendar_dates import (
    is_adopted_late,
    is_amended_late,
    last_day_to_adopt,
    last_day_to_amend,
    last_day_to_monitor,
)
from tests.calendars import CALENDAR_2025_2028 as CALENDAR


@pytest.mark.parametrize(
    ("last_day", "day", "working_day"),
    [
        (last_day_to_adopt(2026), date(2025, 11, 30), date(2025, 11, 28)),  # Sunday
        (last_day_to_adopt(2027), date(2026, 11, 30), date(2026, 11, 30)),
        (last_day_to_adopt(2029), date(2028, 11, 30), date(2028, 11, 30)),
        (last_day_to_amend(2026), date(2026, 4, 30), date(2026, 4, 30)),
        (last_day_to_amend(2028), date(2028, 4, 30), date(2028, 4, 28)),  # Sunday
        (last_day_to_monitor(2026), date(2026, 3, 14), date(2026, 3, 13)),  # Saturday
        (last_day_to_monitor(2027), date(2027, 3, 14), date(2027, 3, 12)),  # Sunday
    ],
)
def test_the_day_before_the_date_named_and_the_last_working_day_up_to_it(last_day, day, working_day):
    assert last_day == day
    assert CALENDAR.last_working_day_on_or_before(last_day) == working_day


@pytest.mark.parametrize(
    ("order_date", "late"),
    [(date(2026, 11, 29), False), (date(2026, 11, 30), False), (date(2026, 12, 1), True), (date(2027, 1, 11), True)],
)
def test_adoption_on_1_december_is_late(order_date, late):
    assert is_adopted_late(order_date, first_year=2027) is late


def test_nothing_rolls_forward_from_a_day_off():
    assert not CALENDAR.is_working_day(last_day_to_adopt(2026))
    assert is_adopted_late(date(2025, 12, 1), first_year=2026)
    assert not CALENDAR.is_working_day(last_day_to_amend(2028))
    assert is_amended_late(date(2028, 5, 2), 2028)


@pytest.mark.parametrize(("consented_on", "late"), [(date(2026, 4, 30), False), (date(2026, 5, 1), True)])
def test_amendment_consented_to_on_1_may_is_late(consented_on, late):
    assert is_amended_late(consented_on, 2026) is late
