"""A year of the working calendar as twelve small tables."""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from approvals.models import CalendarDay

SATURDAY = 5
WEEKEND = "weekend"
MONTHS = range(1, 13)


@dataclass(frozen=True)
class DayShown:
    """`kind` is a kind of CalendarDay, weekend, or empty for an ordinary working day."""

    date: date
    kind: str
    is_today: bool


@dataclass(frozen=True)
class Month:
    """`weeks` begin on Monday; None where a day belongs to the month before or after."""

    first: date
    weeks: list[list[DayShown | None]]


def months(year: int, days: Mapping[date, CalendarDay], today: date) -> list[Month]:
    return [_month(date(year, number, 1), days, today) for number in MONTHS]


def _month(first: date, days: Mapping[date, CalendarDay], today: date) -> Month:
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        first,
        [
            [DayShown(day, _kind(day, days), day == today) if day.month == first.month else None for day in week]
            for week in weeks
        ],
    )


def _kind(day: date, days: Mapping[date, CalendarDay]) -> str:
    """What the calendar enters overrides the five-day week."""
    if day in days:
        return days[day].kind
    return WEEKEND if day.weekday() >= SATURDAY else ""
