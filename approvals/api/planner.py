"""The latest safe day to file, for a period and a route."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.serializers.calendar import PlanSerializer
from approvals.api.typed import query_of
from approvals.due_dates import DueDates
from approvals.forms.planner import ROUTES
from approvals.views.planner import plan_of
from icv_portal.api.problems import InvalidInput
from icv_portal.api.views import Endpoint

ROUTE_CODES = list(ROUTES)


class PlanQuery(serializers.Serializer[object]):
    first_year = serializers.IntegerField(min_value=2026, max_value=2100, help_text="Of the program.")
    route = serializers.ChoiceField(ROUTE_CODES, help_text="Who considers it, in order.")


class LatestFiling(Endpoint):
    problems = {"GET": (InvalidInput,)}

    @extend_schema(
        operation_id="plan_filing",
        summary="The latest safe day to file",
        tags=["calendar"],
        parameters=[PlanQuery],
        responses=PlanSerializer,
    )
    def get(self, request: Request) -> Response:
        """So that every body may use its whole term before adoption on 30 November; also with one refusal or two."""
        asked = query_of(request, PlanQuery)
        plan = plan_of(asked["first_year"], ROUTES[asked["route"]], DueDates.as_of_today())
        return Response(PlanSerializer(plan).data)
