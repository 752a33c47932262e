"""Steps of the customer, each on its own page: what will happen, then one button named by the verb of the Rules."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from approvals import actions
from approvals.actions.adoption import agreed_version
from approvals.due_dates import DueDates
from approvals.forms.customer_steps import AdoptionForm, ReturnForm, WithdrawalForm
from approvals.models import Procedure
from approvals.readiness import open_to, takes
from approvals.views import previews
from approvals.views.conflicts import altered_version, conflict, typed_in
from approvals.views.wording import STEPS
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest

NO_VERSION = -1
"""What no procedure ever has: a request that names no version is answered like an outdated one."""

Taking = Callable[[Membership, datetime], Procedure]
Preview = Callable[..., previews.Preview]


def submit(request: PortalRequest, pk: str) -> HttpResponse:
    procedure = _procedure(request, pk, "submit")

    def take(by: Membership, at: datetime) -> Procedure:
        return actions.submit(procedure.pk, shown_version=_shown_version(request), by=by, at=at)

    return _step_page(request, procedure, "submit", take, previews.submission)


def resubmit(request: PortalRequest, pk: str) -> HttpResponse:
    procedure = _procedure(request, pk, "resubmit")

    def take(by: Membership, at: datetime) -> Procedure:
        return actions.resubmit(procedure.pk, shown_version=_shown_version(request), by=by, at=at)

    return _step_page(request, procedure, "resubmit", take, previews.resubmission)


def adopt(request: PortalRequest, pk: str) -> HttpResponse:
    procedure = _procedure(request, pk, "adopt")
    form = AdoptionForm(request.POST or None)
    if procedure.state == State.AGREED:
        try:
            agreed_version(procedure)
        except LookupError:
            return altered_version(request, procedure, typed=typed_in(form))

    def take(by: Membership, at: datetime) -> Procedure:
        shown_version = _shown_version(request)
        return actions.adopt(procedure.pk, shown_version=shown_version, **form.cleaned_data, by=by, at=at)

    return _step_page(request, procedure, "adopt", take, previews.adoption, form)


def withdraw(request: PortalRequest, pk: str) -> HttpResponse:
    procedure = _procedure(request, pk, "withdraw")
    form = WithdrawalForm(request.POST or None)

    def take(by: Membership, at: datetime) -> Procedure:
        shown_version = _shown_version(request)
        return actions.withdraw(procedure.pk, shown_version=shown_version, **form.cleaned_data, by=by, at=at)

    return _step_page(request, procedure, "withdraw", take, previews.withdrawal, form)


def declare_ready(request: PortalRequest, pk: str) -> HttpResponse:
    procedure = _procedure(request, pk, "declare_ready")

    def take(by: Membership, at: datetime) -> Procedure:
        return actions.declare_ready(procedure.pk, shown_version=_shown_version(request), by=by, at=at)

    return _step_page(request, procedure, "declare_ready", take, previews.readiness)


def take_ready_back(request: PortalRequest, pk: str) -> HttpResponse:
    procedure = _procedure(request, pk, "take_ready_back")

    def take(by: Membership, at: datetime) -> Procedure:
        return actions.take_ready_back(procedure.pk, shown_version=_shown_version(request), by=by, at=at)

    return _step_page(request, procedure, "take_ready_back", take, previews.taking_back)


def return_draft(request: PortalRequest, pk: str) -> HttpResponse:
    procedure = _procedure(request, pk, "return_draft")
    form = ReturnForm(request.POST or None)

    def take(by: Membership, at: datetime) -> Procedure:
        shown_version = _shown_version(request)
        return actions.return_draft(procedure.pk, shown_version=shown_version, **form.cleaned_data, by=by, at=at)

    return _step_page(request, procedure, "return_draft", take, previews.returning, form)


def _procedure(request: PortalRequest, pk: str, name: str) -> Procedure:
    """404 for what one may not see, PermissionDenied for whom the step is never open."""
    visible = Procedure.objects.visible_to(request.membership)
    if request.method != "POST":  # the action reads them anew, under its lock
        visible = visible.select_related("program__ready_by", "customer", "regulator", "authorized_body")
    procedure = get_object_or_404(visible, pk=pk)
    if not takes(request.membership, name):
        raise PermissionDenied
    return procedure


def _shown_version(request: PortalRequest) -> int:
    typed = request.POST.get("shown_version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else NO_VERSION


def _step_page(
    request: PortalRequest,
    procedure: Procedure,
    name: str,
    take: Taking,
    preview: Preview,
    form: forms.Form | None = None,
) -> HttpResponse:
    assert request.membership is not None
    now = timezone.now()
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            taken = take(request.membership, now)
        except actions.StepConflict as outdated:
            return conflict(request, outdated.procedure, typed=typed_in(form))
        except actions.NotReady:
            pass  # the page lists what is found now
        except ValidationError as error:
            assert form is not None
            form.add_error(None, error)
        else:
            messages.success(request, str(STEPS[name].done))
            return redirect("procedure", taken.pk)
    if name not in open_to(request.membership, procedure):
        return conflict(request, procedure, typed=typed_in(form))
    context = {
        "procedure": procedure,
        "step": name,
        "words": STEPS[name],
        "preview": preview(procedure, by=request.membership, at=now),
        "form": form,
        "dates": DueDates.as_of_today(),
    }
    return render(request, "approvals/step_of_customer.html", context)
