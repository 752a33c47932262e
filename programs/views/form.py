"""The form as a list of tasks: every section, how far it is, and what comes next."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render

from icv_portal.accounts.requests import PortalRequest
from programs.views.drafts import draft_of


def program_form(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    return render(request, "programs/form.html", {"draft": draft_of(request, pk)})
