"""Kazakhstan's working calendar as data: days off and moved working days, each with its act."""

import json
from datetime import date
from functools import lru_cache
from itertools import chain
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from approvals.rules.working_days import WorkingCalendar
from icv_portal.accounts.models.audited import AuditedModel, AuditedRecords


class CalendarYear(models.Model):
    """A year whose days off are entered. A term that needs another year stands as "cannot be computed"."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    source = models.CharField(_("source"), max_length=200)
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        ordering = ["year"]
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")

    def __str__(self) -> str:
        return str(self.year)


LOADED_YEARS = """
SELECT year, (
    SELECT coalesce(json_agg(json_build_array(date, kind, basis) ORDER BY date), '[]')::text
    FROM approvals_calendarday WHERE extract(year FROM date) = year
)
FROM approvals_calendaryear ORDER BY year
"""
CALENDAR_CHAIN = UUID("6f0b2a54-5f0e-4a0e-9d6f-3c9f0c1d2e01")
"""The journal's chain of the calendar itself, and what notices about it are about."""
CALENDAR_LOCK = 958_173
"""Key of the advisory lock that steps share and a change of the calendar has for itself."""


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    def hold(self) -> None:
        """Keep the calendar as it is until the transaction ends, so that no term is set by days that are going."""
        self._take("pg_advisory_xact_lock_shared")

    def lock(self) -> None:
        """Wait for every step under way; those that come meanwhile count by the new calendar."""
        self._take("pg_advisory_xact_lock")

    def _take(self, function: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [CALENDAR_LOCK])

    def calendar(self) -> WorkingCalendar:
        """All loaded years as the calendar the rules count with: one query."""
        with connection.cursor() as cursor:
            cursor.execute(LOADED_YEARS)
            return calendar_of(tuple(cursor.fetchall()))


# by what it is made from, so it is never stale; laying out the years costs more than all else of a page's query
@lru_cache(maxsize=2)
def calendar_of(loaded: tuple[tuple[int, str], ...]) -> WorkingCalendar:
    """Years, each with its days as the JSON of a list of [date, kind, basis]."""
    days: dict[str, dict[date, str]] = {CalendarDay.Kind.DAY_OFF: {}, CalendarDay.Kind.MOVED_WORKING_DAY: {}}
    for day, kind, basis in chain.from_iterable(json.loads(of_year) for _year, of_year in loaded):
        days[kind][date.fromisoformat(day)] = basis
    years = frozenset(year for year, _days in loaded)
    return WorkingCalendar(years, days[CalendarDay.Kind.DAY_OFF], days[CalendarDay.Kind.MOVED_WORKING_DAY])


class CalendarDay(AuditedModel):
    """A day that differs from the five-day week. Changed through `approvals.actions.change_calendar` only."""

    class Kind(models.TextChoices):
        DAY_OFF = "day_off", _("day off")
        MOVED_WORKING_DAY = "moved_working_day", _("moved working day")

    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    basis = models.CharField(_("basis (act)"), max_length=300)
    confirmed = models.BooleanField(_("confirmed"), default=True)

    objects = CalendarDayQuerySet.as_manager()
    history = AuditedRecords()

    class Meta:
        ordering = ["date"]
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")

    def __str__(self) -> str:
        return f"{self.date:%d.%m.%Y}"
