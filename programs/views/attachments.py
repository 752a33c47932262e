"""Files beside the form: the list with the form that adds to it, their removal, and the files themselves."""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.documents.downloads import download
from icv_portal.documents.inspection import UnacceptableFile
from icv_portal.documents.storage import AlteredFile
from icv_portal.documents.uploads import was_cut
from programs.actions.attachments import attach, remove_attachment
from programs.forms.attachments import AttachmentForm
from programs.models import Attachment
from programs.permissions import ProgramLocked
from programs.rules.attachments import AttachmentKind
from programs.views.drafts import Draft, draft_of
from programs.views.refused import out_of_hands

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ShownAttachment:
    """`is_given`: whether the reader may have the file now."""

    attachment: Attachment
    is_given: bool


def shown(attachments: Iterable[Attachment], membership: Membership | None) -> list[ShownAttachment]:
    return [ShownAttachment(one, one.may_be_downloaded_by(membership)) for one in attachments]


def attachments(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = draft_of(request, pk)
    if request.method == "POST":
        return _attach(request, draft)
    return _page(request, draft, AttachmentForm())


def _attach(request: PortalRequest, draft: Draft) -> HttpResponse:
    if request.membership is None or not draft.may_write:
        raise PermissionDenied
    cut = was_cut(request)
    form = AttachmentForm(request.POST, request.FILES, was_cut=cut)
    if form.is_valid():
        kind = AttachmentKind(form.cleaned_data["kind"])
        try:
            attachment = attach(
                draft.program.pk, form.cleaned_data["file"], kind=kind, by=request.membership, at=timezone.now()
            )
        except ProgramLocked:
            return out_of_hands(request, draft.program)
        except UnacceptableFile as refused:
            form.add_error("file", refused.message)
        else:
            messages.success(request, _("Attached: %s.") % attachment.name)
            return redirect("attachments", draft.program.pk)
    return _page(request, draft, form, status=413 if cut else 200)


def _page(request: PortalRequest, draft: Draft, form: AttachmentForm, *, status: int = 200) -> HttpResponse:
    in_force = draft.program.attachments.in_force().select_related("scan")
    context = {"draft": draft, "form": form, "attachments": shown(in_force, request.membership)}
    return render(request, "programs/attachments.html", context, status=status)


def remove(request: PortalRequest, pk: uuid.UUID, attachment_pk: uuid.UUID) -> HttpResponse:
    """A page of its own: what is removed cannot be brought back."""
    draft = draft_of(request, pk)
    if not draft.is_open:
        raise Http404
    attachment = get_object_or_404(draft.program.attachments.in_force(), pk=attachment_pk)
    if request.method == "POST" and request.membership:
        try:
            remove_attachment(pk, attachment_pk, by=request.membership, at=timezone.now())
        except ProgramLocked:
            return out_of_hands(request, draft.program)
        messages.success(request, _("Removed: %s.") % attachment.name)
        return redirect("attachments", pk)
    return render(request, "programs/remove_attachment.html", {"draft": draft, "attachment": attachment})


def attachment_file(request: PortalRequest, pk: uuid.UUID) -> HttpResponseBase:
    """For whoever may read the draft or a version that names it; a page that says why not yet, or not at all."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.membership).select_related("scan"), pk=pk)
    if not attachment.may_be_downloaded_by(request.membership):
        return render(request, "programs/attachment_withheld.html", {"attachment": attachment}, status=403)
    try:
        return file_of(request, attachment)
    except AlteredFile as problem:
        logger.error("Attachment %s: %s", attachment.pk, problem)
        return render(request, "programs/attachment_altered.html", {"attachment": attachment}, status=503)


def file_of(request: PortalRequest, attachment: Attachment) -> HttpResponseBase:
    """Raises AlteredFile."""
    return download(
        request,
        attachment.file,
        sha256=attachment.sha256,
        filename=attachment.name,
        media_type=attachment.media_type,
    )
