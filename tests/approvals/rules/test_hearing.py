"""When the customer must have been told of a refusal, and until when it may answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.rules.hearing import (
    NEW_GROUND,
    NO_MINUTES,
    NOT_HEARD,
    TOO_EARLY,
    Announced,
    hindrances,
    last_safe_day,
    objections_until,
    refusal_from,
)
from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.working_days import CalendarNotLoaded
from tests.calendars import CALENDAR_2025_2028 as CALENDAR

TARGETS, CONTRACTS = RefusalGround.UNDERSTATED_TARGETS, RefusalGround.MISMATCHED_CONTRACT_INDICATORS
MONDAY = date(2026, 9, 7)
TOLD = Announced(sent_on=MONDAY, grounds=[TARGETS], hearing_is_due=False)


@pytest.mark.parametrize(
    ("sent_on", "until", "earliest"),
    [
        (date(2026, 9, 7), date(2026, 9, 9), date(2026, 9, 11)),  # Monday: Tuesday to Thursday pass whole
        (date(2026, 9, 10), date(2026, 9, 14), date(2026, 9, 16)),  # Thursday: over a weekend
        (date(2026, 9, 12), date(2026, 9, 15), date(2026, 9, 17)),  # a Saturday counts as no working day
        (date(2026, 3, 20), date(2026, 3, 27), date(2026, 3, 31)),  # Friday before Nauryz
        (date(2025, 12, 30), date(2026, 1, 5), date(2026, 1, 8)),  # over New Year and 7 January
    ],
)
def test_two_days_to_answer_and_three_whole_days_before_the_refusal(sent_on, until, earliest):
    assert objections_until(sent_on, CALENDAR) == until
    assert refusal_from(sent_on, CALENDAR) == earliest


@given(st.dates(date(2026, 2, 1), date(2028, 11, 30)))
def test_on_the_last_safe_day_a_refusal_is_still_in_time_and_a_day_later_it_is_not(due_on):
    safe = last_safe_day(due_on, CALENDAR)
    assert refusal_from(safe, CALENDAR) <= due_on
    following = CALENDAR.first_working_day_on_or_after(date.fromordinal(safe.toordinal() + 1))
    assert refusal_from(following, CALENDAR) > due_on


def test_nobody_counts_days_of_a_year_without_a_calendar():
    with pytest.raises(CalendarNotLoaded):
        refusal_from(date(2028, 12, 28), CALENDAR)


@pytest.mark.parametrize(
    ("announced", "grounds", "on", "found"),
    [
        (None, [TARGETS], date(2026, 9, 11), [NOT_HEARD]),
        (TOLD, [TARGETS], date(2026, 9, 10), [TOO_EARLY.format(day="11.09.2026")]),
        (TOLD, [TARGETS], date(2026, 9, 11), []),
        (TOLD, [TARGETS], date(2026, 10, 30), []),
        (TOLD, [TARGETS, CONTRACTS], date(2026, 9, 11), [NEW_GROUND.format(ground=CONTRACTS.label)]),
        (Announced(MONDAY, [TARGETS, CONTRACTS], hearing_is_due=False), [TARGETS], date(2026, 9, 11), []),
        (Announced(MONDAY, [TARGETS], hearing_is_due=True), [TARGETS], date(2026, 9, 11), [NO_MINUTES]),
    ],
    ids=["not told", "a day early", "first day", "long after", "new ground", "ground dropped", "hearing not held"],
)
def test_what_keeps_a_refusal_from_being_made(announced, grounds, on, found):
    assert hindrances(announced, grounds, on, CALENDAR) == found
