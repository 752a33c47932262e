"""The dates of a term from its stored facts, computed anew by today's calendar or by the one its own days tell of."""

from dataclasses import replace
from datetime import date, time
from random import Random

import pytest

from approvals.rules.term_dates import Difference, TermFacts, dates_of, differences, replayed
from approvals.rules.terms import WorkingHours
from approvals.rules.working_days import WorkingCalendar
from tests.calendars import CALENDAR_2025_2028 as CALENDAR
from tests.factories.moments import moment

HOURS = WorkingHours(time(9), time(18, 30))


def facts(day: str, at: str = "12:00", hours: WorkingHours | None = HOURS, length: int = 20) -> TermFacts:
    return TermFacts(length, moment(day, at), hours)


@pytest.mark.parametrize(
    ("day", "at", "registration"),
    [
        ("2026-09-01", "12:00", ["2026-09-01"]),
        ("2026-09-01", "18:31", ["2026-09-01", "2026-09-02"]),
        ("2026-09-04", "18:31", ["2026-09-04", "2026-09-05", "2026-09-06", "2026-09-07"]),
        ("2026-10-24", "12:00", ["2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27"]),
    ],
)
def test_each_day_up_to_the_registration_is_kept(day: str, at: str, registration: list[str]):
    dates = dates_of(facts(day, at), CALENDAR)
    assert [one["day"] for one in dates.registration] == registration
    assert dates.started_on == date.fromisoformat(registration[-1])
    assert {one["number"] for one in dates.registration} == {None}


def test_days_off_up_to_the_registration_tell_their_act():
    kinds = [(one["kind"], bool(one["basis"])) for one in dates_of(facts("2026-10-24"), CALENDAR).registration]
    assert kinds == [("weekend", False), ("weekend", False), ("day_off", True), ("working", False)]


def test_receipt_needs_no_registration():
    dates = dates_of(facts("2026-09-05", hours=None), CALENDAR)
    assert (dates.started_on, dates.registration) == (date(2026, 9, 5), [])


@pytest.mark.parametrize(("day", "started_on"), [("2028-12-27", date(2028, 12, 27)), ("2028-12-31", None)])
def test_without_a_year_the_dates_end_where_it_begins(day: str, started_on: date | None):
    dates = dates_of(facts(day), CALENDAR)
    assert (dates.started_on, dates.due_on, dates.missing_year, dates.proof) == (started_on, None, 2029, [])


def random_calendar(chance: Random) -> WorkingCalendar:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + chance.randrange(730)) for _ in range(120)]
    return WorkingCalendar(
        frozenset({2026, 2027}),
        {day: "off" for day in days if day.weekday() < 5},
        {day: "moved" for day in days if day.weekday() >= 5},
    )


def test_what_was_set_is_replayed_from_its_own_days_whatever_the_calendar_was():
    chance = Random(958)
    for _time in range(300):
        first = date(2026, 1, 1).toordinal()
        day = date.fromordinal(first + chance.randrange(500)).isoformat()
        of = facts(day, f"{chance.randrange(24):02}:15", chance.choice([HOURS, None]), chance.choice([10, 15, 20]))
        stored = dates_of(of, random_calendar(chance))
        assert replayed(of, stored) == stored
        assert list(differences(stored, replayed(replace(of, length=of.length + 1), stored)))


def test_a_term_without_the_days_up_to_its_registration_counts_from_the_day_that_stands():
    of = facts("2026-10-23", "19:00")
    stored = replace(dates_of(of, CALENDAR), registration=[])
    assert replayed(of, stored) == stored
    assert list(differences(stored, dates_of(of, CALENDAR))) == []


def test_differences_name_what_stands_and_what_is_computed():
    computed = dates_of(facts("2026-09-01"), CALENDAR)
    stored = replace(computed, due_on=date(2026, 9, 30))
    assert list(differences(stored, computed)) == [Difference("due_on", date(2026, 9, 30), date(2026, 9, 29))]
