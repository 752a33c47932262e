"""The timeliness of the state bodies, as its page shows it."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.examples import example
from approvals.api.planning_examples import TIMELINESS
from approvals.api.serializers.parts import GROUNDS
from approvals.api.typed import query_of
from approvals.forms.filters import FIRST_YEAR_OF_THE_RULES
from approvals.models.timeliness import Counted, Span, Timeliness
from approvals.views.timeliness import bodies_seen_by
from approvals.views.timeliness_rows import rows_of
from icv_portal.api.problems import InvalidInput
from icv_portal.api.serializers import OrganizationBrief
from icv_portal.api.views import Endpoint

SPANS = [span.value for span in Span]


class TimelinessQuery(serializers.Serializer[object]):
    year = serializers.IntegerField(min_value=FIRST_YEAR_OF_THE_RULES, max_value=2100, help_text="Of registration.")
    span = serializers.ChoiceField(SPANS, default=Span.QUARTER.value, help_text="Into what the year is divided.")


class CountedSerializer(serializers.Serializer[object]):
    received = serializers.IntegerField()
    agreed = serializers.IntegerField()
    refused = serializers.IntegerField()
    in_time = serializers.IntegerField(help_text="Decided by the last day of the term.")
    late = serializers.IntegerField(help_text="Decided after it.")
    unknown = serializers.IntegerField(help_text="Decided while the term lacked a calendar.")
    withdrawn = serializers.IntegerField()
    open = serializers.IntegerField(help_text="Under consideration.")
    overdue = serializers.IntegerField(help_text="Of these past their last day.")
    median = serializers.FloatField(allow_null=True, help_text="Working days from registration to decision.")


class OfGround(serializers.Serializer[object]):
    code = serializers.ChoiceField(GROUNDS)
    figures = CountedSerializer()


class OfRound(serializers.Serializer[object]):
    round = serializers.IntegerField()
    figures = CountedSerializer()


class TimelinessSerializer(serializers.Serializer[Timeliness]):
    all = CountedSerializer(source="whole")
    first = CountedSerializer(help_text="First considerations.")
    again = CountedSerializer(help_text="Considerations of reworked programs.")
    rounds = serializers.SerializerMethodField(help_text="By the round of the procedure.")
    grounds = serializers.SerializerMethodField(help_text="Refusals that state each ground of p. 14.")

    @extend_schema_field(OfRound(many=True))
    def get_rounds(self, found: Timeliness) -> Any:
        told = [{"round": number, "figures": counted} for number, counted in sorted(found.rounds.items())]
        return OfRound(told, many=True).data

    @extend_schema_field(OfGround(many=True))
    def get_grounds(self, found: Timeliness) -> Any:
        told = [{"code": code, "figures": found.grounds.get(code, Counted())} for code in GROUNDS]
        return OfGround(told, many=True).data


class PeriodSerializer(serializers.Serializer[object]):
    name = serializers.CharField()
    figures = TimelinessSerializer(source="found")


@example("One body", TIMELINESS)
class BodySerializer(serializers.Serializer[object]):
    body = OrganizationBrief()
    year = TimelinessSerializer()
    periods = PeriodSerializer(many=True)


class TimelinessOfBodies(Endpoint):
    problems = {"GET": (InvalidInput,)}

    @extend_schema(
        operation_id="get_timeliness",
        summary="How the state bodies keep their terms",
        tags=["terms"],
        parameters=[TimelinessQuery],
        responses=BodySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """A body reads its own figures; the authorized body and oversight those of every body. Others are refused."""
        bodies = bodies_seen_by(self.membership)
        asked = query_of(request, TimelinessQuery)
        rows = rows_of(bodies, asked["year"], Span(asked["span"]), today=timezone.localdate())
        return Response(BodySerializer(rows, many=True).data)
