"""How a state or a status looks on a page: its word, its icon and its tone. The one place for these words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Look:
    """`tone` is one of neutral, accent, positive, attention, negative; `icon` names a symbol of the sprite."""

    text: str | Promise
    icon: str
    tone: str


PROCEDURE_STATES = {
    "draft": Look(pgettext_lazy("state of a program", "Draft"), "draft", "neutral"),
    "with_regulator": Look(pgettext_lazy("state of a program", "With the natural-monopoly body"), "body", "accent"),
    "with_authorized_body": Look(pgettext_lazy("state of a program", "With the authorized body"), "body", "accent"),
    "rework": Look(pgettext_lazy("state of a program", "In rework"), "rework", "attention"),
    "agreed": Look(pgettext_lazy("state of a program", "Agreed"), "agreed", "positive"),
    "adopted": Look(pgettext_lazy("state of a program", "Adopted"), "adopted", "positive"),
    "withdrawn": Look(pgettext_lazy("state of a program", "Withdrawn"), "withdrawn", "neutral"),
}

COMPLETENESS = {
    "not_started": Look(_("Not started"), "circle", "neutral"),
    "incomplete": Look(_("In progress"), "draft", "accent"),
    "complete": Look(_("Complete"), "check", "positive"),
    "errors": Look(_("Has errors"), "error", "negative"),
    "warnings": Look(_("Has warnings"), "warning", "attention"),
    "not_applicable": Look(_("Not applicable"), "withdrawn", "neutral"),
}

ROUTE_STEPS = {
    "done": Look(pgettext_lazy("step of the route", "Done"), "check", "positive"),
    "current": Look(pgettext_lazy("step of the route", "Now"), "clock", "accent"),
    "refused": Look(pgettext_lazy("step of the route", "Refused"), "refused", "negative"),
    "upcoming": Look(pgettext_lazy("step of the route", "Ahead"), "circle", "neutral"),
}
