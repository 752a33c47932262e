"""Other years for a draft."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals import actions
from approvals.forms.periods import PeriodForm
from icv_portal.accounts.requests import PortalRequest
from programs.permissions import ProgramLocked
from programs.views.drafts import draft_of
from programs.views.refused import out_of_hands


def period(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """404 while the program is submitted: its years are settled then."""
    draft = draft_of(request, pk)
    if not draft.may_write or not draft.program.may_change_years:
        raise Http404
    initial = {"first_year": draft.program.first_year, "last_year": draft.program.last_year}
    form = PeriodForm(request.POST or None, initial=initial, today=timezone.localdate())
    if form.is_valid() and request.membership:
        try:
            actions.change_period(draft.program.pk, **form.cleaned_data, by=request.membership, at=timezone.now())
        except ProgramLocked:
            return out_of_hands(request, draft.program)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The years have been changed."))
            return redirect("program_form", pk)
    return render(request, "approvals/period.html", {"draft": draft, "form": form})
