"""What happened to a program, in words: page by page, and each event with an address of its own."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from approvals.models import Procedure
from approvals.timeline import TimelineEntry, event_of, reads_text, save_of, timeline_page
from icv_portal.accounts.requests import PortalRequest

ON_THE_FRONT_PAGE = 20
STEPS, TEXT = "steps", "text"


def history(request: PortalRequest, pk: str) -> HttpResponse:
    """Steps and, for the customer itself, changes of the text; either of them alone when asked for."""
    procedure = _visible(request, pk)
    shown = request.GET.get("show", "")
    page = timeline_page(
        procedure,
        request.membership,
        cursor=request.GET.get("after", ""),
        with_events=shown != TEXT,
        with_text=shown != STEPS,
    )
    may_read_text = reads_text(procedure, request.membership)
    context = {"procedure": procedure, "page": page, "shown": shown, "reads_text": may_read_text}
    return render(request, "approvals/history.html", context)


def history_entry(request: PortalRequest, pk: str, entry_pk: UUID) -> HttpResponse:
    procedure = _visible(request, pk)
    return _alone(request, procedure, event_of(procedure, request.membership, entry_pk))


def history_save(request: PortalRequest, pk: str, history_id: int) -> HttpResponse:
    procedure = _visible(request, pk)
    return _alone(request, procedure, save_of(procedure, request.membership, history_id))


def _visible(request: PortalRequest, pk: str) -> Procedure:
    visible = Procedure.objects.visible_to(request.membership).select_related("program__customer")
    procedure: Procedure = get_object_or_404(visible, pk=pk)
    return procedure


def _alone(request: PortalRequest, procedure: Procedure, entry: TimelineEntry | None) -> HttpResponse:
    if entry is None:
        raise Http404
    return render(request, "approvals/history_entry.html", {"procedure": procedure, "entry": entry})
