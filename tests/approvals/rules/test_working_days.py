from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.rules.working_days import CalendarNotLoaded, Count, CountedDay, DayKind, WorkingCalendar
from tests.calendars import CALENDAR_2025_2028, MOVED_TO_3_JANUARY, calendar_of

CALENDAR = CALENDAR_2025_2028
YEARS = sorted(CALENDAR.years)


def each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


class TestKazakhstansCalendar:
    @pytest.mark.parametrize(("year", "working_days"), [(2025, 246), (2026, 247), (2027, 247), (2028, 245)])
    def test_working_days_per_year(self, year, working_days):
        assert sum(map(CALENDAR.is_working_day, each_day(date(year, 1, 1), date(year, 12, 31)))) == working_days
        assert CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == working_days

    @pytest.mark.parametrize(
        ("day", "kind"),
        [
            (date(2025, 1, 3), DayKind.DAY_OFF),  # Friday, moved
            (date(2025, 1, 4), DayKind.WEEKEND),
            (date(2025, 1, 5), DayKind.MOVED_WORKING_DAY),  # Sunday, worked for the 3rd
            (date(2025, 1, 6), DayKind.WORKING),
            (date(2025, 9, 1), DayKind.DAY_OFF),  # for Constitution Day on Saturday, 30 August
            (date(2026, 8, 31), DayKind.WORKING),  # 30 August is no holiday from 2026
            (date(2027, 3, 15), DayKind.DAY_OFF),  # the new Constitution Day
        ],
    )
    def test_kind_of_day(self, day, kind):
        assert CALENDAR.kind_of(day) is kind
        assert CALENDAR.is_working_day(day) is kind.is_working


@pytest.mark.parametrize(
    ("registered_on", "ten", "fifteen", "twenty"),
    [
        (date(2025, 11, 24), date(2025, 12, 8), date(2025, 12, 15), date(2025, 12, 23)),
        (date(2025, 12, 15), date(2025, 12, 30), date(2026, 1, 9), date(2026, 1, 16)),
        (date(2026, 2, 27), date(2026, 3, 16), date(2026, 3, 26), date(2026, 4, 2)),
        (date(2026, 3, 5), date(2026, 3, 20), date(2026, 4, 1), date(2026, 4, 8)),
        (date(2026, 4, 24), date(2026, 5, 13), date(2026, 5, 20), date(2026, 5, 28)),
        (date(2026, 5, 22), date(2026, 6, 8), date(2026, 6, 15), date(2026, 6, 22)),
        (date(2026, 8, 28), date(2026, 9, 11), date(2026, 9, 18), date(2026, 9, 25)),
        (date(2026, 10, 23), date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 22)),
        (date(2027, 2, 26), date(2027, 3, 16), date(2027, 3, 26), date(2027, 4, 2)),
    ],
)
def test_terms_of_ten_fifteen_and_twenty_working_days(registered_on, ten, fifteen, twenty):
    ends = [CALENDAR.end_of_term(registered_on, working_days) for working_days in (10, 15, 20)]
    assert ends == [ten, fifteen, twenty]


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2025, 1, 3), date(2025, 1, 5)),  # the moved Sunday is day 1
        (date(2025, 1, 4), date(2025, 1, 5)),
        (date(2025, 1, 5), date(2025, 1, 6)),
        (date(2026, 4, 30), date(2026, 5, 4)),  # Thursday; Friday is a day off, then the weekend
        (date(2024, 12, 31), date(2025, 1, 5)),  # the day of receipt isn't counted: its calendar isn't needed
    ],
)
def test_a_term_of_one_day_rolls_over_days_off_to_the_next_working_day(received_on, due_on):
    assert CALENDAR.end_of_term(received_on, working_days=1) == due_on


class TestPlacesAroundDaysOff:
    @pytest.mark.parametrize(
        ("day", "before", "after"),
        [
            (date(2026, 11, 30), date(2026, 11, 30), date(2026, 11, 30)),
            (date(2026, 5, 9), date(2026, 5, 8), date(2026, 5, 12)),
            (date(2025, 1, 4), date(2024, 12, 31), date(2025, 1, 5)),
            (date(2027, 1, 2), date(2026, 12, 31), date(2027, 1, 5)),
        ],
    )
    def test_nearest_working_days(self, day, before, after):
        with_2024 = WorkingCalendar(CALENDAR.years | {2024}, CALENDAR.days_off, CALENDAR.moved_working_days)
        assert with_2024.last_working_day_on_or_before(day) == before
        assert with_2024.first_working_day_on_or_after(day) == after

    @pytest.mark.parametrize(
        ("today", "left"),
        [
            (date(2026, 4, 23), 10),
            (date(2026, 5, 6), 2),
            (date(2026, 5, 7), 2),  # a day off
            (date(2026, 5, 8), 1),
            (date(2026, 5, 10), 1),
            (date(2026, 5, 12), 0),  # the due day
            (date(2026, 5, 13), -1),
            (date(2026, 5, 14), -2),
            (date(2026, 5, 18), -4),
        ],
    )
    def test_working_days_left_until_tuesday_12_may_2026(self, today, left):
        assert CALENDAR.working_days_left(today, date(2026, 5, 12)) == left

    def test_overdue_shows_on_the_weekend_right_after_the_due_day(self):
        friday, saturday, monday = date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 8)
        assert [CALENDAR.working_days_left(day, friday) for day in (friday, saturday, monday)] == [0, -1, -1]

    def test_latest_start_is_a_working_day_whose_term_ends_in_time_and_the_next_ones_does_not(self):
        due_on = date(2026, 11, 29)  # Sunday
        start = CALENDAR.latest_start(due_on, working_days=20)
        assert start == date(2026, 10, 30)
        assert CALENDAR.end_of_term(start, 20) == date(2026, 11, 27)
        following = CALENDAR.first_working_day_on_or_after(start + timedelta(1))
        assert CALENDAR.end_of_term(following, 20) == date(2026, 11, 30)


class TestProof:
    def test_every_day_is_numbered_or_has_the_reason_it_is_skipped(self):
        assert CALENDAR.count(date(2026, 3, 5), working_days=2) == Count(
            date(2026, 3, 10),
            (
                CountedDay(date(2026, 3, 6), DayKind.WORKING, 1, ""),
                CountedDay(date(2026, 3, 7), DayKind.WEEKEND, None, ""),
                CountedDay(date(2026, 3, 8), DayKind.WEEKEND, None, ""),
                CountedDay(date(2026, 3, 9), DayKind.DAY_OFF, None, "International Women's Day"),
                CountedDay(date(2026, 3, 10), DayKind.WORKING, 2, ""),
            ),
        )

    def test_a_moved_working_day_is_counted_and_marked(self):
        assert CALENDAR.count(date(2025, 1, 2), working_days=1).days == (
            CountedDay(date(2025, 1, 3), DayKind.DAY_OFF, None, MOVED_TO_3_JANUARY),
            CountedDay(date(2025, 1, 4), DayKind.WEEKEND, None, ""),
            CountedDay(date(2025, 1, 5), DayKind.MOVED_WORKING_DAY, 1, MOVED_TO_3_JANUARY),
        )

    def test_as_json(self):
        day = CountedDay(date(2026, 3, 9), DayKind.DAY_OFF, None, "Nauryz")
        assert day.as_json() == {"day": "2026-03-09", "kind": "day_off", "number": None, "basis": "Nauryz"}


class TestYearNotLoaded:
    @pytest.mark.parametrize(
        ("years", "question", "missing"),
        [
            ((2025, 2026), lambda c: c.is_working_day(date(2027, 1, 5)), 2027),
            ((2025, 2026), lambda c: c.end_of_term(date(2026, 12, 18), 10), 2027),
            ((2025, 2026), lambda c: c.count(date(2026, 12, 18), 10), 2027),
            ((2025, 2026), lambda c: c.end_of_term(date(2026, 12, 31), 1), 2027),
            ((2025, 2026), lambda c: c.end_of_term(date(2024, 12, 30), 1), 2024),
            ((2025, 2027), lambda c: c.end_of_term(date(2025, 12, 18), 10), 2026),  # not quietly counted on in 2027
            ((2025, 2027), lambda c: c.first_working_day_on_or_after(date(2026, 7, 1)), 2026),
            ((2025, 2027), lambda c: c.last_working_day_on_or_before(date(2026, 7, 1)), 2026),
            ((2025, 2027), lambda c: c.last_working_day_on_or_before(date(2027, 1, 4)), 2026),
            ((2025, 2027), lambda c: c.working_days_between(date(2025, 12, 1), date(2027, 1, 20)), 2026),
            ((2025, 2027), lambda c: c.working_days_left(date(2027, 1, 20), date(2025, 12, 1)), 2026),
            ((2026,), lambda c: c.latest_start(date(2026, 1, 20), 20), 2025),
            ((2026,), lambda c: c.last_working_day_on_or_before(date(2026, 1, 2)), 2025),
            ((), lambda c: c.end_of_term(date(2026, 1, 20), 20), 2026),
            ((), lambda c: c.latest_start(date(2026, 1, 20), 20), 2026),
        ],
    )
    def test_is_an_error_that_names_the_year(self, years, question, missing):
        question(WorkingCalendar(frozenset(range(2020, 2030)), {}, {}))
        with pytest.raises(CalendarNotLoaded, match=str(missing)) as caught:
            question(calendar_of(*years))
        assert caught.value.year == missing

    def test_years_that_are_not_touched_may_be_missing(self):
        assert calendar_of(2025, 2027).end_of_term(date(2025, 12, 15), 10) == date(2025, 12, 30)
        assert calendar_of(2025, 2027).end_of_term(date(2027, 2, 26), 10) == date(2027, 3, 16)


FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
EVERY_DAY = each_day(FIRST, LAST)
WEEKENDS = [day for day in EVERY_DAY if day.weekday() >= 5]
days = st.dates(FIRST, LAST)
inner_days = st.dates(FIRST + timedelta(150), LAST - timedelta(150))


@st.composite
def calendars(draw) -> WorkingCalendar:
    """2020-2035 with any days off and any moved working days, Saturdays and Sundays among them.

    A few are drawn one by one, so that they are made fewer where something fails, a crowd of others by a number.
    """
    chance = Random(draw(st.integers(0, 10_000)))
    days_off = draw(st.sets(days, max_size=12)) | set(chance.sample(EVERY_DAY, chance.randrange(500)))
    moved = draw(st.sets(st.sampled_from(WEEKENDS), max_size=6)) | set(chance.sample(WEEKENDS, chance.randrange(150)))
    return WorkingCalendar(
        frozenset(range(FIRST.year, LAST.year + 1)),
        dict.fromkeys(days_off, "holiday"),
        dict.fromkeys(moved - days_off, "order"),
    )


def numpys(calendar: WorkingCalendar) -> np.busdaycalendar:
    """A seven-day week with every day off listed: numpy knows no working Saturdays."""
    off = [
        day
        for day in EVERY_DAY
        if day not in calendar.moved_working_days and (day in calendar.days_off or day.weekday() >= 5)
    ]
    return np.busdaycalendar(weekmask="1111111", holidays=np.array(off, dtype="datetime64[D]"))


class TestAgainstNumpy:
    @given(calendars(), inner_days, st.integers(1, 30))
    def test_end_of_term(self, calendar, received_on, working_days):
        expected = np.busday_offset(received_on, working_days, roll="backward", busdaycal=numpys(calendar)).item()
        assert calendar.end_of_term(received_on, working_days) == expected
        assert calendar.count(received_on, working_days).due_on == expected

    @given(calendars(), inner_days, st.integers(1, 60))
    def test_latest_start(self, calendar, due_on, working_days):
        expected = np.busday_offset(due_on, -working_days, roll="backward", busdaycal=numpys(calendar)).item()
        assert calendar.latest_start(due_on, working_days) == expected

    @given(calendars(), days, days)
    def test_working_days_between(self, calendar, start, end):
        first, last = sorted((start, end))
        expected = np.busday_count(first + timedelta(1), last + timedelta(1), busdaycal=numpys(calendar)).item()
        assert calendar.working_days_between(first, last) == expected
        assert calendar.working_days_between(last, first) == -expected

    @given(calendars(), inner_days, st.integers(1, 30))
    def test_the_proof_names_each_day_once_and_numbers_the_working_ones(self, calendar, received_on, working_days):
        due_on, proof = calendar.count(received_on, working_days)
        assert [counted.day for counted in proof] == each_day(received_on + timedelta(1), due_on)
        numbered = [counted for counted in proof if counted.number is not None]
        assert [counted.number for counted in numbered] == list(range(1, working_days + 1))
        assert all(calendar.is_working_day(counted.day) for counted in numbered)
        assert all(counted.kind in (DayKind.WEEKEND, DayKind.DAY_OFF) for counted in proof if counted.number is None)
