"""The answer to a change that came too late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.models import Program


def out_of_hands(request: HttpRequest, program: Program) -> HttpResponse:
    context = {
        "message": _("The program was submitted in the meantime. Nothing was changed."),
        "url": reverse("program_form", args=[program.pk]),
    }
    return render(request, "409.html", context, status=409)
