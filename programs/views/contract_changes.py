"""Pages that change the register: a new contract, its facts, its plan by year, its end, and the end taken back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from icv_portal.accounts.requests import PortalRequest
from programs.actions.contracts import (
    ContractChanged,
    ContractEnded,
    add_contract,
    change_contract,
    end_contract,
    take_up_contract,
)
from programs.forms.contracts import ContractForm, EndOfContractForm, PlanForm
from programs.models import Contract
from programs.views.contracts import shown_contract, writer
from programs.views.refused import show_beside_fields
from programs.views.register_history import changed_since


def new_contract(request: PortalRequest) -> HttpResponse:
    """The facts; the plan by year is asked for on the page that follows, which knows the years."""
    by = writer(request)
    form = ContractForm(request.POST or None)
    if form.is_valid():
        try:
            contract = add_contract(form.facts, by=by, at=timezone.now())
        except ValidationError as error:
            show_beside_fields(error, form)
        else:
            messages.success(request, _("Entered: %s. Now say what it plans for each year.") % contract)
            return redirect("plan_contract", contract.pk)
    return render(request, "programs/contract_form.html", {"form": form})


def edit_contract(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    shown = shown_contract(request, pk)
    return _changed(request, shown, ContractForm.of(shown, request.POST or None), "programs/contract_form.html")


def plan_contract(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    shown = shown_contract(request, pk)
    return _changed(request, shown, PlanForm(request.POST or None, contract=shown), "programs/contract_plan.html")


def _changed(request: PortalRequest, shown: Contract, form: ContractForm | PlanForm, template: str) -> HttpResponse:
    """Saved, or the page with what is wrong; 409 with everything typed when somebody else was faster."""
    by = writer(request)
    context: dict[str, Any] = {"contract": shown, "form": form}
    if not form.is_valid():
        return render(request, template, context)
    try:
        change_contract(shown.pk, form.facts, seen=form.seen, by=by, at=timezone.now())
    except ValidationError as error:
        show_beside_fields(error, form)
        return render(request, template, context)
    except ContractChanged as meanwhile:
        context["changed"] = changed_since(meanwhile.contract, form.seen or 0)
        form.see(meanwhile.contract.version)
        return render(request, template, context, status=409)
    messages.success(request, _("Saved: %s.") % shown)
    return redirect("contract", shown.pk)


def finish_contract(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """A page of its own: from its end on a contract counts towards no target."""
    shown, by = shown_contract(request, pk), writer(request)
    if request.method != "POST" and not shown.is_in_force:
        raise Http404
    form = EndOfContractForm(request.POST or None)
    if form.is_valid():
        try:
            end_contract(pk, **form.end, by=by, at=timezone.now())
        except ContractEnded:
            return _ended_already(request, shown)
        except ValidationError as error:
            show_beside_fields(error, form)
        else:
            messages.success(request, _("Its end is entered: %s.") % shown)
            return redirect("contract", pk)
    return render(request, "programs/end_contract.html", {"contract": shown, "form": form})


def resume_contract(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """For an end that was entered by mistake."""
    shown, by = shown_contract(request, pk), writer(request)
    if request.method == "POST":
        take_up_contract(pk, by=by, at=timezone.now())
        messages.success(request, _("In force again: %s.") % shown)
        return redirect("contract", pk)
    if shown.is_in_force:
        raise Http404
    return render(request, "programs/resume_contract.html", {"contract": shown})


def _ended_already(request: PortalRequest, shown: Contract) -> HttpResponse:
    context: dict[str, Any] = {
        "message": _("Somebody else has entered the end of this contract meanwhile. Nothing was changed."),
        "url": reverse("contract", args=[shown.pk]),
    }
    return render(request, "409.html", context, status=409)
