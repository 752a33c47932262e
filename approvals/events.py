"""How the journal's entries about programs read: the event, what it was about, and what it changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from approvals.models import CalendarDay
from approvals.rules.holidays import described
from approvals.rules.refusal_grounds import RefusalGround
from icv_portal.accounts.changes import FieldChange, as_text
from icv_portal.accounts.templatetags.portal import in_language, state_label
from icv_portal.journal.models import JournalEntry

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class EventWords:
    text: str | Promise
    symbol: str


EVENTS = {
    "opened": EventWords(pgettext_lazy("event", "Draft opened"), "draft"),
    "period_changed": EventWords(pgettext_lazy("event", "Years of the draft changed"), "draft"),
    "submitted": EventWords(pgettext_lazy("event", "Submitted for agreement"), "next"),
    "resubmitted": EventWords(pgettext_lazy("event", "Resubmitted after rework"), "next"),
    "prepared": EventWords(pgettext_lazy("event", "Decision proposed to the head"), "person"),
    "decided_preliminarily": EventWords(pgettext_lazy("event", "Preliminary decision sent"), "warning"),
    "objected": EventWords(pgettext_lazy("event", "Preliminary decision answered by the customer"), "person"),
    "heard": EventWords(pgettext_lazy("event", "Minutes of the hearing kept"), "document"),
    "agreed": EventWords(pgettext_lazy("event", "Agreed by the state body"), "agreed"),
    "refused": EventWords(pgettext_lazy("event", "Agreement refused"), "refused"),
    "adopted": EventWords(pgettext_lazy("event", "Adopted by the customer"), "adopted"),
    "withdrawn": EventWords(pgettext_lazy("event", "Withdrawn by the customer"), "withdrawn"),
    "term_moved": EventWords(pgettext_lazy("event", "Term moved because the calendar changed"), "calendar"),
    "day_changed": EventWords(pgettext_lazy("event", "Day of the calendar changed"), "calendar"),
    "year_loaded": EventWords(pgettext_lazy("event", "Year of the calendar loaded"), "calendar"),
    "organization_entered": EventWords(pgettext_lazy("event", "Organisation entered"), "body"),
    "organization_changed": EventWords(pgettext_lazy("event", "Organisation changed"), "body"),
    "organization_fact_entered": EventWords(pgettext_lazy("event", "Fact about an organisation entered"), "body"),
    "organization_fact_changed": EventWords(pgettext_lazy("event", "Fact about an organisation changed"), "body"),
    "membership_entered": EventWords(pgettext_lazy("event", "Role given"), "person"),
    "membership_changed": EventWords(pgettext_lazy("event", "Role changed"), "person"),
    "person_entered": EventWords(pgettext_lazy("event", "Person entered"), "person"),
    "person_changed": EventWords(pgettext_lazy("event", "Person changed"), "person"),
    "person_password_set": EventWords(pgettext_lazy("event", "Password set"), "lock"),
    "person_sign_in_changed": EventWords(pgettext_lazy("event", "Sign-in of a person changed"), "lock"),
    "legal_setting_entered": EventWords(pgettext_lazy("event", "Answer to an open question entered"), "document"),
    "api_token_entered": EventWords(pgettext_lazy("event", "API token issued"), "lock"),
    "api_token_changed": EventWords(pgettext_lazy("event", "API token changed"), "lock"),
    "notice_opened": EventWords(pgettext_lazy("event", "Notice opened"), "inbox"),
    "history_exported": EventWords(pgettext_lazy("event", "History taken as a file"), "document"),
}
ROW_EVENTS = {
    "added": EventWords(pgettext_lazy("event", "Row added"), "add"),
    "changed": EventWords(pgettext_lazy("event", "Row changed"), "draft"),
    "removed": EventWords(pgettext_lazy("event", "Row removed"), "remove"),
}


def words_of(event: str) -> EventWords:
    """An event nobody has words for yet reads as its code."""
    return EVENTS.get(event) or EventWords(event, "circle")


def details(entry: JournalEntry) -> str:
    """What the event was about, in a sentence or two; empty where its name says all."""
    return DETAILS[entry.event](entry.payload) if entry.event in DETAILS else ""


def changes(entry: JournalEntry, *, state_before: str | None) -> Iterator[FieldChange]:
    """What the event changed; `state_before` is the state of the procedure in the entry before."""
    state = entry.payload.get("state")
    if state_before and state and state != state_before:
        yield FieldChange(_("State"), state_label(state_before), state_label(state))
    if entry.event in CHANGES:
        yield from CHANGES[entry.event](entry.payload)


def _day(text: object) -> str:
    return date_format(date.fromisoformat(str(text)), "SHORT_DATE_FORMAT") if text else "—"


def _filed(payload: Payload) -> str:
    return _("Version %(number)s. Registered on %(registered_on)s, to be considered by %(due_on)s.") % {
        "number": payload["version"],
        "registered_on": _day(payload["registered_on"]),
        "due_on": _day(payload["due_on"]),
    }


def _agreed(payload: Payload) -> str:
    following = payload.get("next")
    text = _("Version %(number)s.") % {"number": payload["version"]}
    return " ".join((text, _("Handed on to the authorized body."))) if following else text


def _grounds(payload: Payload) -> str:
    return "; ".join(in_language(RefusalGround(code).label) for code in payload["grounds"])


def _refused(payload: Payload) -> str:
    told = {"grounds": _grounds(payload), "due_on": _day(payload["due_on"])}
    return _("Grounds: %(grounds)s. Rework by %(due_on)s.") % told


def _decided_preliminarily(payload: Payload) -> str:
    return _("Grounds: %(grounds)s.") % {"grounds": _grounds(payload)}


def _adopted(payload: Payload) -> str:
    order = {"number": payload["order_number"], "date": _day(payload["order_date"])}
    text = _("Order No. %(number)s of %(date)s.") % order
    return " ".join((text, _("Adopted late."))) if payload["late"] else text


def _heard(payload: Payload) -> str:
    return _("The hearing was held on %(day)s.") % {"day": _day(payload["held_on"])}


def _objected(payload: Payload) -> str:
    return _("An oral hearing is asked for.") if payload["asks_for_hearing"] else ""


def _day_of_calendar(payload: Payload) -> str:
    return _day(payload["date"])


def _years(payload: Payload) -> str:
    return ", ".join(map(str, payload["years"]))


DETAILS: Mapping[str, Callable[[Payload], str]] = {
    "submitted": _filed,
    "resubmitted": _filed,
    "agreed": _agreed,
    "refused": _refused,
    "decided_preliminarily": _decided_preliminarily,
    "objected": _objected,
    "heard": _heard,
    "adopted": _adopted,
    "day_changed": _day_of_calendar,
    "year_loaded": _years,
}


def _term_moved(payload: Payload) -> Iterator[FieldChange]:
    yield FieldChange(_("Last day"), _day(payload["due_on_before"]), _day(payload["due_on"]))


def _period_changed(payload: Payload) -> Iterator[FieldChange]:
    yield FieldChange(_("Years"), payload["before"], payload["after"])


def _day_changed(payload: Payload) -> Iterator[FieldChange]:
    before, after = payload["before"] or {}, payload["after"] or {}
    for key, label in (("kind", _("Kind")), ("basis", _("Basis")), ("confirmed", _("Confirmed"))):
        was, is_now = (DAY[key](day[key]) if day else "" for day in (before, after))
        if was != is_now:
            yield FieldChange(label, was, is_now)


DAY: Mapping[str, Callable[[Any], str]] = {
    "kind": lambda kind: str(CalendarDay.Kind(kind).label),
    "basis": lambda basis: in_language(described(basis)),
    "confirmed": as_text,
}
CHANGES: Mapping[str, Callable[[Payload], Iterator[FieldChange]]] = {
    "term_moved": _term_moved,
    "period_changed": _period_changed,
    "day_changed": _day_changed,
}
