"""Who is told what: one notice in the inbox of each organisation concerned, with a key that makes it happen once."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse

from approvals.models import Consideration, HearingMinutes, Letter, Objection, PreliminaryDecision, Procedure, Term
from approvals.models.calendar import CALENDAR_CHAIN
from approvals.permissions import REVIEWER_OF
from approvals.rules.notice_facts import FACTS, PROPOSALS
from approvals.rules.notices import NOTICES, Event, Notice
from approvals.rules.notices.endings import ADOPTION, LAST_DAY
from approvals.workflow import State
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.notice_kinds import NoticeKind
from icv_portal.accounts.rules.roles import ROLES_OF, OrganizationKind, Role
from icv_portal.outbox.models import InboxEntry, Wording, deliver
from programs.models import Access, Version
from programs.permissions import WRITERS
from programs.rules.comparison import compare

LANGUAGES = ("kk", "ru", "en")
CANNOT_BE_COMPUTED = Label(
    kk="есептеу мүмкін емес: {year} жылдың күнтізбесі жоқ",
    ru="нельзя вычислить: нет календаря на {year} год",
    en="cannot be computed: calendar of {year} missing",
)


class Ending(NamedTuple):
    """A last day as calendars keep it: under one `uid`, however often it moves."""

    uid: str
    on: date
    title: Label


def end_of_term(procedure: Procedure, term: Term) -> Ending | None:
    if term.due_on is None:
        return None
    return Ending(str(term.pk), term.due_on, title_of_ending(procedure, term.term_kind.label))


def end_of_adoption(procedure: Procedure) -> Ending | None:
    if procedure.due_on is None:
        return None
    return Ending(procedure.adoption_uid, procedure.due_on, title_of_ending(procedure, ADOPTION))


def title_of_ending(procedure: Procedure, what: Label) -> Label:
    return LAST_DAY.format(what=what, customer=_customer(procedure), period=procedure.period)


def filed(consideration: Consideration, term: Term, confirmation: Letter) -> None:
    """The body hears of the filing, the customer of its registration, which has been confirmed by a letter."""
    procedure, key = consideration.procedure, str(consideration.pk)
    registered_on = day(consideration.registered_on) if consideration.registered_on else due(term)
    to_body = notice(
        procedure,
        consideration.body,
        Event.FILED,
        key=key,
        values={"due_on": due(term)},
        sender=procedure.customer,
        at=consideration.filed_at,
        ends=end_of_term(procedure, term),
    )
    to_customer = notice(
        procedure,
        procedure.customer,
        Event.REGISTERED,
        key=key,
        values={"body": name_of(consideration.body), "registered_on": registered_on, "due_on": due(term)},
        sender=consideration.body,
        link=reverse("letter", args=[confirmation.pk]),
        at=consideration.filed_at,
        ends=end_of_term(procedure, term),
    )
    deliver(to_body, to_customer)


def ready(procedure: Procedure, *, at: datetime) -> None:
    """Those who sign hear that a text waits for them: a matter inside the company, as the next two."""
    _tell_company(procedure, Event.READY, roles=[Role.SIGNATORY], at=at)


def ready_taken_back(procedure: Procedure, *, at: datetime) -> None:
    _tell_company(procedure, Event.READY_TAKEN_BACK, roles=[Role.SIGNATORY], at=at)


def returned(procedure: Procedure, *, at: datetime) -> None:
    """All who write hear what the signatory noted: a signatory may have said that the text was ready."""
    values = {"note": procedure.program.return_note}
    _tell_company(procedure, Event.RETURNED, roles=WRITERS, values=values, at=at)


def proposed(consideration: Consideration, *, at: datetime) -> None:
    """The heads of the body alone hear of a proposal: it is a matter inside the body."""
    heads = [role for role in ROLES_OF[OrganizationKind(consideration.body.kind)] if role in REVIEWER_OF]
    proposal = notice(
        consideration.procedure,
        consideration.body,
        Event.PROPOSED,
        key=f"{consideration.pk}:{at.isoformat()}",
        values={"outcome": PROPOSALS[consideration.proposal["outcome"]]},
        roles=heads,
        sender=consideration.body,
        link=reverse("consideration", args=[consideration.pk]),
        at=at,
    )
    deliver(proposal)


def agreed(consideration: Consideration, letter: Letter) -> InboxEntry:
    """After the last agreement the adoption is next."""
    procedure = consideration.procedure
    ends = end_of_adoption(procedure) if procedure.current_state is State.AGREED else None
    return _tell_of_letter(consideration, letter, Event.AGREED, ends=ends)


def refused(consideration: Consideration, letter: Letter, rework: Term) -> InboxEntry:
    """The refusal's delivery: its moment is the receipt from which the term for rework runs (p. 15)."""
    return _tell_of_letter(consideration, letter, Event.REFUSED, ends=end_of_term(consideration.procedure, rework))


def decided_preliminarily(consideration: Consideration, letter: Letter, objections_until: date | None) -> InboxEntry:
    """The preliminary decision's delivery: the receipt from which objections are counted (APPC art. 73)."""
    until = day(objections_until) if objections_until else "—"
    return _tell_of_letter(consideration, letter, Event.PRELIMINARY_DECISION, objections_until=until)


def objected(decision: PreliminaryDecision, objection: Objection) -> None:
    consideration = decision.consideration
    answer = notice(
        consideration.procedure,
        consideration.body,
        Event.OBJECTED,
        key=str(objection.pk),
        sender=consideration.procedure.customer,
        link=reverse("consideration", args=[consideration.pk]),
        at=objection.at,
    )
    deliver(answer)


def heard(decision: PreliminaryDecision, minutes: HearingMinutes) -> None:
    """The customer reads the minutes of its hearing."""
    consideration = decision.consideration
    kept = notice(
        consideration.procedure,
        consideration.procedure.customer,
        Event.HEARD,
        key=str(minutes.pk),
        values={"body": name_of(consideration.body), "held_on": day(minutes.held_on)},
        sender=consideration.body,
        at=minutes.at,
    )
    deliver(kept)


def adopted(procedure: Procedure, *, at: datetime) -> None:
    assert procedure.order_date is not None
    values = {"order_number": procedure.order_number, "order_date": day(procedure.order_date)}
    _tell_readers(procedure, Event.ADOPTED, values=values, at=at)


def withdrawn(procedure: Procedure, *, at: datetime) -> None:
    _tell_readers(procedure, Event.WITHDRAWN, values={}, at=at)


def agreed_targets_changed(procedure: Procedure, version: Version, *, at: datetime) -> None:
    """Tell a body that has agreed already when a reworked program, now with the other one, has other targets."""
    earlier = procedure.considerations.filter(outcome=Consideration.Outcome.AGREED).select_related("version", "body")
    last = earlier.exclude(body=procedure.responsible_organization).order_by("-decided_at").first()
    if last is None or not _targets_differ(last.version, version):
        return
    values, sender = {"number": version.number}, procedure.customer
    deliver(
        notice(procedure, last.body, Event.TARGETS_CHANGED, key=str(version.pk), values=values, sender=sender, at=at)
    )


def term_moved(procedure: Procedure, term: Term, before: date | None, *, at: datetime) -> None:
    """Both sides hear of a term that moved with the calendar."""
    values = {"before": day(before) if before else "—", "due_on": due(term)}
    told = []
    for organization in {procedure.customer, *Access.objects.readers_of(procedure.program_id)}:
        key = f"{term.pk}:{organization.pk}:{at.isoformat()}"
        told.append(
            notice(
                procedure,
                organization,
                Event.TERM_MOVED,
                key=key,
                values=values,
                at=at,
                ends=end_of_term(procedure, term),
            )
        )
    deliver(*told)


def notice(
    procedure: Procedure,
    organization: Organization,
    event: Event,
    *,
    key: str,
    at: datetime,
    values: Mapping[str, object] | None = None,
    roles: Collection[Role] | None = None,
    sender: Organization | None = None,
    link: str = "",
    kind: NoticeKind | None = None,
    ends: Ending | None = None,
) -> InboxEntry:
    """A notice to the people of an organisation who hold one of `roles`, all of its roles when none are named.

    `values` fill the places of the event's texts, beside {customer} and {period}; without a `link` the notice
    leads to the program's page, without a `kind` it is of the event's. The e-mail brings what `ends` for calendars.
    """
    values = {"customer": _customer(procedure), "period": procedure.period, **(values or {})}
    told = NOTICES[event].format(**values)
    return InboxEntry.saying(
        {code: _wording(told, values, code) for code in LANGUAGES},
        key=f"{event}:{key}",
        organization_id=organization.pk,
        roles=ROLES_OF[OrganizationKind(organization.kind)] if roles is None else roles,
        event=event,
        kind=kind or told.kind,
        subject_id=procedure.pk,
        link=link or reverse("procedure", args=[procedure.pk]),
        at=at,
        sender_id=sender.pk if sender else None,
        calendar_day=ends.on if ends else None,
        calendar_uid=ends.uid if ends else "",
        calendar_titles={code: ends.title.in_language(code) for code in LANGUAGES} if ends else None,
    )


def _customer(procedure: Procedure) -> Label:
    """As it was called at submission."""
    return Label(kk=procedure.customer_name_kk, ru=procedure.customer_name_ru, en=procedure.customer_name_en)


def term_missed(
    procedure: Procedure, operator: Organization, *, key: str, values: Mapping[str, object], at: datetime
) -> InboxEntry:
    """To the administrators of the portal: which body missed which term, and nothing of whose program it is."""
    told = NOTICES[Event.TERM_MISSED].format(**values)
    return InboxEntry.saying(
        {code: _wording(told, values, code) for code in LANGUAGES},
        key=f"{Event.TERM_MISSED}:{key}",
        organization_id=operator.pk,
        roles=[Role.PORTAL_ADMINISTRATOR],
        event=Event.TERM_MISSED,
        kind=told.kind,
        subject_id=procedure.pk,
        link=reverse("home"),
        at=at,
    )


def calendar_missing(
    organization: Organization, *, years: Collection[int], terms: int, key: str, at: datetime
) -> InboxEntry:
    """To those who keep the calendar; `terms` wait for the years already."""
    values = {"years": ", ".join(map(str, years)), "terms": str(terms)}
    told = NOTICES[Event.CALENDAR_MISSING].format(**values)
    return InboxEntry.saying(
        {code: _wording(told, values, code) for code in LANGUAGES},
        key=f"{Event.CALENDAR_MISSING}:{key}",
        organization_id=organization.pk,
        roles=[Role.PORTAL_ADMINISTRATOR],
        event=Event.CALENDAR_MISSING,
        subject_id=CALENDAR_CHAIN,
        link=reverse("calendar"),
        at=at,
    )


def due(term: Term) -> Label | str:
    """The last day of a term in words, or which calendar it waits for."""
    return day(term.due_on) if term.due_on else CANNOT_BE_COMPUTED.format(year=term.missing_year)


def name_of(organization: Organization) -> Label:
    return Label(kk=organization.name_kk, ru=organization.name_ru, en=organization.name_en)


def day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _tell_of_letter(
    consideration: Consideration, letter: Letter, event: Event, *, ends: Ending | None = None, **values: object
) -> InboxEntry:
    procedure = consideration.procedure
    of_letter = notice(
        procedure,
        procedure.customer,
        event,
        key=str(letter.pk if event is Event.PRELIMINARY_DECISION else consideration.pk),
        values={"body": name_of(consideration.body), **values},
        sender=consideration.body,
        link=reverse("letter", args=[letter.pk]),
        at=letter.sent_at,
        ends=ends,
    )
    [delivered] = deliver(of_letter)
    return delivered


def _tell_company(
    procedure: Procedure,
    event: Event,
    *,
    roles: Collection[Role],
    values: Mapping[str, object] | None = None,
    at: datetime,
) -> None:
    customer, key = procedure.customer, f"{procedure.pk}:{procedure.version}"
    deliver(notice(procedure, customer, event, key=key, values=values, roles=roles, sender=customer, at=at))


def _tell_readers(procedure: Procedure, event: Event, *, values: Mapping[str, object], at: datetime) -> None:
    """The bodies that read the program, and the customer's own people."""
    told = []
    for organization in (procedure.customer, *Access.objects.readers_of(procedure.program_id)):
        key = f"{procedure.pk}:{organization.pk}"
        told.append(notice(procedure, organization, event, key=key, values=values, sender=procedure.customer, at=at))
    deliver(*told)


def _wording(notice: Notice, values: Mapping[str, object], code: str) -> Wording:
    """What the e-mail lists below the text: those of the values that have a name of their own."""
    facts = [
        (FACTS[name].in_language(code), _in_language(value, code)) for name, value in values.items() if name in FACTS
    ]
    title, text, advice = (part.in_language(code) for part in (notice.title, notice.text, notice.advice))
    return Wording(title, text, advice, tuple(facts))


def _in_language(value: object, code: str) -> str:
    return value.in_language(code) if isinstance(value, Label) else str(value)


def _targets_differ(agreed_version: Version, version: Version) -> bool:
    target_rows = {
        row.id
        for content in (agreed_version.as_content, version.as_content)
        for row in content.rows
        if row.section in ("table_2", "table_3") and row.row_kind.fixed
    }
    changes = compare(agreed_version.as_content, version.as_content)
    return any(change.row_id in target_rows for change in changes)
