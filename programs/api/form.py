"""The standard form itself, for whoever fills it in by program."""

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.api.views import Endpoint
from programs.api.serializers.form import FormSerializer
from programs.rules.standard_form import SECTIONS


class StandardForm(Endpoint):
    @extend_schema(
        operation_id="get_form",
        tags=["programs"],
        responses=FormSerializer,
        examples=[OpenApiExample("Sections left out", value={"sections": []}, response_only=True)],
    )
    def get(self, request: Request) -> Response:
        """The sections of the standard form (p. 8), their columns with units, and the kinds of rows they take."""
        return Response(FormSerializer({"sections": SECTIONS}).data)
