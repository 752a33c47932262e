"""What a browser gets that asks for a document: the file, unchanged since it was made, or a page that says why not."""

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response

from icv_portal.documents import storage
from icv_portal.documents.models import Document
from icv_portal.documents.rendering import report_altered, want_now
from icv_portal.documents.states import DocumentStates, Standing

ASKED_FOR = (Standing.BEING_PREPARED, Standing.NOT_ASKED_FOR)


def answer(
    request: HttpRequest, source_kind: str, source_id: UUID, language: str, *, filename: str, back: str = ""
) -> HttpResponseBase:
    """The document as a file to look at, or 202 while it is being prepared; whoever asks first has it made.

    The caller has made sure that the reader may see the source and that it is written in this language; `back` is
    the page the document belongs to. 503 when it cannot be had now: an administrator is needed.
    """
    state = DocumentStates([(source_kind, source_id)]).of(source_kind, source_id, language)
    if "HX-Request" in request.headers:
        return _still_waiting() if state.document is None and state.standing in ASKED_FOR else _look_again()
    page = {"filename": filename, "back": back, "state": state, "document": state.document}
    if state.document is not None:
        try:
            return file_of(request, state.document, filename)
        except storage.AlteredFile as problem:
            report_altered(state.document, problem, at=timezone.now())
            return render(request, "documents/altered.html", page, status=503)
    if state.standing in ASKED_FOR:
        want_now(source_kind, source_id, language, at=timezone.now())
        return render(request, "documents/being_prepared.html", page, status=202)
    return render(request, "documents/not_made.html", page, status=503)


def _still_waiting() -> HttpResponse:
    return HttpResponse(status=204)


def _look_again() -> HttpResponse:
    """The page that waits is loaded anew and becomes the file, or says why there is none."""
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def file_of(request: HttpRequest, document: Document, filename: str) -> HttpResponseBase:
    """Raises AlteredFile when it is not the file that was made."""
    etag = f'"{document.sha256}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        content = BytesIO(storage.read(document))
        response = FileResponse(content, filename=filename, content_type="application/pdf")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"  # kept by the reader's own browser, which asks each time
    response["X-Content-Type-Options"] = "nosniff"
    return response
