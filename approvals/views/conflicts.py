"""The answer to a page that was outdated when its button was pressed: what was typed on it can still be copied."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.models import Consideration, Procedure
from icv_portal.accounts.templatetags.portal import state_label

logger = logging.getLogger(__name__)

ALTERED = gettext_lazy(
    "The text kept in the portal is not the one the state body agreed, so it cannot be adopted. Nothing was "
    "carried out. Turn to the portal administrator."
)


@dataclass(frozen=True)
class Typed:
    """What somebody typed or chose in one form: pairs of label and text."""

    heading: str
    texts: list[tuple[str, str]]


def typed_in(*sent: forms.Form | None) -> list[Typed]:
    """What was sent with these forms, in the words of their page; nothing of a form that was only shown."""
    return [typed for form in sent if form is not None and form.is_bound if (typed := _of_form(form)).texts]


def conflict(
    request: HttpRequest,
    procedure: Procedure,
    *,
    consideration: Consideration | None = None,
    typed: Sequence[Typed] = (),
) -> HttpResponse:
    """409: nothing was carried out; who did what meanwhile, the present state, the way there, and what was typed."""
    context = {
        "meanwhile": meanwhile(consideration) if consideration else "",
        "message": present_state(procedure),
        "url": _way_there(procedure, consideration),
        "typed": typed,
    }
    return render(request, "409.html", context, status=409)


def altered_version(request: HttpRequest, procedure: Procedure, *, typed: Sequence[Typed] = ()) -> HttpResponse:
    """409: what the customer would adopt is not what was signed; only the portal's administrator can find out why."""
    report_altered(procedure)
    context = {"message": ALTERED, "url": _way_there(procedure, None), "typed": typed}
    return render(request, "approvals/altered_version.html", context, status=409)


def report_altered(procedure: Procedure) -> None:
    logger.error("The agreed version of procedure %s no longer has the SHA-256 it was agreed with", procedure.pk)


def present_state(procedure: Procedure) -> str:
    return _("The present state of the program: %(state)s. Nothing of yours was carried out.") % {
        "state": state_label(procedure.state)
    }


def _way_there(procedure: Procedure, consideration: Consideration | None) -> str:
    if consideration is not None and consideration.is_open:  # the other proposal stands there
        return reverse("consideration", args=[consideration.pk])
    return reverse("procedure", args=[procedure.pk])


def meanwhile(consideration: Consideration) -> str:
    """Which decision was made, or which proposal saved, by whom and when; empty when the customer withdrew."""
    match consideration.outcome:
        case Consideration.Outcome.AGREED:
            words = _("The program has been agreed already: %(who)s, %(when)s.")
        case Consideration.Outcome.REFUSED:
            words = _("A refusal has been sent already: %(who)s, %(when)s.")
        case "":
            words = _("Another proposal was saved in the meantime: %(who)s, %(when)s.")
        case _withdrawn:
            return ""
    by = consideration.decided_by or consideration.prepared_by
    at = consideration.decided_at or consideration.prepared_at
    if by is None or at is None:
        return ""
    return words % {"who": by.user.full_name, "when": date_format(localtime(at), "SHORT_DATETIME_FORMAT")}


def _of_form(form: forms.Form) -> Typed:
    texts = [(str(field.label), text) for field in form.visible_fields() if (text := _as_read(field))]
    return Typed(str(getattr(form, "heading", "")), texts)


def _as_read(field: forms.BoundField) -> str:
    """The text typed, the words of what was chosen, a tick for a ticked box."""
    if isinstance(field.field, forms.ChoiceField):
        return "\n".join(str(option.choice_label) for option in field.subwidgets if option.data["selected"])
    value = field.value()
    return ("✓" if value else "") if isinstance(field.field, forms.BooleanField) else str(value or "")
