"""What became of a row of a draft, cell by cell."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.api.views import Endpoint
from programs.api.sections import CODE
from programs.api.serializers.row_history import RowEditSerializer
from programs.cell_history import edits_of, people_of
from programs.views.open_section import open_section

CELL = OpenApiParameter("cell", str, OpenApiParameter.QUERY, description="The key of one cell, to be told alone.")


class RowHistory(Endpoint):
    @extend_schema(
        operation_id="get_row_history",
        tags=["programs"],
        parameters=[CODE, CELL],
        responses=RowEditSerializer(many=True),
    )
    def get(self, request: Request, pk: UUID, code: str, row_id: UUID) -> Response:
        """The newest 200 changes of the row, the newest first; for the customer's own organisation."""
        opened = open_section(self.page_request, pk, code)
        row = opened.row_ever(str(row_id))
        if row is None:
            raise Http404
        language, key = get_language() or "kk", request.query_params.get("cell", "")
        edits = edits_of(opened.draft.program, opened.draft.content, row, language=language, key=key)
        people = people_of(edits)
        told = [
            {
                "at": edit.at,
                "by": people.get(edit.membership_id),
                "is_going_on": edit.is_going_on,
                "changes": edit.changes,
            }
            for edit in edits
        ]
        return Response(RowEditSerializer(told, many=True).data)
