"""How a reviewer would read a draft."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.serializers.reading import ReadingSerializer
from approvals.views.reading import figures, questions_read
from icv_portal.api.views import Endpoint
from programs.rules.content_json import as_submitted
from programs.views.drafts import draft_of


class DraftReading(Endpoint):
    @extend_schema(operation_id="read_as_reviewer", tags=["programs"], responses=ReadingSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """The three grounds for refusal (p. 14) with the figures of the draft, and how likely each is to be raised.

        For the customer's own organisation. An aid to reading: it decides nothing.
        """
        content = as_submitted(draft_of(self.page_request, pk).content)
        told = {"grounds": questions_read(content), "evidence": figures(content)}
        return Response(ReadingSerializer(told).data)
