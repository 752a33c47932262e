"""Django admin of chapter 3: the calendar, changed through its one action, and terms to look at."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from approvals.actions import DayChange, change_calendar
from approvals.models import CalendarDay, CalendarYear, Term
from approvals.reference_data import SOURCE, days_of
from icv_portal.accounts.models import Membership


class ReadOnly:
    """What the steps of the Rules wrote is looked at here, never changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _change(request: Any, days: list[DayChange], **loaded: Any) -> None:
    """Change the calendar as the acting membership, and say how many running terms moved."""
    membership: Membership | None = request.membership
    if membership is None:
        raise PermissionDenied
    moved = change_calendar(days, **loaded, by=membership, at=timezone.now())
    messages.info(
        request, _("Running terms that moved: %(number)d. Both sides have been told.") % {"number": len(moved)}
    )


@admin.register(CalendarDay)
class CalendarDayAdmin(SimpleHistoryAdmin):
    list_display = ["date", "kind", "basis", "confirmed"]
    list_filter = ["kind", "confirmed"]
    date_hierarchy = "date"
    ordering = ["date"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Another date is another day: delete this one and add that one."""
        return ["date"] if obj else []

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: forms.ModelForm, change: bool) -> None:
        kind = CalendarDay.Kind(obj.kind)
        _change(request, [DayChange(date=obj.date, kind=kind, basis=obj.basis, confirmed=obj.confirmed)])
        obj.pk = CalendarDay.objects.get(date=obj.date).pk

    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        _change(request, [DayChange(date=obj.date, kind=None)])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[CalendarDay]) -> None:
        _change(request, [DayChange(date=day, kind=None) for day in queryset.values_list("date", flat=True)])


class YearForm(forms.ModelForm):
    """A year to be loaded: its days off come from the table of holidays, and are edited afterwards."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2025, max_value=2100)

    class Meta:
        model = CalendarYear
        fields = ["year"]


@admin.register(CalendarYear)
class CalendarYearAdmin(ReadOnly, admin.ModelAdmin):
    """Adding a year loads it: terms that could not be computed without it are computed at once.

    Days of that year entered before stand as they were entered.
    """

    form = YearForm
    list_display = ["year", "source", "loaded_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def save_model(self, request: HttpRequest, obj: CalendarYear, form: forms.ModelForm, change: bool) -> None:
        entered = set(CalendarDay.objects.filter(date__year=obj.year).values_list("date", flat=True))
        days = [
            DayChange(fields["date"], CalendarDay.Kind(fields["kind"]), fields["basis"], fields["confirmed"])
            for fields in days_of(obj.year)
            if fields["date"] not in entered
        ]
        _change(request, days, loaded_years=(obj.year,), source=SOURCE)


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
