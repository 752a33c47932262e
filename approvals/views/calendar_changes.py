"""The calendar changed by a portal administrator: what would move is looked at first, then done as it was shown."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.actions import CalendarMoved, DayChange, change_calendar
from approvals.actions.calendar_preview import CalendarPreview, preview_change
from approvals.forms.calendar import DaysFormSet, filled
from approvals.models import CalendarDay, CalendarYear
from approvals.reference_data import SOURCE, days_of
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import Role

FIRST_YEAR, LAST_YEAR = 2025, 2100


def change_days(request: PortalRequest) -> HttpResponse:
    by = _administrator(request)
    days = DaysFormSet(request.POST or None)
    if request.method != "POST" or not days.is_valid() or request.POST.get("do") == "edit":
        return render(request, "approvals/change_days.html", {"days": days})
    return _look_or_do(request, [row.change for row in filled(days)], by=by, days=days)


def load_year(request: PortalRequest, year: int) -> HttpResponse:
    """404 for a year that is loaded already, or of another age."""
    by = _administrator(request)
    if not may_be_loaded(year):
        raise Http404
    return _look_or_do(request, changes_of_year(year), loaded_years=(year,), source=SOURCE, by=by)


def may_be_loaded(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR and not CalendarYear.objects.filter(year=year).exists()


def changes_of_year(year: int) -> list[DayChange]:
    """The table of holidays, but for days of that year that were entered before: they stand as they were entered."""
    entered = set(CalendarDay.objects.filter(date__year=year).values_list("date", flat=True))
    return [
        DayChange(fields["date"], CalendarDay.Kind(fields["kind"]), fields["basis"], fields["confirmed"])
        for fields in days_of(year)
        if fields["date"] not in entered
    ]


def _administrator(request: PortalRequest) -> Membership:
    if request.membership is None or request.membership.role != Role.PORTAL_ADMINISTRATOR:
        raise PermissionDenied
    return request.membership


def _look_or_do(
    request: PortalRequest,
    changes: Collection[DayChange],
    *,
    loaded_years: tuple[int, ...] = (),
    source: str = "",
    by: Membership,
    days: Any = None,
) -> HttpResponse:
    is_outdated = False
    if request.method == "POST" and request.POST.get("do") == "change":
        seen = request.POST.get("seen", "")
        try:
            moved = change_calendar(
                changes, loaded_years=loaded_years, source=source, seen=seen, by=by, at=timezone.now()
            )
        except CalendarMoved:
            is_outdated = True
        else:
            told = _("The calendar is changed. Terms that moved: %(number)d. Both sides have been told.")
            messages.success(request, told % {"number": len(moved)})
            return redirect("calendar")
    shown = preview_change(changes, loaded_years=loaded_years)
    return _previewed(request, shown, days=days, is_outdated=is_outdated)


def _previewed(request: PortalRequest, shown: CalendarPreview, *, days: Any, is_outdated: bool) -> HttpResponse:
    context = {
        "preview": shown,
        "days": days,
        "estimated": sum(not one.change.confirmed for one in shown.days),
        "is_outdated": is_outdated,
    }
    return render(request, "approvals/calendar_preview.html", context, status=409 if is_outdated else 200)
