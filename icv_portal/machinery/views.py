"""The page of the work behind the pages: for portal administrators, who may start a sweep and try failures again."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.admin import SOURCES
from icv_portal.documents.models import Rendering
from icv_portal.machinery.actions import retry_failures, start_sweep
from icv_portal.machinery.backlogs import backlogs
from icv_portal.outbox.models import Email
from icv_portal.sweeps.lateness import SweepState, sweep_states
from icv_portal.sweeps.timetable import NIGHTLY
from icv_portal.sweeps.wording import title

FAILURES_SHOWN = 20


@dataclass(frozen=True)
class SweepRow:
    """A sweep as the page shows it; `look` is late, failing, on_time."""

    state: SweepState
    title: str
    period: str

    @property
    def look(self) -> str:
        if self.state.is_late:
            return "late"
        return "failing" if self.state.trace and self.state.trace.failures else "on_time"


@require_safe
def machinery(request: PortalRequest) -> HttpResponse:
    _administrator(request)
    at = timezone.now()
    rows = [SweepRow(state, title(state.task), _every(state.period)) for state in sweep_states(at)]
    context: dict[str, Any] = {
        "sweeps": rows,
        "is_in_order": all(row.look == "on_time" for row in rows),
        "backlogs": backlogs(at),
        "emails": Email.objects.came_back().order_by("-failed_at")[:FAILURES_SHOWN],
        "documents": [(SOURCES.get(one.source_kind, one.source_kind), one) for one in _failing_documents()],
    }
    return render(request, "machinery/machinery.html", context)


@require_POST
def run(request: PortalRequest) -> HttpResponse:
    """Ask the worker for a sweep of the timetable now, instead of when its time comes."""
    by = _administrator(request)
    task = request.POST.get("task", "")
    try:
        start_sweep(task, by=by, at=timezone.now())
    except LookupError as unknown:
        raise Http404 from unknown
    messages.success(request, _("The worker has been asked: %(what)s.") % {"what": title(task)})
    return redirect("machinery")


@require_POST
def retry(request: PortalRequest) -> HttpResponse:
    by = _administrator(request)
    code = request.POST.get("queue", "")
    try:
        number = retry_failures(code, by=by, at=timezone.now())
    except LookupError as unknown:
        raise Http404 from unknown
    told = ngettext("%(number)d is tried again.", "%(number)d are tried again.", number)
    messages.success(request, told % {"number": number})
    return redirect("machinery")


def _failing_documents() -> QuerySet[Rendering]:
    return Rendering.objects.failing().order_by("-wanted_at")[:FAILURES_SHOWN]


def _administrator(request: PortalRequest) -> Membership:
    if request.membership is None or request.membership.role != Role.PORTAL_ADMINISTRATOR:
        raise PermissionDenied
    return request.membership


def _every(period: timedelta) -> str:
    if period == NIGHTLY:
        return _("every night")
    seconds = int(period.total_seconds())
    if seconds < 60:
        return ngettext("every %(number)d second", "every %(number)d seconds", seconds) % {"number": seconds}
    minutes = seconds // 60
    return ngettext("every %(number)d minute", "every %(number)d minutes", minutes) % {"number": minutes}
