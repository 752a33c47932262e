"""Django admin of chapter 3: the calendar and terms to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from approvals.models import CalendarDay, CalendarYear, Term


class ReadOnly:
    """What the steps of the Rules wrote is looked at here, never changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CalendarDay)
class CalendarDayAdmin(ReadOnly, SimpleHistoryAdmin):
    """Changed on a page of the portal, which tells first what would move."""

    list_display = ["date", "kind", "basis", "confirmed"]
    list_filter = ["kind", "confirmed"]
    date_hierarchy = "date"
    ordering = ["date"]


@admin.register(CalendarYear)
class CalendarYearAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["year", "source", "loaded_at"]


@admin.register(Term)
class TermAdmin(ReadOnly, admin.ModelAdmin):
    """Which terms run, and which cannot be computed for want of a calendar."""

    list_display = ["kind", "organization", "started_on", "due_on", "missing_year", "closed_at"]
    list_filter = ["kind", "missing_year", ("closed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["organization"]
    ordering = ["due_on", "id"]
    fields = [
        *["kind", "point", "length", "organization", "started_at", "started_on", "due_on", "missing_year", "closed_at"],
    ]
