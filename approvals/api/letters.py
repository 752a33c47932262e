"""Letters of the state bodies: those of a procedure, one with its text in both languages, its files."""

import uuid
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.actions.letters import SOURCE
from approvals.api.serializers.letters import LetterRow, LetterWhole
from approvals.models import Letter, Procedure
from approvals.rules.letters import LANGUAGES
from approvals.views.letters import delivery_of, file_name
from icv_portal.accounts.models import Membership
from icv_portal.api.documents import PDF_ANSWERS, PdfEndpoint, document_states
from icv_portal.api.views import Endpoint
from icv_portal.documents.states import DocumentStates

TAGS = ["letters"]


class Letters(Endpoint):
    @extend_schema(
        operation_id="list_letters",
        summary="Letters of a procedure, the newest first",
        tags=TAGS,
        responses=LetterRow(many=True),
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Confirmations of registration, preliminary decisions, refusals and notifications of agreement (p. 13-16)."""
        procedure = get_object_or_404(Procedure.objects.visible_to(self.membership), pk=pk)
        visible = Letter.objects.visible_to(self.membership).filter(procedure=procedure)
        letters = list(visible.select_related("body").defer("content").order_by("-sent_at", "-sequence"))
        states = DocumentStates([(SOURCE, letter.pk) for letter in letters])
        rows: Any = [_with_files(letter, states) for letter in letters]
        return Response(LetterRow(rows, many=True).data)


class LetterDetail(Endpoint):
    @extend_schema(
        operation_id="get_letter",
        summary="One letter with its text in Kazakh and Russian",
        tags=TAGS,
        responses=LetterWhole,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """As it was frozen and sent, when it came into the addressee's inbox, and how far its files are."""
        letter = _with_files(_visible(pk, self.membership), DocumentStates([(SOURCE, pk)]))
        letter.delivery = delivery_of(letter)
        return Response(LetterWhole(letter).data)


class LetterPdf(PdfEndpoint):
    @extend_schema(
        operation_id="get_letter_pdf",
        summary="A letter as a PDF file",
        tags=TAGS,
        parameters=[OpenApiParameter("language", str, OpenApiParameter.PATH, enum=list(LANGUAGES))],
        responses=PDF_ANSWERS,
    )
    def get(self, request: Request, pk: uuid.UUID, language: str) -> HttpResponseBase:
        """The file as it was made once, or 202 while it is being made."""
        letter = _visible(pk, self.membership)
        if language not in LANGUAGES:
            raise Http404
        return self.document(SOURCE, pk, language, filename=file_name(letter, language))


def _visible(pk: uuid.UUID, membership: Membership) -> Letter:
    visible = Letter.objects.visible_to(membership).select_related("procedure", "body", "addressee")
    return get_object_or_404(visible, pk=pk)


def _with_files(letter: Letter, states: DocumentStates) -> Any:
    urls = {language: reverse("api-letter-pdf", args=[letter.pk, language]) for language in LANGUAGES}
    shown: Any = letter
    shown.documents = document_states(states, SOURCE, letter.pk, urls)
    return shown
