"""What happened to a program, as the journal holds it, in words: two queries for a page of events and its people."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from approvals.models import Procedure
from approvals.rules.refusal_grounds import RefusalGround
from approvals.views.wording import EVENTS, EventWords, Text
from icv_portal.accounts.keyset import KeysetPage, keyset_page
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.accounts.templatetags.portal import in_language
from icv_portal.journal.models import JournalEntry, JournalEntryQuerySet
from programs.models import Access

NEWEST_FIRST = ("-number",)
ON_THE_FRONT_PAGE = 20
SHORT_HASH = 16


@dataclass(frozen=True)
class TimelineEntry:
    """An event as components/timeline_entry.html shows it."""

    at: datetime
    title: Text
    symbol: str
    point: str
    who: str
    text: str


def history(request: PortalRequest, pk: str) -> HttpResponse:
    procedure = get_object_or_404(Procedure.objects.visible_to(request.membership), pk=pk)
    page = timeline_page(procedure, request.membership, cursor=request.GET.get("after", ""))
    return render(request, "approvals/history.html", {"procedure": procedure, "page": page})


def timeline_page(
    procedure: Procedure, membership: Membership | None, *, cursor: str = "", size: int = 50
) -> KeysetPage:
    """Events of the program's whole chain that this membership may read, the newest first."""
    readable = _readable(JournalEntry.objects.filter(chain_id=procedure.program_id), membership)
    page = keyset_page(readable.defer("content"), order=NEWEST_FIRST, cursor=cursor, size=size)
    return KeysetPage(_in_words(page.rows), page.next_cursor, page.is_first)


def _readable(entries: JournalEntryQuerySet, membership: Membership | None) -> JournalEntryQuerySet:
    if membership is None:
        return entries.none()
    match membership.kind:
        case OrganizationKind.BIG_CUSTOMER:
            return entries.readable_by_customer(membership.organization_id)
        case OrganizationKind.REGULATOR | OrganizationKind.AUTHORIZED_BODY:
            given = Access.objects.given_to(membership.organization_id, program=OuterRef("chain_id"))
            return entries.readable_by_body(membership.organization_id).filter(Exists(given.covering(OuterRef("at"))))
        case OrganizationKind.OVERSIGHT:
            return entries
        case _:
            return entries.none()


def _in_words(entries: Sequence[JournalEntry]) -> list[TimelineEntry]:
    people = Membership.objects.filter(pk__in={entry.membership_id for entry in entries if entry.membership_id})
    acted = {member.pk: member for member in people.select_related("user", "organization")}
    return [_entry(entry, acted[entry.membership_id] if entry.membership_id else None) for entry in entries]


def _entry(entry: JournalEntry, by: Membership | None) -> TimelineEntry:
    words = EVENTS.get(entry.event, EventWords(entry.event, "circle"))
    return TimelineEntry(
        at=entry.at,
        title=words.text,
        symbol=words.symbol,
        point=entry.point,
        who=f"{by.user.full_name}, {by.position_as_read}, {by.organization.name}" if by else str(_("the portal")),
        text=" ".join(_details(entry)),
    )


def _details(entry: JournalEntry) -> Iterator[str]:
    if entry.event in DETAILS:
        yield DETAILS[entry.event](entry.payload)
    if entry.version_sha256:
        yield f"SHA-256: {entry.version_sha256[:SHORT_HASH]}…"


def _day(text: object) -> str:
    return date_format(date.fromisoformat(str(text)), "SHORT_DATE_FORMAT") if text else "—"


def _filed(payload: Mapping[str, Any]) -> str:
    return _("Version %(number)s. Registered on %(registered_on)s, to be considered by %(due_on)s.") % {
        "number": payload["version"],
        "registered_on": _day(payload["registered_on"]),
        "due_on": _day(payload["due_on"]),
    }


def _agreed(payload: Mapping[str, Any]) -> str:
    following = payload.get("next")
    text = _("Version %(number)s.") % {"number": payload["version"]}
    return " ".join((text, _("Handed on to the authorized body."))) if following else text


def _refused(payload: Mapping[str, Any]) -> str:
    grounds = "; ".join(in_language(RefusalGround(code).label) for code in payload["grounds"])
    due_on = _day(payload["due_on"])
    return _("Grounds: %(grounds)s. Rework by %(due_on)s.") % {"grounds": grounds, "due_on": due_on}


def _adopted(payload: Mapping[str, Any]) -> str:
    order = {"number": payload["order_number"], "date": _day(payload["order_date"])}
    text = _("Order No. %(number)s of %(date)s.") % order
    return " ".join((text, _("Adopted late."))) if payload["late"] else text


def _term_moved(payload: Mapping[str, Any]) -> str:
    return _("From %(before)s to %(after)s.") % {
        "before": _day(payload["due_on_before"]),
        "after": _day(payload["due_on"]),
    }


DETAILS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "submitted": _filed,
    "resubmitted": _filed,
    "agreed": _agreed,
    "refused": _refused,
    "adopted": _adopted,
    "term_moved": _term_moved,
}
