"""The answer to a change that came too late, or that an action refused."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.models import Program


def out_of_hands(request: HttpRequest, program: Program) -> HttpResponse:
    """409, with what happened meanwhile: it was submitted, or made ready for signature."""
    is_ready = Program.objects.filter(pk=program.pk, ready_at__isnull=False).exists()
    context = {
        "message": _("The program was made ready for signature in the meantime. Nothing was changed.")
        if is_ready
        else _("The program was submitted in the meantime. Nothing was changed."),
        "url": reverse("program_form", args=[program.pk]),
    }
    return render(request, "409.html", context, status=409)


def show_beside_fields(error: ValidationError, form: BaseForm) -> None:
    """Beside the field where the form has it, else above the form."""
    told = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for field, problems in told.items():
        for problem in problems:
            form.add_error(field if field in form.fields else None, problem)
