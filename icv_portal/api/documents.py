"""A document for a program: the PDF file, unchanged since it was made, or how far it is."""

from typing import Any, ClassVar
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema_serializer
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from icv_portal.api.problems import Problem
from icv_portal.api.views import Endpoint
from icv_portal.documents.answers import ASKED_FOR, file_of
from icv_portal.documents.rendering import report_altered, want_now
from icv_portal.documents.states import DocumentStates, Standing
from icv_portal.documents.storage import AlteredFile

ASK_AGAIN_AFTER = 5
"""Seconds: most documents take less."""
PDF = "application/pdf"
STANDINGS = [one.value for one in Standing]


class PdfOrProblem(JSONRenderer):
    """Lets a caller ask for PDF; what is said in its place stays JSON."""

    media_type = PDF
    format = "pdf"


class DocumentUnavailable(Problem):
    status_code: int = 503
    default_code: str = "document-unavailable"
    title: ClassVar[Any] = gettext_lazy("The file cannot be had at the moment.")
    advice: ClassVar[Any] = gettext_lazy("An administrator of the portal has been told. The text itself stands.")


@extend_schema_serializer(
    examples=[OpenApiExample("Being prepared", value={"standing": "being_prepared"}, status_codes=["202"])]
)
class DocumentInTheMaking(serializers.Serializer[object]):
    standing = serializers.ChoiceField(choices=[one.value for one in ASKED_FOR], help_text="Ask again in a moment.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Ready",
            value={
                "language": "kk",
                "standing": "ready",
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "url": "/api/v1/versions/0b6d1f6a-5f0e-4b8e-9b57-3b7c5a0e9f11/kk.pdf",
            },
        )
    ]
)
class DocumentSerializer(serializers.Serializer[object]):
    """A file of a version or a letter in one language."""

    language = serializers.CharField()
    standing = serializers.ChoiceField(choices=STANDINGS, help_text="How far the file is.")
    sha256 = serializers.CharField(allow_null=True, help_text="Of the file, once it is made.")
    url = serializers.CharField(help_text="Where it is downloaded; asking has it made.")


PDF_ANSWERS: dict[Any, Any] = {
    (200, PDF): OpenApiResponse(OpenApiTypes.BINARY, description="The file; its SHA-256 is the ETag."),
    (202, "application/json"): OpenApiResponse(DocumentInTheMaking, description="The file is being made."),
    304: OpenApiResponse(description="The file has the ETag sent in If-None-Match."),
}


class PdfEndpoint(Endpoint):
    """A subclass makes sure that the caller may see the source and that it is written in this language."""

    renderer_classes = (PdfOrProblem, JSONRenderer)
    problems = {"GET": (DocumentUnavailable,)}

    def document(self, source_kind: str, source_id: UUID, language: str, *, filename: str) -> HttpResponseBase:
        """The file, or 202 while it is made; whoever asks first has it made. Raises DocumentUnavailable."""
        state = DocumentStates([(source_kind, source_id)]).of(source_kind, source_id, language)
        if state.document is not None:
            try:
                return file_of(self.page_request, state.document, filename)
            except AlteredFile as altered:
                report_altered(state.document, altered, at=timezone.now())
                raise DocumentUnavailable from altered
        if state.standing not in ASKED_FOR:
            raise DocumentUnavailable
        want_now(source_kind, source_id, language, at=timezone.now())
        told = DocumentInTheMaking({"standing": state.standing}).data
        return Response(
            told, status=202, headers={"Retry-After": str(ASK_AGAIN_AFTER)}, content_type="application/json"
        )


def document_states(states: DocumentStates, source_kind: str, source_id: UUID, urls: dict[str, str]) -> list[Any]:
    """How far the files of one source are, for DocumentSerializer; `urls` by language."""
    found = [(states.of(source_kind, source_id, language), url) for language, url in urls.items()]
    return [
        {
            "language": state.language,
            "standing": state.standing,
            "sha256": state.document.sha256 if state.document else None,
            "url": url,
        }
        for state, url in found
    ]
