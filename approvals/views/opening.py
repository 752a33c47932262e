"""Opening a program: its years and languages, and what it starts from."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals import actions
from approvals.forms.periods import StartForm
from approvals.models import Procedure
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.templatetags.portal import state_label
from programs.actions import baseline_of
from programs.content import content_of
from programs.models import Program
from programs.permissions import may_open_program
from programs.rules.starting import Period, SectionTaken, actuals_of, what_is_taken

MOST_OFFERED = 20


def open_program(request: PortalRequest) -> HttpResponse:
    """First the years and what to start from; with an earlier program then what is taken from it; then the draft."""
    membership = request.membership
    if membership is None or not may_open_program(membership):
        raise PermissionDenied
    form = _form(request, membership)
    if not form.is_valid():
        return render(request, "approvals/open_program.html", {"form": form})
    asked = form.asked()
    if asked["start_from"] is not None and "confirmed" not in request.POST:
        return _what_is_taken(request, membership, form)
    opened: Procedure | None
    try:
        opened = actions.open_program(membership.organization, **asked, by=membership, at=timezone.now())
    except ValidationError as error:
        opened = _same_draft(form, membership)
        if opened is None:
            form.add_error(None, error.messages)
            return render(request, "approvals/open_program.html", {"form": form})
    messages.success(request, _("The draft is open. Fill in the standard form section by section."))
    return redirect("procedure", opened.pk)


def _form(request: PortalRequest, membership: Membership) -> StartForm:
    """404 for an earlier program that is not one's own company's."""
    earlier = _earlier(membership)
    asked_for = request.POST.get("start_from") or request.GET.get("from")
    if asked_for and asked_for not in dict(earlier):
        raise Http404
    initial = {"start_from": asked_for or next((pk for pk, _name in earlier), "")}
    return StartForm(request.POST or None, initial=initial, today=timezone.localdate(), earlier=earlier)


def _earlier(membership: Membership) -> Sequence[tuple[str, str]]:
    """Id and name of the company's programs, each by its newest procedure: the previous one first, drafts last."""
    newest = Procedure.objects.visible_to(membership).filter(following=None)
    own = newest.order_by(F("submitted_at").desc(nulls_last=True), "-first_year", "-opened_at")
    read = own.values_list("program_id", "first_year", "last_year", "state")[:MOST_OFFERED]
    return [(str(pk), f"{first}–{last}, {state_label(state).lower()}") for pk, first, last, state in read]


def _what_is_taken(request: PortalRequest, membership: Membership, form: StartForm) -> HttpResponse:
    asked = form.asked()
    earlier = Program.objects.drafted_by(membership).select_related("customer").get(pk=asked["start_from"])
    period = Period(
        asked["first_year"],
        asked["last_year"],
        baseline_of(membership.organization, at=timezone.now()),
        tuple(asked["languages"]),
    )
    context = {"form": form, "asked": asked, "earlier": earlier, "period": period, "sections": _taken(earlier, period)}
    return render(request, "approvals/start_from.html", context)


def _taken(earlier: Program, period: Period) -> list[SectionTaken]:
    content = content_of(earlier, on=timezone.localdate())
    return list(what_is_taken(content, period, actuals_of(content)))


def _same_draft(form: StartForm, membership: Membership) -> Procedure | None:
    """The draft a second click of the same button finds already there."""
    years = {name: form.cleaned_data[name] for name in ("first_year", "last_year")}
    return Procedure.objects.visible_to(membership).filter(state=State.DRAFT, **years).first()
