"""A file beside the form, as it is listed and as it is sent."""

from typing import Any

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from programs.api.serializers.versions import ATTACHMENT_KINDS
from programs.models import Attachment, ScanState

SCAN_STATES = [state.value for state in ScanState]
ATTACHMENT: dict[str, Any] = {
    "id": "6f1d3a52-9d0a-4c66-8c1e-0c5e1f9f7a11",
    "kind": "justification",
    "name": "Негіздеме.pdf",
    "size": 48213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "added_at": "2026-11-23T14:03:00+05:00",
    "scan": "clean",
    "url": "/api/v1/attachments/6f1d3a52-9d0a-4c66-8c1e-0c5e1f9f7a11/file/",
}


@extend_schema_serializer(examples=[OpenApiExample("A justification", value=ATTACHMENT)])
class AttachmentSerializer(serializers.Serializer[Attachment]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=ATTACHMENT_KINDS)
    name = serializers.CharField(help_text="Cleaned of what no file's name may hold.")
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField(help_text="Of the file.")
    added_at = serializers.DateTimeField()
    scan = serializers.ChoiceField(
        choices=SCAN_STATES, source="scan_state", help_text="Whether a scanner has looked for viruses."
    )
    url = serializers.SerializerMethodField(help_text="Where it is downloaded.")

    def get_url(self, attachment: Attachment) -> str:
        return reverse("api-attachment-file", args=[attachment.pk])


@extend_schema_field(OpenApiTypes.BINARY)
class SentFile(serializers.FileField):
    """PDF, DOCX, XLSX, PNG or JPEG by its content; the name's extension says the same."""


class NewAttachment(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=ATTACHMENT_KINDS)
    file = SentFile(help_text="With its name.")
