"""The timeline of a program in keyset pages: what the page “History” tells this caller, no more."""

import uuid

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.serializers.timeline import TimelineEntrySerializer
from approvals.api.typed import query_of
from approvals.models import Procedure
from approvals.timeline import timeline_page
from icv_portal.api.problems import InvalidInput
from icv_portal.api.views import ListEndpoint

STEPS, TEXT = "steps", "text"


class TimelineQuery(serializers.Serializer[object]):
    show = serializers.ChoiceField(
        [STEPS, TEXT],
        required=False,
        help_text="Steps alone, or alone the changes of one's own draft; without it both.",
    )


class Timeline(ListEndpoint):
    problems = {"GET": (InvalidInput,)}

    @extend_schema(
        operation_id="list_timeline",
        summary="What happened to a program, the newest first",
        tags=["procedures"],
        parameters=[TimelineQuery],
        responses=TimelineEntrySerializer(many=True),
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """The journal of the whole program as far as the caller may read it; to its customer its own draft's, too."""
        visible = Procedure.objects.visible_to(self.membership).select_related("program__customer")
        procedure, shown = get_object_or_404(visible, pk=pk), query_of(request, TimelineQuery).get("show")
        pages = self.pagination_class()
        pages.request = request
        pages.page = timeline_page(
            procedure,
            self.membership,
            cursor=request.query_params.get("after", ""),
            with_events=shown != TEXT,
            with_text=shown != STEPS,
        )
        return pages.get_paginated_response(TimelineEntrySerializer(pages.page.rows, many=True).data)
