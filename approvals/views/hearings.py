"""Hearing the customer before a refusal, as both sides see it, and the pages for the answer and for the minutes."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from approvals import actions
from approvals.actions.hearing import answer_until, decisions_of, hearing_owed, is_hearing_required, is_in_time
from approvals.due_dates import DueDates
from approvals.forms.hearings import MinutesForm, ObjectionForm
from approvals.models import CalendarDay, Consideration, HearingMinutes, Objection, PreliminaryDecision
from approvals.permissions import may_object, may_prepare, steps_open_to, takes
from approvals.rules import hearing
from approvals.rules.working_days import CalendarNotLoaded, WorkingCalendar
from approvals.views.conflicts import conflict, typed_in
from approvals.views.refusals import GroundAsRead, grounds_announced
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest


@dataclass(frozen=True)
class Told:
    """One preliminary decision with what was answered to it; `until` is the last day for the answer."""

    decision: PreliminaryDecision
    until: date | None
    objection: Objection | None
    is_late: bool
    minutes: HearingMinutes | None


@dataclass(frozen=True)
class Hearing:
    """Where the hearing stands: `decision` is the last one, `told` are all, `owed` the one whose hearing is not held.

    `last_safe_day` is the last one to send the preliminary decision and refuse in time; both days are None when there
    is nothing to count from, or no calendar to count by.
    """

    decision: PreliminaryDecision | None
    told: list[Told]
    owed: PreliminaryDecision | None
    refusal_from: date | None
    last_safe_day: date | None
    may_object: bool
    minutes_for: PreliminaryDecision | None
    may_announce_anew: bool
    today: date

    @cached_property
    def is_required(self) -> bool:
        """By the legal setting of today; only some pages ask."""
        return is_hearing_required(on=self.today)


def hearing_of(
    consideration: Consideration, membership: Membership | None, due_on: date | None, dates: DueDates
) -> Hearing:
    """One query."""
    decisions, calendar = decisions_of(consideration), dates.calendar
    last = decisions[-1] if decisions else None
    procedure, owed = consideration.procedure, hearing_owed(decisions, calendar)
    answerable = last is not None and consideration.is_open
    return Hearing(
        decision=last,
        told=[_told(decision, calendar) for decision in decisions],
        owed=owed,
        refusal_from=_counted(hearing.refusal_from, localdate(last.sent_at) if last else None, dates),
        last_safe_day=_counted(hearing.last_safe_day, due_on, dates),
        may_object=answerable and not hasattr(last, "objection") and may_object(membership, procedure),
        minutes_for=_without_minutes(owed or last) if answerable and may_prepare(membership, procedure) else None,
        may_announce_anew=answerable and _may_refuse(membership, consideration),
        today=dates.today,
    )


def _told(decision: PreliminaryDecision, calendar: WorkingCalendar) -> Told:
    objection: Objection | None = getattr(decision, "objection", None)
    return Told(
        decision,
        answer_until(decision, calendar),
        objection,
        is_late=objection is not None and not is_in_time(decision, objection.at, calendar),
        minutes=getattr(decision, "minutes", None),
    )


def _without_minutes(decision: PreliminaryDecision | None) -> PreliminaryDecision | None:
    return None if hasattr(decision, "minutes") else decision


def _may_refuse(membership: Membership | None, consideration: Consideration) -> bool:
    return any(step.name == "refuse" for step in steps_open_to(membership, consideration.procedure))


def _counted(count: Any, day: date | None, dates: DueDates) -> date | None:
    if day is None:
        return None
    try:
        counted: date = count(day, dates.calendar)
    except CalendarNotLoaded:
        return None
    return counted


def object_to(request: PortalRequest, pk: str) -> HttpResponse:
    """The customer's answer to a preliminary decision."""
    decision = _decision(request, pk)
    if not may_object(request.membership, decision.consideration.procedure):
        raise PermissionDenied
    form = ObjectionForm(request.POST or None)
    return _page(
        request, decision, form, "approvals/objection.html", actions.object_to, _("Your answer has been sent.")
    )


def keep_minutes(request: PortalRequest, pk: str) -> HttpResponse:
    """The minutes of an oral hearing, by the body."""
    decision = _decision(request, pk)
    membership = request.membership
    of_the_body = membership is not None and membership.organization_id == decision.consideration.body_id
    if not of_the_body or not takes(membership, "prepare"):
        raise PermissionDenied
    form = MinutesForm(request.POST or None)
    return _page(
        request,
        decision,
        form,
        "approvals/hearing_minutes.html",
        actions.keep_minutes,
        _("The minutes have been kept."),
    )


def _decision(request: PortalRequest, pk: str) -> PreliminaryDecision:
    visible = Consideration.objects.visible_to(request.membership)
    decisions = PreliminaryDecision.objects.filter(consideration__in=visible)
    return get_object_or_404(
        decisions.select_related(
            "letter", "consideration__body", "consideration__version", "consideration__procedure__customer"
        ),
        pk=pk,
    )


def _page(
    request: PortalRequest, decision: PreliminaryDecision, form: forms.Form, template: str, act: Any, done: str
) -> HttpResponse:
    """The form; sent, the act and back to where the hearing is shown. 409 when it is over or another one counts."""
    consideration = decision.consideration
    if request.method == "POST" and form.is_valid():
        try:
            act(decision.pk, **form.cleaned_data, by=request.membership, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        except actions.StepConflict as outdated:
            return conflict(request, outdated.procedure, typed=typed_in(form))
        else:
            messages.success(request, done)
            return redirect("procedure", consideration.procedure_id)
    context = {
        "decision": decision,
        "consideration": consideration,
        "procedure": consideration.procedure,
        "until": answer_until(decision, CalendarDay.objects.calendar()),
        "grounds": _grounds(decision),
        "form": form,
    }
    return render(request, template, context)


def _grounds(decision: PreliminaryDecision) -> list[GroundAsRead]:
    return grounds_announced(decision, decision.consideration.version.as_content)
