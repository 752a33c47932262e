"""The inbox of the organisation a caller acts for: the place of delivery, and the first opening of a notice."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.absences import inbox_roles
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.views import Endpoint, ListEndpoint
from icv_portal.outbox.models import InboxEntry, InboxEntryQuerySet

NOTICE: dict[str, Any] = {
    "id": "7d0f6b7e-2f0c-4c52-9a70-9a8f3a6f0a55",
    "event": "refused",
    "subject": "3b1f0c5e-5d8a-4a0e-8a41-2f6f7d1f0b11",
    "title": "Agreement refused",
    "text": "The authorized body refused to agree the program of 2027–2029.",
    "advice": "Rework the program and resubmit it.",
    "facts": [{"name": "Rework until", "value": "22.09.2026"}],
    "page": "/letters/9f0d5c1e-7a0b-4f52-8b1a-0b6d1f6a5f0e/",
    "delivered_at": "2026-09-08T11:00:00+05:00",
    "opened_at": None,
}


class FactSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    value = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("A refusal", value=NOTICE)])
class NoticeSerializer(serializers.Serializer[InboxEntry]):
    """Texts are those delivered, in the caller's language."""

    id = serializers.UUIDField()
    event = serializers.CharField()
    subject = serializers.UUIDField(source="subject_id", help_text="The procedure, for what happens to one.")
    title = serializers.CharField(source="as_read.title", allow_blank=True)
    text = serializers.CharField(source="as_read.text")
    advice = serializers.CharField(source="as_read.advice", allow_blank=True, help_text="What to do next.")
    facts = serializers.SerializerMethodField()
    page = serializers.CharField(source="link", help_text="Path of the page it leads to.")
    delivered_at = serializers.DateTimeField(help_text="Terms run from here.")
    opened_at = serializers.DateTimeField(allow_null=True, help_text="When somebody of the organisation first did.")

    @extend_schema_field(FactSerializer(many=True))
    def get_facts(self, entry: InboxEntry) -> list[dict[str, str]]:
        return [{"name": name, "value": value} for name, value in entry.as_read.facts]


class Inbox(ListEndpoint):
    order = ("-delivered_at", "-id")

    @extend_schema(operation_id="list_notices", tags=["inbox"], responses=NoticeSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Notices addressed to the caller's role in its organisation, the newest first. Listing opens none of them."""
        return self.page(addressed_to(self), NoticeSerializer)


class Opening(Endpoint):
    scope = Scope.ACT

    @extend_schema(operation_id="open_notice", tags=["inbox"], request=None, responses=NoticeSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Keep the moment of the first opening and who did it; doing so again changes nothing."""
        entry = get_object_or_404(addressed_to(self), pk=pk)
        entry.open(by_id=self.membership.pk, at=timezone.now())
        return Response(NoticeSerializer(entry).data)


def addressed_to(endpoint: Endpoint) -> InboxEntryQuerySet:
    acting = endpoint.membership
    roles = inbox_roles(acting, timezone.localdate())
    return InboxEntry.objects.addressed_to(organization_id=acting.organization_id, roles=roles)
