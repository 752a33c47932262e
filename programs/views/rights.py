"""Contracts and licences of a subsoil user: share targets are set for each of them (p. 7(1))."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from icv_portal.accounts.requests import PortalRequest
from programs import actions
from programs.forms.subsoil_rights import EndOfRightForm, SubsoilRightForm
from programs.permissions import ProgramLocked
from programs.views.drafts import Draft, draft_of
from programs.views.refused import out_of_hands, show_beside_fields


def subsoil_rights(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """The list and, for those who write the program, the form that adds to it."""
    draft = _draft_of_subsoil_user(request, pk)
    form = SubsoilRightForm(request.POST or None)
    if request.method == "POST" and (request.membership is None or not draft.may_write):
        raise PermissionDenied
    if form.is_valid() and request.membership:
        try:
            right = actions.add_subsoil_right(pk, **form.cleaned_data, by=request.membership, at=timezone.now())
        except ProgramLocked:
            return out_of_hands(request, draft.program)
        except ValidationError as error:
            show_beside_fields(error, form)
        else:
            messages.success(request, _("Added: %s. It has a row of its own in Table 2 now.") % right)
            return redirect("subsoil_rights", pk)
    rights = draft.program.customer.subsoil_rights.all()
    return render(request, "programs/rights.html", {"draft": draft, "rights": rights, "form": form})


def end_subsoil_right(request: PortalRequest, pk: uuid.UUID, right_pk: uuid.UUID) -> HttpResponse:
    """A page of its own: the rows of the contract or licence leave the drafts."""
    draft = _draft_of_subsoil_user(request, pk)
    if not draft.is_open:
        raise Http404
    right = get_object_or_404(draft.program.customer.subsoil_rights.in_force(), pk=right_pk)
    form = EndOfRightForm(request.POST or None, signed_on=right.signed_on, today=timezone.localdate())
    if form.is_valid() and request.membership:
        try:
            actions.end_subsoil_right(pk, right_pk, **form.cleaned_data, by=request.membership, at=timezone.now())
        except ProgramLocked:
            return out_of_hands(request, draft.program)
        messages.success(request, _("Ended: %s. Its rows have left the form.") % right)
        return redirect("subsoil_rights", pk)
    return render(request, "programs/end_right.html", {"draft": draft, "right": right, "form": form})


def _draft_of_subsoil_user(request: PortalRequest, pk: uuid.UUID) -> Draft:
    draft = draft_of(request, pk)
    if not draft.content.customer.is_subsoil_user:
        raise Http404
    return draft
