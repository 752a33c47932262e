"""The answer to a page that was outdated when its button was pressed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.models import Procedure
from icv_portal.accounts.templatetags.portal import state_label


def conflict(request: HttpRequest, procedure: Procedure) -> HttpResponse:
    """409: nothing was carried out; the present state in words and the way there."""
    message = _("The present state of the program: %(state)s. Nothing of yours was carried out.") % {
        "state": state_label(procedure.state)
    }
    context = {"message": message, "url": reverse("procedure", args=[procedure.pk])}
    return render(request, "409.html", context, status=409)
