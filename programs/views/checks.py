"""Everything the checks found, section by section."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render

from icv_portal.accounts.requests import PortalRequest
from programs.rules.standard_form import SECTIONS
from programs.views.drafts import draft_of


def checks(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = draft_of(request, pk)
    found = [
        (section, [finding for finding in draft.findings if finding.section == section.code]) for section in SECTIONS
    ]
    return render(request, "programs/checks.html", {"draft": draft, "found": [pair for pair in found if pair[1]]})
