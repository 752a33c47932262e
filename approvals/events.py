"""How the journal's entries about programs read: the event, what it was about, and what it changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from approvals.models import CalendarDay
from approvals.rules.holidays import described
from approvals.rules.refusal_grounds import RefusalGround
from icv_portal.accounts.changes import FieldChange, as_text
from icv_portal.accounts.templatetags.portal import in_language, state_label
from icv_portal.journal.models import JournalEntry
from icv_portal.sweeps.wording import title
from programs.rules.attachments import AttachmentKind
from programs.rules.contracts import ContractKind, ContractStatus
from programs.rules.purchases.kinds import PurchasePurpose

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class EventWords:
    text: str | Promise
    symbol: str


EVENTS = {
    "opened": EventWords(pgettext_lazy("event", "Draft opened"), "draft"),
    "period_changed": EventWords(pgettext_lazy("event", "Years of the draft changed"), "draft"),
    "declared_ready": EventWords(pgettext_lazy("event", "Ready for signature"), "check"),
    "ready_taken_back": EventWords(pgettext_lazy("event", "Taken back before the signature"), "draft"),
    "returned_to_drafters": EventWords(pgettext_lazy("event", "Returned by the signatory with a note"), "rework"),
    "submitted": EventWords(pgettext_lazy("event", "Submitted for agreement"), "next"),
    "resubmitted": EventWords(pgettext_lazy("event", "Resubmitted after rework"), "next"),
    "attachment_added": EventWords(pgettext_lazy("event", "File attached"), "add"),
    "attachment_removed": EventWords(pgettext_lazy("event", "Attachment removed"), "remove"),
    "attachment_refused": EventWords(pgettext_lazy("event", "File with a virus refused"), "warning"),
    "attachment_infected": EventWords(pgettext_lazy("event", "Virus found in an attachment"), "warning"),
    "spreadsheet_applied": EventWords(pgettext_lazy("event", "Changes taken from an Excel workbook"), "draft"),
    "contract_added": EventWords(pgettext_lazy("event", "Contract entered into the register"), "add"),
    "contract_changed": EventWords(pgettext_lazy("event", "Contract of the register changed"), "draft"),
    "contract_ended": EventWords(pgettext_lazy("event", "End of a contract entered"), "check"),
    "contract_taken_up": EventWords(pgettext_lazy("event", "Contract in force again"), "rework"),
    "application_added": EventWords(pgettext_lazy("event", "Application of a manufacturer entered"), "add"),
    "application_changed": EventWords(pgettext_lazy("event", "Application of a manufacturer changed"), "draft"),
    "application_removed": EventWords(pgettext_lazy("event", "Application of a manufacturer removed"), "remove"),
    "purchases_imported": EventWords(pgettext_lazy("event", "List of purchases imported"), "add"),
    "purchases_withdrawn": EventWords(pgettext_lazy("event", "List of purchases withdrawn"), "remove"),
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
    "sweep_started": EventWords(pgettext_lazy("event", "Background work started"), "clock"),
    "failures_retried": EventWords(pgettext_lazy("event", "Failures tried again"), "clock"),
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
    "absence_entered": EventWords(pgettext_lazy("event", "Absence entered"), "person"),
    "absence_changed": EventWords(pgettext_lazy("event", "Absence changed"), "person"),
    "absence_removed": EventWords(pgettext_lazy("event", "Absence removed"), "person"),
    "calendar_feed_entered": EventWords(pgettext_lazy("event", "Calendar feed made"), "lock"),
    "calendar_feed_changed": EventWords(pgettext_lazy("event", "Calendar feed revoked"), "lock"),
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


def _attachment(payload: Payload) -> str:
    told = {"kind": in_language(AttachmentKind(payload["kind"]).label), "size": filesizeformat(payload["size"])}
    text = _("%(kind)s, %(size)s.") % told
    found = payload.get("found")
    sha256 = f"SHA-256: {payload['sha256'][:16]}…"
    return " ".join((text, _("Virus: %(name)s.") % {"name": found}, sha256)) if found else f"{text} {sha256}"


def _kind_of_contract(payload: Payload) -> str:
    text = in_language(ContractKind(payload["kind"]).label)
    status = payload.get("status")
    return (
        f"{text}. {in_language(ContractStatus(status).label)}, {_day(payload['ended_on'])}." if status else f"{text}."
    )


def _purchases(payload: Payload) -> str:
    told = {"purpose": in_language(PurchasePurpose(payload["purpose"]).label), "lines": payload["lines"]}
    text = _("%(purpose)s, lines: %(lines)s.") % told
    return f"{text} SHA-256: {payload['sha256'][:16]}…"


def _spreadsheet(payload: Payload) -> str:
    told = (
        ngettext("%d row changed", "%d rows changed", payload["changed"]) % payload["changed"],
        ngettext("%d row added", "%d rows added", payload["added"]) % payload["added"],
        ngettext("%d row removed", "%d rows removed", payload["removed"]) % payload["removed"],
    )
    return ", ".join(told)


def _years(payload: Payload) -> str:
    return ", ".join(map(str, payload["years"]))


DETAILS: Mapping[str, Callable[[Payload], str]] = {
    **dict.fromkeys(
        ("attachment_added", "attachment_removed", "attachment_refused", "attachment_infected"), _attachment
    ),
    **dict.fromkeys(
        (
            "contract_added",
            "contract_changed",
            "contract_ended",
            "contract_taken_up",
            "application_added",
            "application_changed",
            "application_removed",
        ),
        _kind_of_contract,
    ),
    **dict.fromkeys(("purchases_imported", "purchases_withdrawn"), _purchases),
    "spreadsheet_applied": _spreadsheet,
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
    "sweep_started": lambda payload: title(payload["task"]),
    "failures_retried": lambda payload: str(payload["number"]),
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
