"""The working calendar every date is counted by, for everybody to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from approvals.calendar_alarm import years_needed
from approvals.models import CalendarDay, CalendarYear
from approvals.rules.holidays import described
from approvals.views.months import months
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.templatetags.portal import in_language

WEEK = [date(2029, 1, day) for day in range(1, 8)]
"""Monday to Sunday, for the names of the days."""


@dataclass(frozen=True)
class DayAsRead:
    """`entered_by` is empty where the day came with its year; `entered_at` is when it became what it is."""

    day: CalendarDay
    basis: str
    entered_by: str
    entered_at: datetime | None


@dataclass(frozen=True)
class YearAsRead:
    year: CalendarYear
    days: list[DayAsRead]

    @property
    def estimated(self) -> int:
        """How many days off are not confirmed yet."""
        return sum(not one.day.confirmed for one in self.days)


def calendar(request: PortalRequest) -> HttpResponse:
    """The list of every year's days; month by month the year asked for, else the present one."""
    today = timezone.localdate()
    days = list(CalendarDay.objects.all())
    entries = entries_of(days)
    years = [year_as_read(year, days, entries) for year in sorted(CalendarYear.objects.all(), key=_present_first)]
    shown = _asked_for(request, years)
    membership = request.membership
    context = {
        "years": years,
        "shown": shown,
        "months": months(shown.year.year, {one.date: one for one in days}, today) if shown else [],
        "week": WEEK,
        "may_change": membership is not None and membership.role == Role.PORTAL_ADMINISTRATOR,
        "to_load": _years_to_load({one.year.year for one in years}, today),
    }
    return render(request, "approvals/calendar.html", context)


def _years_to_load(loaded: set[int], today: date) -> list[int]:
    """The years that are needed by now, and the one after the last."""
    following = max(loaded, default=today.year - 1) + 1
    return sorted({*years_needed(today), following} - loaded)


def _asked_for(request: PortalRequest, years: Sequence[YearAsRead]) -> YearAsRead | None:
    """The first where none, or one that is not loaded, was asked for."""
    asked = request.GET.get("year", "")
    return next((one for one in years if str(one.year.year) == asked), years[0] if years else None)


def _present_first(year: CalendarYear) -> tuple[bool, int]:
    """The present year and those ahead, then those that are over."""
    return year.year < timezone.localdate().year, year.year


Entries = Mapping[UUID, tuple[str, datetime]]
"""Of days by their ids: who entered each as it is, and when."""


def entries_of(days: Iterable[CalendarDay]) -> Entries:
    """One query: the latest row of each day's history."""
    told = CalendarDay.history.filter(id__in=[day.pk for day in days]).order_by("history_date", "history_id")
    return {pk: (name or "", at) for pk, name, at in told.values_list("id", "history_user__full_name", "history_date")}


def year_as_read(year: CalendarYear, days: Iterable[CalendarDay], entries: Entries) -> YearAsRead:
    def as_read(day: CalendarDay) -> DayAsRead:
        name, at = entries.get(day.pk, ("", None))
        return DayAsRead(day, in_language(described(day.basis)), name, at)

    return YearAsRead(year, [as_read(day) for day in days if day.date.year == year.year])
