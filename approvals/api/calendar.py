"""The working calendar every date is counted by: years, days with their acts, and the end of any term."""

from datetime import date

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.problems import CalendarMissing
from approvals.api.serializers.calendar import EndOfTerm, YearRow, YearWhole
from approvals.api.typed import query_of
from approvals.models import CalendarDay, CalendarYear
from approvals.rules.working_days import CalendarNotLoaded, Count, WorkingCalendar
from approvals.views.calendar import entries_of, year_as_read
from approvals.views.terms import proof_day
from icv_portal.api.problems import InvalidInput
from icv_portal.api.views import Endpoint

TAGS = ["calendar"]
LONGEST_TERM = 250


class Years(Endpoint):
    @extend_schema(
        operation_id="list_calendar_years", summary="Years that are loaded", tags=TAGS, responses=YearRow(many=True)
    )
    def get(self, request: Request) -> Response:
        """A term that needs another year stands as “cannot be computed”: a wrong date would be worse."""
        return Response(YearRow(CalendarYear.objects.all(), many=True).data)


class Year(Endpoint):
    @extend_schema(
        operation_id="get_calendar_year",
        summary="Days that differ from the five-day week",
        tags=TAGS,
        responses=YearWhole,
    )
    def get(self, request: Request, year: int) -> Response:
        """Each with its kind, the holiday or the act it rests on, and whether it is confirmed or estimated."""
        loaded = get_object_or_404(CalendarYear, year=year)
        days = list(CalendarDay.objects.filter(date__year=year))
        read = year_as_read(loaded, days, entries_of(days))
        return Response(YearWhole(read).data)


class TermQuery(serializers.Serializer[object]):
    received_on = serializers.DateField(help_text="The day of registration or receipt: it is not counted.")
    working_days = serializers.IntegerField(min_value=1, max_value=LONGEST_TERM)


class EndOfTermOf(Endpoint):
    problems = {"GET": (InvalidInput, CalendarMissing)}

    @extend_schema(
        operation_id="count_term",
        summary="The last day of a term of so many working days",
        tags=TAGS,
        parameters=[TermQuery],
        responses=EndOfTerm,
    )
    def get(self, request: Request) -> Response:
        """Day 1 is the first working day after `received_on` (Civil Code art. 173, APPC art. 76); with its proof."""
        asked = query_of(request, TermQuery)
        counted = _counted(CalendarDay.objects.calendar(), asked["received_on"], asked["working_days"])
        days = [proof_day(day.as_json()) for day in counted.days]
        return Response(EndOfTerm({**asked, "due_on": counted.due_on, "days": days}).data)


def _counted(calendar: WorkingCalendar, received_on: date, working_days: int) -> Count:
    if received_on.year not in calendar.years:
        raise CalendarMissing(received_on.year)
    try:
        return calendar.count(received_on, working_days)
    except CalendarNotLoaded as missing:
        raise CalendarMissing(missing.year) from missing
