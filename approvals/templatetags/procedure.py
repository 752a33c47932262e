"""Where a program stands, on every page that belongs to it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString

from approvals.due_dates import DueDates
from approvals.models import Procedure
from icv_portal.accounts.templatetags.portal import due_date
from programs.models import Program

register = template.Library()


@register.inclusion_tag("approvals/_procedure_header.html", takes_context=True)
def procedure_header(context: Mapping[str, Any], program: Program) -> dict[str, Any]:
    """State, whose turn and until when, of the program's newest procedure the reader may see: two queries."""
    visible = Procedure.objects.visible_to(context["request"].membership).filter(program=program)
    procedure = visible.select_related("responsible_organization").order_by("-opened_at").first()
    return {"procedure": procedure, "dates": DueDates.as_of_today() if procedure else None}


@register.simple_tag
def due(due_on: date | None, dates: DueDates) -> SafeString:
    """A due date with the working days left."""
    return due_date(due_on, dates.days_left(due_on))
