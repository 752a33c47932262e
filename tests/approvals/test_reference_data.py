"""The calendar a fresh database has: the table of tests/calendars.py, day by day."""

from datetime import date

import pytest

from approvals import reference_data
from approvals.models import CalendarDay, CalendarYear
from approvals.rules.holidays import described
from approvals.rules.working_days import days_from
from tests.calendars import CALENDAR_2025_2028
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-07")


def test_the_loaded_calendar_is_the_table():
    loaded = CalendarDay.objects.calendar()
    assert loaded.years == CALENDAR_2025_2028.years
    assert set(loaded.days_off) == set(CALENDAR_2025_2028.days_off)
    assert set(loaded.moved_working_days) == set(CALENDAR_2025_2028.moved_working_days) == {date(2025, 1, 5)}


@pytest.mark.parametrize(("year", "working_days"), [(2025, 246), (2026, 247), (2027, 247), (2028, 245)])
def test_working_days_of_each_year(year, working_days):
    calendar = CalendarDay.objects.calendar()
    days = days_from(date(year, 1, 1), date(year + 1, 1, 1))
    assert sum(calendar.is_working_day(day) for day in days) == working_days


def test_estimates_are_marked_and_nothing_else():
    estimated = CalendarDay.objects.filter(confirmed=False)
    assert list(estimated.values_list("date", flat=True)) == [date(2028, 5, 5)]


def test_every_day_has_a_basis_that_can_be_told():
    days = list(CalendarDay.objects.all())
    assert len(days) == 60
    for day in days:
        label = described(day.basis)
        assert label.kk != day.basis
        assert label.ru != day.basis


def test_loading_again_changes_nothing():
    CalendarDay.objects.filter(date=date(2026, 5, 1)).update(basis="№ 411")
    years, days = set(CalendarYear.objects.values_list()), set(CalendarDay.objects.values_list())
    reference_data.load_calendar(CalendarYear, CalendarDay, at=AT)
    assert set(CalendarYear.objects.values_list()) == years
    assert set(CalendarDay.objects.values_list()) == days


def test_a_year_that_is_missing_is_loaded_whole():
    CalendarDay.objects.filter(date__year=2027).delete()
    CalendarYear.objects.filter(year=2027).delete()
    assert CalendarDay.objects.calendar().years == {2025, 2026, 2028}
    reference_data.load_calendar(CalendarYear, CalendarDay, at=AT)
    loaded = CalendarDay.objects.calendar()
    assert {day for day in loaded.days_off if day.year == 2027} == {
        day for day in CALENDAR_2025_2028.days_off if day.year == 2027
    }


def test_a_holiday_nobody_knows_here_is_an_error(monkeypatch):
    monkeypatch.delitem(reference_data.HOLIDAY_NAMED, "Capital Day")
    with pytest.raises(KeyError, match="Capital Day"):
        list(reference_data.days_of(2026))


@pytest.mark.parametrize("year", range(2025, 2061))
def test_every_year_that_can_be_loaded_has_a_basis_for_each_day(year):
    days = list(reference_data.days_of(year))
    assert len(days) > 10
    assert all(described(day["basis"]).kk != day["basis"] for day in days)


@pytest.mark.parametrize(("day", "basis"), [(date(2032, 3, 22), "nauryz"), (date(2060, 5, 10), "victory_day:observed")])
def test_of_two_holidays_on_one_day_the_certain_one_is_its_basis(day, basis):
    (found,) = [fields for fields in reference_data.days_of(day.year) if fields["date"] == day]
    assert (found["basis"], found["confirmed"]) == (basis, True)


def test_the_calendar_is_read_with_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        CalendarDay.objects.calendar()
