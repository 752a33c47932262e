"""Where a program stands, on every page that belongs to it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, Select
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext_lazy

from approvals.due_dates import DueDates
from approvals.models import Procedure
from approvals.rules.holidays import described
from approvals.rules.working_days import CalendarNotLoaded
from icv_portal.accounts.state_labels import Look
from icv_portal.accounts.templatetags.portal import badge, due_date, in_language
from programs.models import Program
from programs.rules.checks.finding import Finding
from programs.rules.numbers import display_decimal
from programs.rules.points import cited
from programs.rules.refusal_risk import Risk
from programs.rules.standard_form import section

register = template.Library()

OUTCOMES = {
    "": Look(pgettext_lazy("outcome", "Under consideration"), "clock", "accent"),
    "agreed": Look(pgettext_lazy("outcome", "Agreed"), "agreed", "positive"),
    "refused": Look(pgettext_lazy("outcome", "Refused"), "refused", "negative"),
    "withdrawn": Look(pgettext_lazy("outcome", "Withdrawn"), "withdrawn", "neutral"),
}
WITHOUT_CALENDAR = Look(gettext_lazy("cannot be computed: calendar missing"), "warning", "attention")
RISKS = {
    Risk.NO_SIGN: ("check", "positive"),
    Risk.UNKNOWN: ("circle", "neutral"),
    Risk.POSSIBLE: ("warning", "attention"),
    Risk.CERTAIN: ("error", "negative"),
}
"""Icon and tone."""
APPC = "APPC "
"""Begins a point that is an article of the Administrative Procedure Code."""


@register.inclusion_tag("approvals/_procedure_header.html", takes_context=True)
def procedure_header(context: Mapping[str, Any], program: Program) -> dict[str, Any]:
    """State, whose turn and until when, of the program's newest procedure the reader may see: two queries."""
    visible = Procedure.objects.visible_to(context["request"].membership).filter(program=program)
    procedure = visible.select_related("responsible_organization").order_by("-opened_at").first()
    if procedure is None:
        return {"procedure": None}
    lacks_calendar = DueDates.lacks_calendar(procedure.due_on, procedure.state)
    return {"procedure": procedure, "dates": DueDates.as_of_today(), "lacks_calendar": lacks_calendar}


@register.filter
def in_words(point: str) -> str:
    """A point of the Rules as a reader finds it: “p. 13”; articles of the procedure code carry its name."""
    if not point:
        return ""
    if point.startswith(APPC):
        return gettext("Administrative Procedure Code, art. %(article)s") % {"article": point.removeprefix(APPC)}
    return gettext("p. %(point)s") % {"point": cited(point, get_language() or "kk")}


@register.filter
def act_in_words(basis: str) -> str:
    """The basis of a day of the calendar: the holiday and its act, or what an administrator typed in."""
    return in_language(described(basis))


@register.filter
def figure(value: Decimal | None) -> str:
    """A number as the reader's language writes it; a dash for none."""
    return "—" if value is None else display_decimal(value, get_language() or "kk")


@register.filter
def place(finding: Finding, program_id: object) -> str:
    """Where the customer mends what a check found: the row on its section's page; empty outside the form."""
    if not finding.section:
        return ""
    address = reverse("section", args=[program_id, finding.section])
    return f"{address}#row-{finding.row_id}" if finding.row_id else address


@register.filter
def row_anchor(finding: Finding) -> str:
    """The row of the official document a finding is about; empty where the document prints no such row."""
    return f"#row-{finding.row_id}" if finding.row_id and section(finding.section).printed else ""


@register.simple_tag
def outcome_badge(outcome: str) -> SafeString:
    """The outcome of a consideration; empty while it is open."""
    return badge(OUTCOMES[outcome])


@register.simple_tag
def risk_badge(risk: Risk) -> SafeString:
    """How likely a reviewer is to raise a ground."""
    icon, tone = RISKS[risk]
    return badge(Look(in_language(risk.label), icon, tone))


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The bare control of a field whose label stands beside it: nothing here is called optional."""
    is_select = isinstance(field.field.widget, Select)
    return field.as_widget(attrs={"class": "form-select" if is_select else "form-control"})


@register.simple_tag
def due(due_on: date | None, dates: DueDates, state: str = "") -> SafeString:
    """A due date with the working days left; in a `state` with a term, a missing date says that it lacks a calendar."""
    if dates.lacks_calendar(due_on, state):
        return badge(WITHOUT_CALENDAR)
    return due_date(due_on, dates.days_left(due_on), dates.is_overdue(due_on))


@register.inclusion_tag("approvals/_last_working_day.html")
def last_working_day(day: date, dates: DueDates) -> dict[str, Any]:
    """Beside a calendar date of the Rules, which nothing moves: the last working day on or before it, if another."""
    try:
        last = dates.calendar.last_working_day_on_or_before(day)
    except CalendarNotLoaded as missing:
        return {"missing_year": missing.year}
    return {"last": last if last != day else None}
