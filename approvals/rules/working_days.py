"""Working days: the five-day week, days off and moved working days, and the one way terms are counted in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import count
from typing import NamedTuple

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class CalendarNotLoaded(LookupError):
    """Nobody has entered the days off of `year`. A wrong due date is worse than none."""

    def __init__(self, year: int) -> None:
        super().__init__(f"calendar of {year} missing")
        self.year = year


def days_from(first: date, end: date) -> Iterator[date]:
    """The days from `first` up to, but without, `end`."""
    return map(date.fromordinal, range(first.toordinal(), end.toordinal()))


class DayKind(StrEnum):
    WORKING = "working"
    MOVED_WORKING_DAY = "moved_working_day"
    WEEKEND = "weekend"
    DAY_OFF = "day_off"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WORKING, DayKind.MOVED_WORKING_DAY)


class CountedDay(NamedTuple):
    """One calendar day of a term: its number among the working days, or None and why it isn't counted."""

    day: date
    kind: DayKind
    number: int | None
    basis: str

    def as_json(self) -> dict[str, str | int | None]:
        return {"day": self.day.isoformat(), "kind": str(self.kind), "number": self.number, "basis": self.basis}


class Count(NamedTuple):
    due_on: date
    days: tuple[CountedDay, ...]


@dataclass(frozen=True)
class WorkingCalendar:
    """The calendar of the years entered; both mappings give the basis (the holiday, the act) of each day.

    The working days stand in one line, in order. A term is a number of steps along that line; everything here is
    a place on it, so there is one way of counting.
    """

    years: frozenset[int]
    days_off: Mapping[date, str]
    moved_working_days: Mapping[date, str]

    def kind_of(self, day: date) -> DayKind:
        if day.year not in self.years:
            raise CalendarNotLoaded(day.year)
        if day in self.moved_working_days:
            return DayKind.MOVED_WORKING_DAY
        if day in self.days_off:
            return DayKind.DAY_OFF
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING

    def day(self, day: date) -> CountedDay:
        """A day by itself, outside any term: what it is and on which basis."""
        return self._unnumbered(day)._replace(number=None)

    @property
    def working_days(self) -> list[date]:
        """All of them, in order; a number of working days is the difference of two places in it."""
        return self._line

    def is_working_day(self, day: date) -> bool:
        return self.kind_of(day).is_working

    def end_of_term(self, received_on: date, working_days: int) -> date:
        """The last day of a term; the day of receipt doesn't count (Civil Code art. 173, APPC art. 76(2)).

        It is a working day, so the roll of art. 175 and art. 76(5) is in the counting itself.
        """
        return self._on_line(bisect_right(self._line, received_on) + working_days - 1, seen_from=received_on + ONE_DAY)

    def latest_start(self, due_on: date, working_days: int) -> date:
        """The last working day on which a term may start and still end on or before `due_on`."""
        return self._on_line(bisect_right(self._line, due_on) - working_days - 1, seen_from=due_on)

    def first_working_day_on_or_after(self, day: date) -> date:
        return self._on_line(bisect_left(self._line, day), seen_from=day)

    def last_working_day_on_or_before(self, day: date) -> date:
        return self._on_line(bisect_right(self._line, day) - 1, seen_from=day)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        self._require_loaded(min(start, end) + ONE_DAY, max(start, end))
        return bisect_right(self._line, end) - bisect_right(self._line, start)

    def working_days_left(self, today: date, due_on: date) -> int:
        """0 on the due day itself; negative as soon as it is over, at least -1 even before the next working day."""
        left = self.working_days_between(today, due_on)
        return min(left, -1) if today > due_on else left

    def count(self, received_on: date, working_days: int) -> Count:
        """The end of a term with its proof: each day after the start up to the due day, counted or not, and why."""
        due_on = self.end_of_term(received_on, working_days)
        days, number = [], 0
        for day in days_from(received_on + ONE_DAY, due_on + ONE_DAY):
            counted = self._days[day]
            if counted.number is not None:
                number += 1
                counted = CountedDay(day, counted.kind, number, counted.basis)
            days.append(counted)
        return Count(due_on, tuple(days))

    @cached_property
    def _days(self) -> dict[date, CountedDay]:
        """Every day of the loaded years, made once; working days have the number 0 until a term numbers them."""
        return {
            day: self._unnumbered(day)
            for year in sorted(self.years)
            for day in days_from(date(year, 1, 1), date(year + 1, 1, 1))
        }

    def _unnumbered(self, day: date) -> CountedDay:
        kind = self.kind_of(day)
        basis = self.moved_working_days.get(day) or self.days_off.get(day, "")
        return CountedDay(day, kind, 0 if kind.is_working else None, basis)

    @cached_property
    def _line(self) -> list[date]:
        return [day for day, counted in self._days.items() if counted.number is not None]

    def _on_line(self, place: int, seen_from: date) -> date:
        """The working day at this place; every year from `seen_from` to it must be loaded."""
        if not 0 <= place < len(self._line):
            onwards = count(seen_from.year, 1 if place >= 0 else -1)
            raise CalendarNotLoaded(next(year for year in onwards if year not in self.years))
        self._require_loaded(seen_from, self._line[place])
        return self._line[place]

    def _require_loaded(self, one: date, other: date) -> None:
        for year in range(min(one, other).year, max(one, other).year + 1):
            if year not in self.years:
                raise CalendarNotLoaded(year)
