"""The calendar changed by a portal administrator: what would move is asked first, then it is done as it was shown."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.actions import CalendarMoved, DayChange, change_calendar
from approvals.actions.calendar_preview import CalendarPreview, preview_change
from approvals.api.serializers.calendar import (
    Changed,
    ChangeWanted,
    ChangeWantedAsSeen,
    PreviewOfCalendar,
    Seen,
)
from approvals.api.typed import body_of
from approvals.forms.calendar import DaysFormSet, filled
from approvals.reference_data import SOURCE
from approvals.views.calendar_changes import changes_of_year, may_be_loaded
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.api.problems import Problem
from icv_portal.api.views import Endpoint

TAGS = ["calendar"]


class CalendarChanged(Problem):
    """Nothing was changed: ask for the preview again."""

    default_code: str = "calendar-moved"
    title = gettext_lazy("The calendar or the terms have changed meanwhile.")
    advice = gettext_lazy("Ask for the preview again and decide by it.")
    example: ClassVar[dict[str, Any]] = {}


class ForAdministrators(Endpoint):
    """For sessions alone: no program changes the calendar by itself."""

    session_only: ClassVar[Collection[str]] = ("POST",)

    @property
    def administrator(self) -> Membership:
        if self.membership.role != Role.PORTAL_ADMINISTRATOR:
            raise PermissionDenied
        return self.membership


class PreviewChange(ForAdministrators):
    @extend_schema(
        operation_id="preview_calendar_change",
        summary="What a change of days would move",
        tags=TAGS,
        request=ChangeWanted,
        responses=PreviewOfCalendar,
    )
    def post(self, request: Request) -> Response:
        """Which running terms would move, from when to when. Nothing is changed."""
        self.administrator  # noqa: B018  # refuses others
        return _shown(preview_change(_days(body_of(request, ChangeWanted)["days"])))


class Change(ForAdministrators):
    problems: ClassVar[Mapping[str, Sequence[type[Problem]]]] = {"POST": (CalendarChanged,)}

    @extend_schema(
        operation_id="change_calendar",
        summary="Change days as it was shown",
        tags=TAGS,
        request=ChangeWantedAsSeen,
        responses=Changed,
    )
    def post(self, request: Request) -> Response:
        """Terms that move keep their earlier dates, and both sides are told; 409 when it would do something else."""
        by, asked = self.administrator, body_of(request, ChangeWantedAsSeen)
        return _changed(_days(asked["days"]), seen=asked["seen"], by=by)


class PreviewYear(ForAdministrators):
    @extend_schema(
        operation_id="preview_calendar_year",
        summary="What loading a year would move",
        tags=TAGS,
        request=None,
        responses=PreviewOfCalendar,
    )
    def post(self, request: Request, year: int) -> Response:
        """The days of the table of holidays for a year that is not loaded, and the terms that wait for it."""
        self.administrator  # noqa: B018  # refuses others
        return _shown(preview_change(_year(year), loaded_years=(year,)))


class LoadYear(ForAdministrators):
    problems: ClassVar[Mapping[str, Sequence[type[Problem]]]] = {"POST": (CalendarChanged,)}

    @extend_schema(
        operation_id="load_calendar_year",
        summary="Load a year as it was shown",
        tags=TAGS,
        request=Seen,
        responses=Changed,
    )
    def post(self, request: Request, year: int) -> Response:
        """Terms that waited for the year are computed; 404 for a year that is loaded already."""
        by, changes = self.administrator, _year(year)
        return _changed(changes, loaded_years=(year,), seen=body_of(request, Seen)["seen"], by=by)


def _year(year: int) -> list[DayChange]:
    if not may_be_loaded(year):
        raise Http404
    return changes_of_year(year)


def _shown(preview: CalendarPreview) -> Response:
    return Response(PreviewOfCalendar(preview).data)


def _changed(
    changes: Sequence[DayChange], *, loaded_years: tuple[int, ...] = (), seen: str, by: Membership
) -> Response:
    try:
        moved = change_calendar(changes, loaded_years=loaded_years, source=SOURCE, seen=seen, by=by, at=timezone.now())
    except CalendarMoved as outdated:
        raise CalendarChanged from outdated
    return Response(Changed({"terms_moved": len(moved)}).data)


def _days(asked: Sequence[Mapping[str, Any]]) -> list[DayChange]:
    """Read by the forms of the page: what it refuses is refused here, with the place of the day."""
    typed = {"form-TOTAL_FORMS": str(len(asked)), "form-INITIAL_FORMS": "0"}
    for number, day in enumerate(asked):
        fields = {**day, "date": day["date"].isoformat(), "confirmed": "yes" if day["confirmed"] else "no"}
        typed |= {f"form-{number}-{name}": str(value) for name, value in fields.items()}
    days = DaysFormSet(typed)
    if not days.is_valid():
        raise ValidationError({"days": _problems(days)})
    return [form.change for form in filled(days)]


def _problems(days: Any) -> list[Any]:
    """Of each day by its place; what concerns all of them together stands by itself."""
    together = list(days.non_form_errors())
    return together or [
        {name: list(texts) for name, texts in form.errors.items() if name != NON_FIELD_ERRORS} for form in days.forms
    ]
