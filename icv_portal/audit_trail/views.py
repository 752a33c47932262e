"""The auditor's pages: the journal across everything, each entry at its own address, and histories as files."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals.models import Procedure
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.audit_trail import exports
from icv_portal.audit_trail.forms import AuditFilters
from icv_portal.audit_trail.models import HistoryExport
from icv_portal.audit_trail.reading import may_read_everything, page_of, readable_across
from icv_portal.audit_trail.rows import rows
from icv_portal.audit_trail.subjects import in_words
from icv_portal.journal.verification import problem_of
from programs.models import Version

SHOWS = ("steps", "text")


def journal(request: PortalRequest) -> HttpResponse:
    """Everything this membership may read, the newest first."""
    return _list(request, _reader(request), AuditFilters(request.GET))


def _list(request: PortalRequest, membership: Membership, filters: AuditFilters) -> HttpResponse:
    page = page_of(filters.narrow(readable_across(membership)), cursor=request.GET.get("after", ""))
    context = {"page": page, "rows": rows(in_words(page.rows)), "filters": filters, "most": exports.MOST_ENTRIES}
    return render(request, "audit_trail/journal.html", context)


def entry(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One entry with what it changed, its place in its chain, and whether it stands as it was written."""
    membership = _reader(request)
    found = get_object_or_404(readable_across(membership), pk=pk)
    told = page_of(readable_across(membership).filter(pk=pk), cursor="").rows
    version = Version.objects.visible_to(membership).filter(program=found.chain_id, sha256=found.version_sha256)
    context = {
        "one": in_words(told)[0],
        "row": found,
        "problem": problem_of(found),
        "version": version.defer("content").order_by("-number").first() if found.version_sha256 else None,
    }
    return render(request, "audit_trail/entry.html", context)


@require_POST
def export_journal(request: PortalRequest) -> HttpResponse:
    """The list as narrowed down, as a file; the list itself says what is wrong with filters that cannot be read."""
    membership = _reader(request)
    filters = AuditFilters(request.POST)
    if not filters.is_valid():
        return _list(request, membership, filters)
    typed = {name: request.POST.get(name, "") for name in filters.fields}
    return _written(request, partial(exports.want, membership, filters=typed))


@require_POST
def export_timeline(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A program's timeline, as this membership reads it, as a file."""
    procedure = get_object_or_404(Procedure.objects.visible_to(request.membership), pk=pk)
    assert request.membership is not None
    shown = request.POST.get("show", "")
    filters = {"show": shown if shown in SHOWS else ""}
    return _written(request, partial(exports.want, request.membership, filters=filters, procedure_id=procedure.pk))


def _written(request: PortalRequest, want: Callable[..., HistoryExport]) -> HttpResponse:
    """To the page that tells how far the file is, or the last of those one waits for already."""
    try:
        export = want(language=_language(), at=timezone.now())
    except exports.StillWriting as several:
        export = several.export
        messages.warning(request, _("Several files are being written for you. Ask again when this one is there."))
    return redirect("history_export", export.pk)


def history_export(request: PortalRequest, pk: UUID) -> HttpResponse:
    """How far the file is; the page looks by itself until it is there."""
    export = _own(request, pk)
    if "HX-Request" in request.headers:
        page = "audit_trail/_export.html"
        return render(request, page, {"export": export, "most": exports.MOST_ENTRIES})
    return render(request, "audit_trail/export.html", {"export": export, "most": exports.MOST_ENTRIES})


def history_file(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    export = _own(request, pk)
    if not export.file or not default_storage.exists(export.file):
        raise Http404
    name = f"{timezone.localtime(export.wanted_at):%Y-%m-%d-%H%M}.xlsx"
    response = FileResponse(default_storage.open(export.file), as_attachment=True, filename=f"history-{name}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _reader(request: PortalRequest) -> Membership:
    if request.membership is None or not may_read_everything(request.membership):
        raise Http404
    return request.membership


def _own(request: PortalRequest, pk: UUID) -> HistoryExport:
    """Of who asked for it, while it is kept."""
    own = HistoryExport.objects.of(request.membership).filter(expires_at__gt=timezone.now())
    found: HistoryExport = get_object_or_404(own, pk=pk)
    return found


def _language() -> str:
    return (get_language() or "kk")[:2]
