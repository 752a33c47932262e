"""What a person's or an organisation's calendar shows: the last day of every term that runs, and of the adoption."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from approvals.models import Procedure, Term
from approvals.models.procedures import ProcedureQuerySet
from approvals.notifications import title_of_ending
from approvals.rules.notices.endings import ADOPTION
from approvals.workflow import State
from icv_portal import calendars
from icv_portal.accounts.models import CalendarFeed, Membership
from icv_portal.accounts.state_labels import PROCEDURE_STATES
from icv_portal.accounts.templatetags.portal import in_language

MOST = 1000
"""Programs of one membership, those that end soonest: they are what a calendar is looked at for."""
SUBJECT = "procedure"


def feed_of(feed: CalendarFeed, *, on: date, at: datetime) -> bytes:
    """In the language that is active."""
    if feed.whole_organization:
        name, found = feed.membership.organization.name, _of_organization(feed.membership)
    else:
        memberships = Membership.objects.of_user(feed.membership.user, on=on)
        name = gettext("My terms")
        found = [procedure for membership in memberships for procedure in _waiting_for(membership)]
    portal = gettext("ICV development programs")
    return calendars.feed(f"{name} · {portal}", entries_of(found), at=at)


def entries_of(procedures: Iterable[Procedure]) -> Iterator[calendars.Entry]:
    """By day; a program that waits for two memberships of one person stands there once."""
    by_id = {procedure.pk: procedure for procedure in procedures}
    terms = Term.objects.running().filter(subject_kind=SUBJECT, subject_id__in=by_id)
    running = {term.subject_id: term for term in terms}
    for procedure in sorted(by_id.values(), key=lambda one: (one.due_on or date.max, str(one.pk))):
        yield _entry(procedure, running.get(procedure.pk))


def _entry(procedure: Procedure, term: Term | None) -> calendars.Entry:
    assert procedure.due_on is not None
    what = term.term_kind.label if term else ADOPTION
    state = PROCEDURE_STATES[procedure.state].text
    point = term.point if term else "17"
    return calendars.Entry(
        uid=str(term.pk) if term else procedure.adoption_uid,
        day=procedure.due_on,
        summary=in_language(title_of_ending(procedure, what)),
        description=gettext("%(state)s. Point %(point)s of the Rules.") % {"state": state, "point": point},
        url=settings.BASE_URL + reverse("procedure", args=[procedure.pk]),
    )


def _of_organization(membership: Membership) -> list[Procedure]:
    """What it must do and what it waits for."""
    return list(_with_day(Procedure.objects.visible_to(membership)))


def _waiting_for(membership: Membership) -> list[Procedure]:
    return list(_with_day(Procedure.objects.visible_to(membership).waiting_for(membership.organization_id)))


def _with_day(procedures: ProcedureQuerySet) -> ProcedureQuerySet:
    return (
        procedures.unfinished()
        .exclude(state=State.DRAFT)
        .filter(due_on__isnull=False)
        .order_by("sorts_on", "id")[:MOST]
    )
