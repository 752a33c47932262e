"""What a state body does on its own pages: its reviewer proposes, its head agrees or refuses."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from approvals import actions
from approvals.actions.hearing import latest_decision
from approvals.due_dates import DueDates
from approvals.forms.hearings import UnheardForm
from approvals.forms.refusals import ProposalForm, RefusalForms
from approvals.models import Consideration
from approvals.permissions import takes
from approvals.views import previews
from approvals.views.conflicts import conflict, typed_in
from approvals.views.hearings import hearing_of
from approvals.views.wording import STEPS
from icv_portal.accounts.requests import PortalRequest


def agree(request: PortalRequest, pk: str) -> HttpResponse:
    consideration = _consideration(request, pk, "agree")
    if request.method == "POST":
        assert request.membership is not None
        try:
            procedure = actions.agree(consideration.pk, by=request.membership, at=timezone.now())
        except actions.StepConflict as outdated:
            return _conflict(request, outdated)
        messages.success(request, str(STEPS["agree"].done))
        return redirect("procedure", procedure.pk)
    return _page(request, consideration, "agree", previews.agreement)


def decide_preliminarily(request: PortalRequest, pk: str) -> HttpResponse:
    """What the customer is told before a refusal: whoever may refuse may announce it."""
    consideration = _consideration(request, pk, "refuse")
    grounds = _grounds(request, consideration)
    if request.method == "POST" and grounds.can_be_read():
        assert request.membership is not None
        try:
            actions.decide_preliminarily(
                consideration.pk, grounds=grounds.given(), by=request.membership, at=timezone.now()
            )
        except actions.StepConflict as outdated:
            return _conflict(request, outdated, *grounds)
        except actions.InvalidRefusal:
            pass  # the page says what is missing, with everything typed kept
        else:
            messages.success(request, str(STEPS["decide_preliminarily"].done))
            return redirect("consideration", consideration.pk)
    problems = grounds.problems() if request.method == "POST" else []
    return _page(
        request, consideration, "decide_preliminarily", previews.announcement, grounds=grounds, problems=problems
    )


def refuse(request: PortalRequest, pk: str) -> HttpResponse:
    consideration = _consideration(request, pk, "refuse")
    grounds = _grounds(request, consideration)
    unheard = UnheardForm(request.POST if request.method == "POST" else None)
    problems = grounds.problems() if request.method == "POST" else []
    if request.method == "POST" and grounds.can_be_read() and unheard.is_valid():
        assert request.membership is not None
        try:
            procedure = actions.refuse(
                consideration.pk,
                grounds=grounds.given(),
                **unheard.cleaned_data,
                by=request.membership,
                at=timezone.now(),
            )
        except actions.StepConflict as outdated:
            return _conflict(request, outdated, *grounds, unheard)
        except actions.InvalidRefusal as invalid:  # everything typed is kept on the page that says what is missing
            problems = problems or unheard.problems(invalid.problems)
        else:
            messages.success(request, str(STEPS["refuse"].done))
            return redirect("procedure", procedure.pk)
    return _page(
        request, consideration, "refuse", previews.refusal, grounds=grounds, problems=problems, unheard=unheard
    )


def prepare(request: PortalRequest, pk: str) -> HttpResponse:
    """The reviewer's proposal; unlike a refusal it may still lack something."""
    consideration = _consideration(request, pk, "prepare")
    grounds = _grounds(request, consideration)
    typed = request.POST if request.method == "POST" else None
    form = ProposalForm(typed, grounds=grounds, consideration=consideration)
    if request.method == "POST" and form.is_valid() and grounds.can_be_read():
        assert request.membership is not None
        proposed = form.cleaned_data | {"grounds": grounds.given()}
        try:
            actions.prepare(consideration.pk, **proposed, by=request.membership, at=timezone.now())
        except actions.StepConflict as outdated:
            return _conflict(request, outdated, form, *grounds)
        messages.success(request, str(STEPS["prepare"].done))
        return redirect("consideration", consideration.pk)
    problems = form.problems() if request.method == "POST" else []
    return _page(request, consideration, "prepare", previews.proposal, form=form, grounds=grounds, problems=problems)


def _consideration(request: PortalRequest, pk: str, name: str) -> Consideration:
    """404 for what one may not see, PermissionDenied for whom the step is never open."""
    visible = Consideration.objects.visible_to(request.membership)
    if request.method != "POST":  # the action reads them anew, under its lock
        related = ("customer", "regulator", "authorized_body")
        visible = visible.select_related("body", "version", *(f"procedure__{name}" for name in related))
    consideration = get_object_or_404(visible, pk=pk)
    membership = request.membership
    if membership is None or membership.organization_id != consideration.body_id or not takes(membership, name):
        raise PermissionDenied
    return consideration


def _grounds(request: PortalRequest, consideration: Consideration) -> RefusalForms:
    """Filled with what was announced to the customer last, otherwise with what the reviewer proposes."""
    typed = request.POST if request.method == "POST" else None
    announced = latest_decision(consideration)
    filled = {"grounds": announced.grounds} if announced else consideration.proposal
    return RefusalForms.of(consideration.version.as_content, typed=typed, proposal=filled)


def _page(
    request: PortalRequest, consideration: Consideration, name: str, preview: Any, **context: Any
) -> HttpResponse:
    """The page of a step; 409 when the decision has been made in the meantime."""
    if not consideration.is_open:
        outdated = actions.StepConflict(consideration.procedure, consideration)
        return _conflict(request, outdated, context.get("form"), *context.get("grounds", ()), context.get("unheard"))
    dates, procedure = DueDates.as_of_today(), consideration.procedure
    if name in ("refuse", "decide_preliminarily"):
        context["hearing"] = hearing_of(consideration, request.membership, procedure.due_on, dates)
    context |= {
        "consideration": consideration,
        "procedure": procedure,
        "step": name,
        "words": STEPS[name],
        "preview": preview(consideration, at=timezone.now()),
        "dates": dates,
    }
    return render(request, "approvals/step_of_body.html", context)


def _conflict(request: PortalRequest, outdated: actions.StepConflict, *sent: Form | None) -> HttpResponse:
    return conflict(request, outdated.procedure, consideration=outdated.consideration, typed=typed_in(*sent))
