"""The small parts pages are made of; parts with markup of their own stand in templates/components."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, Select
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.state_labels import COMPLETENESS, PROCEDURE_STATES, ROUTE_STEPS, SCANS, Look

register = template.Library()

FEW_DAYS = 3
"""From so many working days left a due date is marked."""

HELD_TOGETHER = re.compile(r"\d{4}–\d{4}|№ \S{1,20}(?!\S)|\b\d{1,3}(?: ?%)?-[^\W\d_]{1,20}\b")
"""Short enough for the narrowest screen: a longer number breaks where it must."""


@register.filter
def in_language(label: Label) -> str:
    """A Label in the reader's language."""
    return label.in_language(get_language() or "kk")


@register.filter
def role_label(role: str) -> str:
    return in_language(Role(role).label)


@register.filter
def state_label(state: str) -> str:
    """The word for a state of the procedure."""
    return str(PROCEDURE_STATES[state].text)


@register.filter
def unbroken(text: str) -> SafeString:
    """The text with periods (2027–2029), points (13-тармақ) and numbers (№ 958) whole: browsers break lines there."""
    return mark_safe(HELD_TOGETHER.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(text)))


@register.simple_tag
@lru_cache(maxsize=256)  # a page shows the same few symbols fifty times; names stand in the code
def icon(name: str) -> SafeString:
    """A symbol of components/icons.html; a word always stands beside it, so it is hidden from readers of the page."""
    return format_html('<svg class="icon icon-{0}" aria-hidden="true"><use href="#icon-{0}"/></svg>', name)


def badge(look: Look) -> SafeString:
    return format_html('<span class="status status-{}">{}{}</span>', look.tone, icon(look.icon), look.text)


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """The state of a procedure: icon, word and colour."""
    return _state_badge(state, get_language())


@lru_cache(maxsize=64)  # a list shows the same few states fifty times
def _state_badge(state: str, language: str | None) -> SafeString:
    return badge(PROCEDURE_STATES[state])


@register.simple_tag
def scan_badge(state: str) -> SafeString:
    """What a scanner for viruses made of a file: a key of SCANS."""
    return badge(SCANS[state])


@register.simple_tag
def completeness_badge(status: str) -> SafeString:
    """How far a section of the form is: a key of COMPLETENESS."""
    return badge(COMPLETENESS[status])


@register.simple_tag
def route_mark(status: str) -> SafeString:
    return _route_mark(status, get_language())


@lru_cache(maxsize=64)
def _route_mark(status: str, language: str | None) -> SafeString:
    look = ROUTE_STEPS[status]
    return format_html(
        '<span class="route-mark">{}<span class="visually-hidden">{}:</span></span>', icon(look.icon), look.text
    )


@register.simple_tag
def due_date(due_on: date | None, days_left: int | None = None, is_overdue: bool = False) -> SafeString:
    """A due date with the working days left: 0 = today is the last day, negative = overdue by so many.

    `is_overdue` tells what the days cannot where a calendar is missing.
    """
    return mark_safe("—") if due_on is None else _due_date(due_on, days_left, is_overdue, get_language())


@lru_cache(maxsize=4096)  # rows in order of their due dates share them
def _due_date(due_on: date, days_left: int | None, is_overdue: bool, language: str | None) -> SafeString:
    tone, mark, words = _urgency(days_left, is_overdue)
    return format_html(
        '<span class="due due-{}">{}<time datetime="{}">{}</time>{}</span>',
        tone,
        icon(mark),
        due_on.isoformat(),
        date_format(due_on, "SHORT_DATE_FORMAT"),
        format_html(' <span class="due-left">{}</span>', words) if words else "",
    )


def _urgency(days_left: int | None, is_overdue: bool) -> tuple[str, str, str]:
    """Tone, icon and words of a due date."""
    if days_left is None:
        return ("negative", "warning", gettext("overdue")) if is_overdue else ("neutral", "clock", "")
    if days_left < 0:
        late = -days_left
        words = ngettext("overdue by %(days)d working day", "overdue by %(days)d working days", late)
        return "negative", "warning", words % {"days": late}
    if days_left == 0:
        return "attention", "clock", gettext("today is the last day")
    words = ngettext("%(days)d working day left", "%(days)d working days left", days_left) % {"days": days_left}
    return ("attention" if days_left <= FEW_DAYS else "neutral"), "clock", words


@register.inclusion_tag("components/form_field.html")
def form_field(field: BoundField) -> dict[str, Any]:
    """Label, hint, errors and control of one form field, tied together for screen readers."""
    widget = field.field.widget
    is_checkbox = isinstance(widget, CheckboxInput)
    attrs: dict[str, Any] = {"placeholder": False}  # the label says it, and stays when something is typed
    if not is_checkbox:
        attrs["class"] = "form-select" if isinstance(widget, Select) else "form-control"
    return {"field": field, "control": field.as_widget(attrs=attrs), "is_checkbox": is_checkbox}


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; an empty `field_id` belongs to no field."""

    text: str
    field_id: str = ""


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """All errors of the page's forms, each leading to its field."""
    return {"problems": [problem for form in forms if form is not None for problem in _problems(form)]}


def _problems(form: BaseForm) -> Iterator[Problem]:
    for text in form.non_field_errors():
        yield Problem(str(text))
    for field in form:
        for text in field.errors:
            yield Problem(f"{field.label}: {text}", _first_control(field))


def _first_control(field: BoundField) -> str:
    if field.is_hidden:
        return ""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
