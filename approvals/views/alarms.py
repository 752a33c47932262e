"""What an administrator is alarmed about: years without a calendar, and the terms that wait for them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from approvals.models import CalendarYear, Term

NEXT_YEAR_FROM_MONTH = 10
"""The year's acts are out by then, and terms that start in autumn end in the next year."""


@dataclass(frozen=True)
class CalendarAlarm:
    """`terms` wait for `years`; `not_loaded` are years needed by now whether or not a term waits."""

    terms: int
    years: tuple[int, ...]
    not_loaded: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.terms or self.not_loaded)


def calendar_alarm(today: date) -> CalendarAlarm:
    """Two queries."""
    waiting = Term.objects.unsettled().filter(missing_year__isnull=False).order_by("missing_year")
    counted = dict(waiting.values_list("missing_year").annotate(Count("id")))
    needed = [today.year, today.year + 1] if today.month >= NEXT_YEAR_FROM_MONTH else [today.year]
    loaded = set(CalendarYear.objects.filter(year__in=needed).values_list("year", flat=True))
    not_loaded = tuple(year for year in needed if year not in loaded)
    return CalendarAlarm(sum(counted.values()), tuple(counted), not_loaded)
