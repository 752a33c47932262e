from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from time import process_time

import pytest

from approvals.rules.route import BodyKind
from approvals.rules.terms import (
    TIME_ZONE,
    TermKind,
    WorkingHours,
    compute,
    consideration_term,
    is_met,
    local_date,
    registered_on,
)
from approvals.rules.working_days import CalendarNotLoaded
from tests.calendars import CALENDAR_2025_2028 as CALENDAR

HOURS = WorkingHours(opens=time(9), closes=time(18, 30))


def almaty(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=TIME_ZONE)


def test_the_whole_country_is_at_utc_plus_5():
    assert almaty(2026, 1, 15).utcoffset() == almaty(2026, 7, 15).utcoffset() == timedelta(hours=5)


@pytest.mark.parametrize(
    ("kind", "length", "point"),
    [
        (TermKind.REGULATOR_CONSIDERATION, 15, "13"),
        (TermKind.AUTHORIZED_BODY_CONSIDERATION, 20, "13"),
        (TermKind.RECONSIDERATION, 10, "15"),
        (TermKind.REWORK, 10, "15"),
    ],
)
def test_lengths_in_working_days(kind, length, point):
    assert (kind.length, kind.point) == (length, point)


@pytest.mark.parametrize(
    ("body", "earlier_considerations", "kind"),
    [
        (BodyKind.REGULATOR, 0, TermKind.REGULATOR_CONSIDERATION),
        (BodyKind.REGULATOR, 1, TermKind.RECONSIDERATION),
        (BodyKind.REGULATOR, 2, TermKind.RECONSIDERATION),
        (BodyKind.AUTHORIZED_BODY, 0, TermKind.AUTHORIZED_BODY_CONSIDERATION),
        (BodyKind.AUTHORIZED_BODY, 1, TermKind.RECONSIDERATION),
    ],
)
def test_a_bodys_term_depends_on_its_own_earlier_considerations(body, earlier_considerations, kind):
    assert consideration_term(body, earlier_considerations) is kind


@pytest.mark.parametrize(
    ("filed_at", "day"),
    [
        (almaty(2026, 3, 5, 0, 0), date(2026, 3, 5)),  # Thursday, before opening
        (almaty(2026, 3, 5, 8, 59), date(2026, 3, 5)),
        (almaty(2026, 3, 5, 18, 29), date(2026, 3, 5)),
        (almaty(2026, 3, 5, 18, 30), date(2026, 3, 5)),  # the moment of closing
        (almaty(2026, 3, 5, 18, 31), date(2026, 3, 6)),
        (almaty(2026, 3, 5, 23, 50), date(2026, 3, 6)),
        (almaty(2026, 3, 6, 18, 31), date(2026, 3, 10)),  # Friday; Monday the 9th is a day off
        (almaty(2026, 3, 7, 12, 0), date(2026, 3, 10)),  # Saturday
        (almaty(2026, 3, 9, 12, 0), date(2026, 3, 10)),  # a day off
        (almaty(2025, 1, 5, 12, 0), date(2025, 1, 5)),  # the moved working Sunday
        (almaty(2026, 12, 31, 19, 0), date(2027, 1, 5)),
        (datetime(2026, 3, 5, 13, 29, tzinfo=UTC), date(2026, 3, 5)),  # 18:29 in Kazakhstan
        (datetime(2026, 3, 5, 13, 31, tzinfo=UTC), date(2026, 3, 6)),
        (datetime(2026, 3, 5, 20, 0, tzinfo=UTC), date(2026, 3, 6)),  # already Friday there, before opening
    ],
)
def test_a_filing_after_hours_or_on_a_day_off_is_registered_on_the_next_working_day(filed_at, day):
    assert registered_on(filed_at, HOURS, CALENDAR) == day


def test_closing_time_is_the_bodys_own():
    filed_at = almaty(2026, 3, 5, 18, 10)
    assert registered_on(filed_at, HOURS, CALENDAR) == date(2026, 3, 5)
    assert registered_on(filed_at, replace(HOURS, closes=time(18)), CALENDAR) == date(2026, 3, 6)


def test_a_body_has_the_same_term_whether_filed_on_friday_evening_or_on_monday():
    friday_evening = registered_on(almaty(2026, 6, 5, 18, 31), HOURS, CALENDAR)
    assert friday_evening == registered_on(almaty(2026, 6, 8, 10), HOURS, CALENDAR) == date(2026, 6, 8)


@pytest.mark.parametrize(
    ("received_at", "started_on", "due_on"),
    [
        (almaty(2026, 6, 5, 18, 29), date(2026, 6, 5), date(2026, 6, 19)),  # Friday
        (almaty(2026, 6, 5, 18, 31), date(2026, 6, 5), date(2026, 6, 19)),  # a body's hours don't matter
        (almaty(2026, 6, 6, 12, 0), date(2026, 6, 6), date(2026, 6, 19)),  # Saturday: no shift, day 1 is Monday
        (almaty(2026, 6, 8, 0, 0), date(2026, 6, 8), date(2026, 6, 22)),
        (almaty(2026, 8, 27, 23, 59), date(2026, 8, 27), date(2026, 9, 10)),
        (almaty(2026, 8, 28, 0, 0), date(2026, 8, 28), date(2026, 9, 11)),
    ],
)
def test_rework_starts_on_the_local_date_of_receipt(received_at, started_on, due_on):
    term = compute(TermKind.REWORK, local_date(received_at), CALENDAR)
    assert (term.started_on, term.due_on) == (started_on, due_on)


def test_a_term_carries_its_point_and_its_proof():
    term = compute(TermKind.REGULATOR_CONSIDERATION, date(2026, 3, 5), CALENDAR)
    assert (term.kind, term.point, term.length) == (TermKind.REGULATOR_CONSIDERATION, "13", 15)
    assert (term.started_on, term.due_on) == (date(2026, 3, 5), date(2026, 4, 1))
    assert term.proof[0] == {"day": "2026-03-06", "kind": "working", "number": 1, "basis": ""}
    assert term.proof[3]["basis"] == "International Women's Day"
    assert term.proof[-1] == {"day": "2026-04-01", "kind": "working", "number": 15, "basis": ""}


def test_a_term_that_runs_into_a_year_not_loaded_is_refused():
    assert compute(TermKind.REWORK, date(2028, 12, 14), CALENDAR).due_on == date(2028, 12, 29)
    with pytest.raises(CalendarNotLoaded) as caught:
        compute(TermKind.REWORK, date(2028, 12, 15), CALENDAR)
    assert caught.value.year == 2029


def test_ten_thousand_terms_with_proof_take_at_most_a_second():
    starts = [date(2025, 1, 1) + timedelta(n % 1300) for n in range(10_000)]

    def seconds() -> float:
        began = process_time()
        terms = [compute(TermKind.AUTHORIZED_BODY_CONSIDERATION, start, CALENDAR) for start in starts]
        assert {term.proof[-1]["number"] for term in terms} == {20}
        return process_time() - began

    assert min(seconds() for _ in range(3)) <= 1


@pytest.mark.parametrize(
    ("acted_at", "met"),
    [
        (almaty(2026, 6, 18, 12, 0), True),
        (almaty(2026, 6, 19, 18, 31), True),
        (almaty(2026, 6, 19, 23, 50), True),
        (almaty(2026, 6, 19, 23, 59, 59), True),
        (almaty(2026, 6, 20, 0, 0), False),
        (datetime(2026, 6, 19, 18, 59, tzinfo=UTC), True),  # 23:59 in Kazakhstan
        (datetime(2026, 6, 19, 19, 0, tzinfo=UTC), False),
        (datetime(2026, 6, 20, 1, 0, tzinfo=timezone(timedelta(hours=9))), True),
    ],
)
def test_a_term_is_met_until_midnight_of_the_due_day(acted_at, met):
    assert is_met(date(2026, 6, 19), acted_at) is met


def test_resubmitted_on_the_last_day_at_23_50_is_in_time_and_registered_the_next_working_day():
    filed_at = almaty(2026, 6, 19, 23, 50)
    assert is_met(compute(TermKind.REWORK, date(2026, 6, 6), CALENDAR).due_on, filed_at)
    assert registered_on(filed_at, HOURS, CALENDAR) == date(2026, 6, 22)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2026, 6, 19, 12, 0))
