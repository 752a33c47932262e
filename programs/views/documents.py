"""The program as the official document, and what changed between two versions of it."""

import uuid

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.documents.answers import answer
from icv_portal.documents.states import DocumentStates
from programs.models import Attachment, Version
from programs.rules.content import Content
from programs.rules.official_document import NotALanguageOfTheProgram, OfficialDocument, official_document
from programs.views.attachments import ShownAttachment, shown
from programs.views.comparison import changes_by_section
from programs.views.drafts import draft_of


def draft_document(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The draft as it would be submitted."""
    draft = draft_of(request, pk)
    document = _document(request, draft.content)
    return render(request, "programs/draft_document.html", {"draft": draft, "document": document})


def version_document(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    version = _visible_version(request, pk)
    context = {
        "version": version,
        "document": _document(request, version.as_content),
        "documents": DocumentStates([("version", version.pk)]),
        "attachments": attachments_of(version, request.membership),
        "earlier": version.program.versions.filter(number__lt=version.number).order_by("-number").defer("content"),
    }
    return render(request, "programs/version_document.html", context)


def version_pdf(request: PortalRequest, pk: uuid.UUID, language: str) -> HttpResponseBase:
    """The version as a file, in an official language of the program."""
    version = _visible_version(request, pk)
    if language not in version.as_content.languages:
        raise Http404
    filename = f"{version.program.customer.name}, {version.program.period}, v{version.number} ({language}).pdf"
    back = reverse("version_document", args=[pk])
    return answer(request, "version", version.pk, language, filename=filename, back=back)


def version_comparison(request: PortalRequest, pk: uuid.UUID, earlier_pk: uuid.UUID) -> HttpResponse:
    later, earlier = _visible_version(request, pk), _visible_version(request, earlier_pk)
    if later.program_id != earlier.program_id or earlier.number >= later.number:
        raise Http404
    context = {
        "version": later,
        "earlier": earlier,
        "sections": changes_by_section(earlier.as_content, later.as_content, _language()),
    }
    return render(request, "programs/version_comparison.html", context)


def attachments_of(version: Version, membership: Membership | None) -> list[ShownAttachment]:
    """Those the version names; whoever reads it may have them."""
    return shown(Attachment.objects.of_version(version).select_related("scan"), membership)


def _visible_version(request: PortalRequest, pk: uuid.UUID) -> Version:
    visible = Version.objects.visible_to(request.membership).select_related("program__customer")
    return get_object_or_404(visible, pk=pk)


def _document(request: PortalRequest, content: Content) -> OfficialDocument:
    """In the language asked for, else in the reader's, else in the first the program is written in."""
    own = _language() if _language() in content.languages else content.languages[0]
    try:
        return official_document(content, request.GET.get("language", own))
    except NotALanguageOfTheProgram:
        raise Http404 from None


def _language() -> str:
    return get_language() or "kk"
