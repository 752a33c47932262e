"""Versions: what was submitted, byte for byte, what changed since, and its documents."""

from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.models import Membership
from icv_portal.api.documents import PDF_ANSWERS, PdfEndpoint, document_states
from icv_portal.api.views import Endpoint, ListEndpoint
from icv_portal.documents.states import DocumentStates
from programs.api.serializers.programs import LANGUAGES
from programs.api.serializers.versions import (
    ComparisonSerializer,
    FrozenContent,
    VersionDetail,
    VersionSerializer,
)
from programs.forms.entry_parts import cell_label
from programs.models import Program, Version
from programs.rules.applications import ReceivedApplication, frozen_application
from programs.rules.comparison import Change, compare
from programs.rules.content import Content
from programs.rules.contracts import ContractInForce, frozen_contract
from programs.rules.names import row_name

ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200], description="The SHA-256 in quotes.")
LANGUAGE = OpenApiParameter("language", str, OpenApiParameter.PATH, enum=LANGUAGES)


class Versions(ListEndpoint):
    order = ("-number",)

    @extend_schema(operation_id="list_versions", tags=["versions"], responses=VersionSerializer(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The versions of a program that the caller may read, the latest first."""
        program = get_object_or_404(Program.objects.visible_to(self.membership), pk=pk)
        visible = Version.objects.visible_to(self.membership).filter(program=program).defer("content")
        return self.page(visible, VersionSerializer)


class VersionOfProgram(Endpoint):
    @extend_schema(operation_id="get_version", tags=["versions"], responses=VersionDetail)
    def get(self, request: Request, pk: UUID) -> Response:
        """One version, and how far its documents are."""
        version = visible_version(self.membership, pk)
        states = DocumentStates([("version", version.pk)])
        urls = {
            language: reverse("api-version-pdf", args=[version.pk, language])
            for language in version.as_content.languages
        }
        version.documents = document_states(states, "version", version.pk, urls)  # type: ignore[attr-defined]
        return Response(VersionDetail(version).data)


class Contents(Endpoint):
    @extend_schema(
        operation_id="get_content",
        tags=["versions"],
        parameters=[ETAG],
        responses={200: FrozenContent, 304: OpenApiResponse(description="It is what If-None-Match names.")},
    )
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        """The content of a version exactly as it was frozen: the body's SHA-256 is the version's."""
        version = visible_version(self.membership, pk)
        tag = f'"{version.sha256}"'
        response = get_conditional_response(self.page_request, etag=tag)
        if response is None:
            response = HttpResponse(version.content.encode(), content_type="application/json")
        response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache"
        return response


class Comparison(Endpoint):
    @extend_schema(operation_id="compare_versions", tags=["versions"], responses=ComparisonSerializer)
    def get(self, request: Request, pk: UUID, earlier_id: UUID) -> Response:
        """What changed from an earlier version of the same program to this one, cell by cell."""
        later, earlier = visible_version(self.membership, pk), visible_version(self.membership, earlier_id)
        if later.program_id != earlier.program_id or earlier.number >= later.number:
            raise Http404
        told = {"earlier": earlier, "later": later, "changes": list(_changes(earlier.as_content, later.as_content))}
        return Response(ComparisonSerializer(told).data)


class VersionPdf(PdfEndpoint):
    @extend_schema(operation_id="download_version", tags=["versions"], parameters=[LANGUAGE], responses=PDF_ANSWERS)
    def get(self, request: Request, pk: UUID, language: str) -> HttpResponseBase:
        """The version as a PDF file, in an official language of the program; 202 while it is being made."""
        version = visible_version(self.membership, pk)
        if language not in version.as_content.languages:
            raise Http404
        filename = f"{version.program.customer.name}, {version.program.period}, v{version.number} ({language}).pdf"
        return self.document("version", version.pk, language, filename=filename)


def visible_version(membership: Membership, pk: UUID) -> Version:
    visible = Version.objects.visible_to(membership).select_related("program__customer")
    return get_object_or_404(visible, pk=pk)


def _changes(old: Content, new: Content) -> Iterator[dict[str, Any]]:
    language = get_language() or "kk"
    rows = {row.id: (content, row) for content in (old, new) for row in content.rows}
    labels = {
        (row.id, spec.key): cell_label(spec)
        for content in (old, new)
        for row in content.rows
        for spec in content.cell_specs(row)
    }
    for change in compare(old, new):
        name = row_name(*rows[change.row_id]).in_language(language) if change.row_id else None
        label = labels.get((change.row_id or "", change.key or ""))
        yield _told(change, name, label.in_language(language) if label else None)


def _told(change: Change, name: str | None, label: str | None) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "section": change.section,
        "row": change.row_id,
        "row_name": name,
        "field": change.key,
        "label": label,
        "before": _plain(change.before),
        "after": _plain(change.after),
    }


def _plain(value: Any) -> Any:
    """As the content has it: figures of contracts and applications are texts."""
    match value:
        case tuple():
            return [_plain(part) for part in value]
        case ContractInForce():
            return frozen_contract(value)
        case ReceivedApplication():
            return frozen_application(value)
        case _:
            return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
