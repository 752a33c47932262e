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

IMPORTS = {
    "waiting": Look(pgettext_lazy("state of an import", "Waiting to be read"), "clock", "accent"),
    "reading": Look(pgettext_lazy("state of an import", "Being read"), "clock", "accent"),
    "taken": Look(pgettext_lazy("state of an import", "Taken"), "check", "positive"),
    "faulty": Look(pgettext_lazy("state of an import", "Has bad lines"), "error", "negative"),
    "refused": Look(pgettext_lazy("state of an import", "Cannot be read"), "error", "negative"),
    "given_up": Look(pgettext_lazy("state of an import", "Not read"), "error", "negative"),
}

SCANS = {
    "clean": Look(_("No virus found"), "check", "positive"),
    "infected": Look(_("Virus found"), "error", "negative"),
    "waiting": Look(_("Waiting to be scanned"), "clock", "accent"),
    "not_scanned": Look(_("Not scanned"), "circle", "neutral"),
}

WORKBOOKS = {
    "waiting": Look(_("Being read"), "clock", "accent"),
    "read": Look(pgettext_lazy("state of a workbook", "Read"), "draft", "attention"),
    "refused": Look(_("Cannot be read"), "error", "negative"),
    "given_up": Look(_("Could not be read"), "error", "negative"),
    "applied": Look(pgettext_lazy("state of a workbook", "Applied"), "check", "positive"),
}
"""How far a workbook of the form is that somebody sent back."""
