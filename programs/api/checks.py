"""What the checks say about a draft."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.api.views import Endpoint
from programs.api.serializers.findings import ChecksSerializer
from programs.views.drafts import draft_of


class Checks(Endpoint):
    @extend_schema(operation_id="get_checks", tags=["programs"], responses=ChecksSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """Everything the checks find in the draft as it stands; for the customer's own organisation."""
        draft = draft_of(self.page_request, pk)
        told = {"errors": draft.errors, "warnings": draft.warnings, "findings": draft.findings}
        return Response(ChecksSerializer(told).data)
