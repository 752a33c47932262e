"""Applications of manufacturers received for a program (p. 6(3)): the list, and what changes it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from icv_portal.accounts.keyset import keyset_page
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.labels import Label
from programs.actions.applications import (
    ApplicationChanged,
    add_application,
    change_application,
    remove_application,
)
from programs.forms.applications import ApplicationForm, RemovalForm
from programs.models import ManufacturerApplication
from programs.rules.applications import ApplicationOutcome
from programs.rules.contracts import ContractKind
from programs.views.counted import counted
from programs.views.drafts import Draft, draft_of
from programs.views.refused import show_beside_fields
from programs.views.register_history import PastChange, changed_since, history_of, told

NEWEST_FIRST = ("-received_on", "-id")
MOST_REMOVED = 50


@dataclass(frozen=True)
class ApplicationRow:
    application: ManufacturerApplication
    kind: Label
    outcome: Label


@dataclass(frozen=True)
class Removed:
    """An application that is gone, with who removed it and why."""

    name: str
    change: PastChange


def applications(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = draft_of(request, pk)
    page = keyset_page(draft.program.applications.all(), order=NEWEST_FIRST, cursor=request.GET.get("after", ""))
    context = {
        "draft": draft,
        "page": page,
        "rows": [_row(one) for one in page.rows],
        "counted": counted(draft.content),
        "removed": list(_removed(draft)) if page.is_first else [],
    }
    return render(request, "programs/applications.html", context)


def _row(application: ManufacturerApplication) -> ApplicationRow:
    kind, outcome = ContractKind(application.kind).label, ApplicationOutcome(application.outcome).label
    return ApplicationRow(application, kind, outcome)


def _removed(draft: Draft) -> Iterator[Removed]:
    """The latest first."""
    gone = ManufacturerApplication.history.filter(program_id=draft.program.pk, history_type="-")
    rows = list(gone.order_by("-history_id")[:MOST_REMOVED])
    for row, change in zip(rows, told(rows), strict=True):
        yield Removed(str(row.instance), change)


def new_application(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft, by = _to_write(request, pk)
    form = ApplicationForm(request.POST or None)
    if form.is_valid():
        try:
            application = add_application(pk, form.facts, by=by, at=timezone.now())
        except ValidationError as error:
            show_beside_fields(error, form)
        else:
            messages.success(request, _("Entered: %s.") % application)
            return redirect("applications", pk)
    return render(request, "programs/application_form.html", {"draft": draft, "form": form})


def edit_application(request: PortalRequest, pk: uuid.UUID, application_pk: uuid.UUID) -> HttpResponse:
    """The form for those who write, with what became of it so far; 409 with everything typed after somebody else."""
    draft, by = _to_write(request, pk)
    application = get_object_or_404(draft.program.applications, pk=application_pk)
    form = ApplicationForm.of(application, request.POST or None)
    context: dict[str, Any] = {"draft": draft, "application": application, "form": form}
    status = 200
    if form.is_valid():
        try:
            change_application(pk, application_pk, form.facts, seen=form.seen, by=by, at=timezone.now())
        except ValidationError as error:
            show_beside_fields(error, form)
        except ApplicationChanged as meanwhile:
            context["changed"] = changed_since(meanwhile.application, form.seen or 0)
            form.see(meanwhile.application.version)
            status = 409
        else:
            messages.success(request, _("Saved: %s.") % application)
            return redirect("applications", pk)
    return render(
        request, "programs/application_form.html", {**context, "history": history_of(application)}, status=status
    )


def remove(request: PortalRequest, pk: uuid.UUID, application_pk: uuid.UUID) -> HttpResponse:
    """A page of its own: it leaves the program, with a reason that its history keeps."""
    draft, by = _to_write(request, pk)
    application = get_object_or_404(draft.program.applications, pk=application_pk)
    form = RemovalForm(request.POST or None)
    if form.is_valid():
        try:
            remove_application(pk, application_pk, **form.cleaned_data, by=by, at=timezone.now())
        except ValidationError as error:
            show_beside_fields(error, form)
        else:
            messages.success(request, _("Removed: %s.") % application)
            return redirect("applications", pk)
    context = {"draft": draft, "application": application, "form": form}
    return render(request, "programs/remove_application.html", context)


def _to_write(request: PortalRequest, pk: uuid.UUID) -> tuple[Draft, Membership]:
    """404 for whoever may not read the rows, 403 for those of the company who do not write."""
    draft = draft_of(request, pk)
    if request.membership is None or not draft.may_write:
        raise PermissionDenied
    return draft, request.membership
