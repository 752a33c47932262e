"""The working calendar every date is counted by, for everybody to read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from approvals.models import CalendarDay, CalendarYear
from approvals.rules.holidays import described
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.templatetags.portal import in_language


@dataclass(frozen=True)
class DayAsRead:
    day: CalendarDay
    basis: str


@dataclass(frozen=True)
class YearAsRead:
    year: CalendarYear
    days: list[DayAsRead]

    @property
    def estimated(self) -> int:
        """How many days off are not confirmed yet."""
        return sum(not one.day.confirmed for one in self.days)


def calendar(request: PortalRequest) -> HttpResponse:
    days = list(CalendarDay.objects.all())
    membership = request.membership
    context = {
        "years": [_year(year, days) for year in sorted(CalendarYear.objects.all(), key=_present_first)],
        "may_change": membership is not None and membership.role == Role.PORTAL_ADMINISTRATOR,
    }
    return render(request, "approvals/calendar.html", context)


def _present_first(year: CalendarYear) -> tuple[bool, int]:
    """The present year and those ahead, then those that are over."""
    return year.year < timezone.localdate().year, year.year


def _year(year: CalendarYear, days: Iterable[CalendarDay]) -> YearAsRead:
    return YearAsRead(
        year, [DayAsRead(day, in_language(described(day.basis))) for day in days if day.date.year == year.year]
    )
