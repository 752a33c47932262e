"""Years whose calendar is missing, well before terms need them, and the terms that wait for them already."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from approvals.models import CalendarYear, Term

NEXT_YEARS_FROM_MONTH = 10
"""Terms that start in autumn end in the next year; the one after it is wanted as early for programs planned then."""


@dataclass(frozen=True)
class CalendarAlarm:
    """`terms` wait for `years`; `not_loaded` are years needed by now whether or not a term waits."""

    terms: int
    years: tuple[int, ...]
    not_loaded: tuple[int, ...]

    @property
    def to_load(self) -> list[int]:
        return sorted({*self.years, *self.not_loaded})

    def __bool__(self) -> bool:
        return bool(self.terms or self.not_loaded)


def years_needed(today: date) -> list[int]:
    ahead = 2 if today.month >= NEXT_YEARS_FROM_MONTH else 0
    return [*range(today.year, today.year + ahead + 1)]


def calendar_alarm(today: date) -> CalendarAlarm:
    """Two queries."""
    waiting = Term.objects.unsettled().filter(missing_year__isnull=False).order_by("missing_year")
    counted = dict(waiting.values_list("missing_year").annotate(Count("id")))
    needed = years_needed(today)
    loaded = set(CalendarYear.objects.filter(year__in=needed).values_list("year", flat=True))
    not_loaded = tuple(year for year in needed if year not in loaded)
    return CalendarAlarm(sum(counted.values()), tuple(counted), not_loaded)
