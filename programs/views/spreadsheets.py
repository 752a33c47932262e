"""The form in Excel and back: the page to download from and send to, what a workbook changes, and applying it."""

import uuid

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.documents.uploads import was_cut
from programs.actions.spreadsheets import (
    Applied,
    Decisions,
    PreviewOutdated,
    TooManyUploads,
    Undecided,
    UploadGone,
    WorkbookHasErrors,
    apply_upload,
    discard,
    take_in,
)
from programs.forms.spreadsheets import SpreadsheetForm, decisions_of, told
from programs.models import SpreadsheetUpload
from programs.permissions import ProgramLocked
from programs.rules.standard_form import SECTIONS
from programs.spreadsheets.refusals import WorkbookRefused
from programs.views.drafts import Draft, draft_of
from programs.views.refused import out_of_hands
from programs.views.spreadsheet_downloads import LANGUAGES, MEDIA_TYPE
from programs.views.spreadsheet_preview import MOST_SHOWN, Preview

MOST_LISTED = 50
"""Those sent last: more than a few days' work."""


def spreadsheets(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = draft_of(request, pk)
    if request.method == "POST":
        return _take_in(request, draft)
    return _page(request, draft, SpreadsheetForm())


def _take_in(request: PortalRequest, draft: Draft) -> HttpResponse:
    if request.membership is None or not draft.may_write:
        raise PermissionDenied
    cut = was_cut(request)
    form = SpreadsheetForm(request.POST, request.FILES, was_cut=cut)
    if form.is_valid():
        try:
            upload = take_in(draft.program.pk, form.cleaned_data["file"], by=request.membership, at=timezone.now())
        except ProgramLocked:
            return out_of_hands(request, draft.program)
        except WorkbookRefused as refused:
            form.add_error("file", told(refused))
        except TooManyUploads:
            form.add_error("file", _("Several of your workbooks wait already. Apply or discard some of them first."))
        else:
            return redirect("spreadsheet", draft.program.pk, upload.pk)
    return _page(request, draft, form, status=413 if cut else 200)


def _page(request: PortalRequest, draft: Draft, form: SpreadsheetForm, *, status: int = 200) -> HttpResponse:
    own = draft.program.spreadsheet_uploads.of(request.membership).kept(timezone.now())
    context = {
        "draft": draft,
        "form": form,
        "uploads": own.listed().order_by("-uploaded_at", "-id")[:MOST_LISTED],
        "sections": SECTIONS,
        "languages": LANGUAGES,
    }
    return render(request, "programs/spreadsheets.html", context, status=status)


def spreadsheet(request: PortalRequest, pk: uuid.UUID, upload_pk: uuid.UUID) -> HttpResponse:
    """How far the reading is, then what the workbook changes; the page looks by itself until it is read."""
    draft, upload = draft_of(request, pk), own_upload(request, pk, upload_pk)
    if request.method == "POST":
        return _apply(request, draft, upload)
    if "HX-Request" in request.headers:
        return _progress(request, upload)
    return _preview(request, draft, _shown(upload, start=_start(request)))


def _start(request: PortalRequest) -> int:
    asked = request.GET.get("from", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 0


def _shown(upload: SpreadsheetUpload, decisions: Decisions | None = None, *, start: int = 0) -> Preview:
    language = get_language() or "kk"
    return Preview(upload, language, timezone.localdate(), decisions or Decisions(), start)


def _progress(request: PortalRequest, upload: SpreadsheetUpload) -> HttpResponse:
    """Once it is read the whole page is loaded anew."""
    response = render(request, "programs/_spreadsheet_progress.html", {"upload": upload})
    if upload.read_at is not None:
        response.headers["HX-Refresh"] = "true"
    return response


def _preview(
    request: PortalRequest, draft: Draft, preview: Preview, *, notice: str = "", status: int = 200
) -> HttpResponse:
    context = {"draft": draft, "upload": preview.upload, "preview": preview, "notice": notice, "most": MOST_SHOWN}
    return render(request, "programs/spreadsheet.html", context, status=status)


def _apply(request: PortalRequest, draft: Draft, upload: SpreadsheetUpload) -> HttpResponse:
    """409 with what the person decided when the draft changed meanwhile, or something is still to be decided."""
    if request.membership is None or not draft.may_write:
        raise PermissionDenied
    decisions, token = decisions_of(request.POST), request.POST.get("token", "")
    if not token:
        raise BadRequest("nothing was shown")
    try:
        applied = apply_upload(upload, decisions, token=token, by=request.membership, at=timezone.now())
    except ProgramLocked:
        return out_of_hands(request, draft.program)
    except UploadGone:
        raise Http404 from None
    except (PreviewOutdated, WorkbookHasErrors):
        notice = _("The draft was changed in the meantime. Nothing was applied: look at the changes again.")
        return _preview(
            request, draft_of(request, draft.program.pk), _shown(upload, decisions), notice=notice, status=409
        )
    except Undecided as undecided:
        count = len(undecided.cells)
        text = ngettext("Decide which value of %d cell holds.", "Decide which values of %d cells hold.", count) % count
        return _preview(request, draft, _shown(upload, decisions), notice=text, status=409)
    messages.success(request, in_words(applied))
    return redirect("spreadsheets", draft.program.pk)


def in_words(applied: Applied) -> str:
    parts = [
        ngettext("%d row changed", "%d rows changed", applied.changed) % applied.changed,
        ngettext("%d row added", "%d rows added", applied.added) % applied.added,
        ngettext("%d row removed", "%d rows removed", applied.removed) % applied.removed,
    ]
    text = _("The workbook was applied: %(what)s. Download the form anew before you go on in Excel.")
    return text % {"what": ", ".join(parts)}


@require_POST
def discard_spreadsheet(request: PortalRequest, pk: uuid.UUID, upload_pk: uuid.UUID) -> HttpResponse:
    draft, upload = draft_of(request, pk), own_upload(request, pk, upload_pk)
    if not discard(upload, by=_member(request), at=timezone.now()):
        return redirect("spreadsheet", draft.program.pk, upload.pk)  # which tells when it was applied
    messages.success(request, _("Discarded: %s. Nothing of it was applied.") % upload.name)
    return redirect("spreadsheets", draft.program.pk)


def annotated_spreadsheet(request: PortalRequest, pk: uuid.UUID, upload_pk: uuid.UUID) -> HttpResponseBase:
    """The workbook with its problems beside their cells."""
    draft_of(request, pk)
    upload = own_upload(request, pk, upload_pk)
    if not upload.annotated or not default_storage.exists(upload.annotated):
        raise Http404
    return annotated_file(upload)


def annotated_file(upload: SpreadsheetUpload) -> FileResponse:
    problems = _("problems")
    name = f"{upload.name.removesuffix('.xlsx')} ({problems}).xlsx"
    kept = default_storage.open(upload.annotated)
    response = FileResponse(kept, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def own_upload(request: PortalRequest, pk: uuid.UUID, upload_pk: uuid.UUID) -> SpreadsheetUpload:
    """Of who sent it, while it is kept; else 404."""
    own = SpreadsheetUpload.objects.of(request.membership).kept(timezone.now()).select_related("program__customer")
    found: SpreadsheetUpload = get_object_or_404(own, pk=upload_pk, program=pk)
    return found


def _member(request: PortalRequest) -> Membership:
    assert request.membership is not None  # the upload is this membership's own
    return request.membership
