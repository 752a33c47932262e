"""The dates of one term from its stored facts, and the same again later, to compare with what stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any

from approvals.rules.terms import TIME_ZONE, WorkingHours, local_date, registered_on
from approvals.rules.working_days import ONE_DAY, CalendarNotLoaded, DayKind, WorkingCalendar, days_from

Days = list[dict[str, Any]]
"""As `CountedDay.as_json` has them, one entry a day."""


@dataclass(frozen=True)
class TermFacts:
    """`length` in working days. `hours` are those of the body that registers the filing; None for a term that starts on
    the day of receipt."""

    length: int
    started_at: datetime
    hours: WorkingHours | None


@dataclass(frozen=True)
class TermDates:
    """`registration` has each day from the filing to the day it is registered on; `proof` each day after that up to the
    last. Without the calendar of `missing_year` the last day is unknown, and perhaps the first."""

    started_on: date | None
    due_on: date | None
    missing_year: int | None
    registration: Days
    proof: Days


@dataclass(frozen=True)
class Difference:
    """A date or the days of a term that come out otherwise when they are computed again."""

    what: str
    stored: Any
    computed: Any


def dates_of(facts: TermFacts, calendar: WorkingCalendar) -> TermDates:
    started_on: date | None = None
    registration: Days = []
    try:
        if facts.hours is None:
            started_on = local_date(facts.started_at)
        else:
            started_on = registered_on(facts.started_at, facts.hours, calendar)
            registration = _days_until(started_on, local_date(facts.started_at), calendar)
        counted = calendar.count(started_on, facts.length)
    except CalendarNotLoaded as missing:
        return TermDates(started_on, None, missing.year, registration, [])
    return TermDates(started_on, counted.due_on, None, registration, [day.as_json() for day in counted.days])


def _days_until(registered: date, filed: date, calendar: WorkingCalendar) -> Days:
    return [calendar.day(one).as_json() for one in days_from(filed, registered + ONE_DAY)]


def replayed(facts: TermFacts, stored: TermDates) -> TermDates:
    """Computed again by the calendar its own days tell of: what was known when the term was set.

    A term that does not tell the days up to its registration counts from the day that stands.
    """
    if facts.hours and stored.started_on and not stored.registration:
        noon = datetime.combine(stored.started_on, time(12), TIME_ZONE)
        facts = replace(facts, started_at=noon, hours=None)
    return dates_of(facts, _calendar_told_by([*stored.registration, *stored.proof]))


def differences(stored: TermDates, computed: TermDates) -> Iterator[Difference]:
    """Terms set before the days up to a registration were kept are not judged by them."""
    for field in fields(TermDates):
        if field.name == "registration" and not stored.registration:
            continue
        one, other = getattr(stored, field.name), getattr(computed, field.name)
        if one != other:
            yield Difference(field.name, one, other)


def _calendar_told_by(days: Sequence[Mapping[str, Any]]) -> WorkingCalendar:
    """Days it does not tell of are as the five-day week has them."""
    off: dict[date, str] = {}
    moved: dict[date, str] = {}
    told = {DayKind.DAY_OFF: off, DayKind.MOVED_WORKING_DAY: moved}
    years = set()
    for one in days:
        day, kind = date.fromisoformat(one["day"]), DayKind(one["kind"])
        years.add(day.year)
        if kind in told:
            told[kind][day] = one["basis"]
    return WorkingCalendar(frozenset(years), off, moved)
