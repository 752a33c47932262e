"""Who is told what: one notice in the cabinet of each organisation concerned, with a key that makes it happen once."""

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse

from approvals.models import Consideration, Procedure, Term
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.roles import ROLES_OF, OrganizationKind
from icv_portal.outbox.models import InboxEntry, deliver
from programs.models import Access, Version
from programs.rules.comparison import compare

CANNOT_BE_COMPUTED = Label(
    kk="есептеу мүмкін емес: {year} жылдың күнтізбесі жоқ",
    ru="нельзя вычислить: нет календаря на {year} год",
    en="cannot be computed: calendar of {year} missing",
)
FILED = Label(
    kk="{customer} {period} жылдарға арналған бағдарламаны келісуге жіберді. Қарау мерзімі: {due_on}.",
    ru="{customer}: программа на {period} годы направлена на согласование. Срок рассмотрения: {due_on}.",
    en="{customer} sent its program for {period} for agreement. Consider it by: {due_on}.",
)
AGREED = Label(
    kk="{body} {period} жылдарға арналған бағдарламаны келісті.",
    ru="{body}: программа на {period} годы согласована.",
    en="{body} agreed the program for {period}.",
)
REFUSED = Label(
    kk="{body} {period} жылдарға арналған бағдарламаны келісуден бас тартты. "
    "Пысықтау мерзімі бас тартуды алған күннен бастап есептеледі.",
    ru="{body}: отказ в согласовании программы на {period} годы. Срок доработки считается со дня получения отказа.",
    en="{body} refused to agree the program for {period}. The term for rework runs from the day of receipt.",
)
ADOPTED = Label(
    kk="{customer} {period} жылдарға арналған бағдарламаны {order_date} № {order_number} бұйрықпен бекітті.",
    ru="{customer}: программа на {period} годы утверждена приказом № {order_number} от {order_date}.",
    en="{customer} adopted its program for {period} by order No. {order_number} of {order_date}.",
)
WITHDRAWN = Label(
    kk="{customer} {period} жылдарға арналған бағдарламаны кері қайтарып алды.",
    ru="{customer}: программа на {period} годы отозвана.",
    en="{customer} withdrew its program for {period}.",
)
TARGETS_CHANGED = Label(
    kk="{customer} сіз келіскен нысаналы индикаторларды өзгертті ({period} жылдар, {number}-редакция).",
    ru="{customer}: согласованные вами целевые индикаторы изменены ({period} годы, редакция {number}).",
    en="{customer} changed targets that you had agreed ({period}, version {number}).",
)
TERM_MOVED = Label(
    kk="{period} жылдарға арналған бағдарлама бойынша мерзім күнтізбенің өзгеруіне байланысты жылжытылды: "
    "{before} → {due_on}.",
    ru="Срок по программе на {period} годы перенесён из-за изменения календаря: {before} → {due_on}.",
    en="A term of the program for {period} moved because the calendar changed: {before} → {due_on}.",
)


def filed(consideration: Consideration, term: Term) -> InboxEntry:
    return _tell(
        consideration.procedure,
        consideration.body,
        "filed",
        key=str(consideration.pk),
        text=FILED,
        values={"due_on": _due(term)},
        at=consideration.filed_at,
    )


def agreed(consideration: Consideration, *, at: datetime) -> InboxEntry:
    procedure = consideration.procedure
    values = {"body": _name(consideration.body)}
    return _tell(procedure, procedure.customer, "agreed", key=str(consideration.pk), text=AGREED, values=values, at=at)


def refused(consideration: Consideration, *, at: datetime) -> InboxEntry:
    """The refusal's delivery: its moment is the receipt from which the term for rework runs (p. 15)."""
    procedure = consideration.procedure
    values = {"body": _name(consideration.body)}
    return _tell(
        procedure, procedure.customer, "refused", key=str(consideration.pk), text=REFUSED, values=values, at=at
    )


def adopted(procedure: Procedure, *, at: datetime) -> None:
    assert procedure.order_date is not None
    values = {"order_number": procedure.order_number, "order_date": _day(procedure.order_date)}
    for body in Access.objects.readers_of(procedure.program_id):
        _tell(procedure, body, "adopted", key=f"{procedure.pk}:{body.pk}", text=ADOPTED, values=values, at=at)


def withdrawn(procedure: Procedure, *, at: datetime) -> None:
    for body in Access.objects.readers_of(procedure.program_id):
        _tell(procedure, body, "withdrawn", key=f"{procedure.pk}:{body.pk}", text=WITHDRAWN, at=at)


def agreed_targets_changed(procedure: Procedure, version: Version, *, at: datetime) -> InboxEntry | None:
    """Tell a body that has agreed already when a reworked program, now with the other one, has other targets."""
    earlier = procedure.considerations.filter(outcome=Consideration.Outcome.AGREED).select_related("version", "body")
    last = earlier.exclude(body=procedure.responsible_organization).order_by("-decided_at").first()
    if last is None or not _targets_differ(last.version, version):
        return None
    key, values = str(version.pk), {"number": version.number}
    return _tell(procedure, last.body, "targets_changed", key=key, text=TARGETS_CHANGED, values=values, at=at)


def term_moved(procedure: Procedure, term: Term, before: date | None, *, at: datetime) -> None:
    """Both sides hear of a term that moved with the calendar."""
    values = {"before": _day(before) if before else "—", "due_on": _due(term)}
    for organization in {procedure.customer, *Access.objects.readers_of(procedure.program_id)}:
        key = f"{term.pk}:{organization.pk}:{at.isoformat()}"
        _tell(procedure, organization, "term_moved", key=key, text=TERM_MOVED, values=values, at=at)


def _targets_differ(agreed_version: Version, version: Version) -> bool:
    target_rows = {
        row.id
        for content in (agreed_version.as_content, version.as_content)
        for row in content.rows
        if row.section in ("table_2", "table_3") and row.row_kind.fixed
    }
    changes = compare(agreed_version.as_content, version.as_content)
    return any(change.row_id in target_rows for change in changes)


def _tell(
    procedure: Procedure,
    organization: Organization,
    event: str,
    *,
    key: str,
    text: Label,
    at: datetime,
    values: Mapping[str, object] | None = None,
) -> InboxEntry:
    customer = Label(kk=procedure.customer_name_kk, ru=procedure.customer_name_ru, en=procedure.customer_name_en)
    text = text.format(customer=customer, period=procedure.period, **(values or {}))
    return deliver(
        key=f"{event}:{key}",
        organization_id=organization.pk,
        roles=ROLES_OF[OrganizationKind(organization.kind)],
        event=event,
        subject_id=procedure.pk,
        texts={"kk": text.kk, "ru": text.ru, "en": text.en},
        link=reverse("procedure", args=[procedure.pk]),
        at=at,
    )


def _name(organization: Organization) -> Label:
    return Label(kk=organization.name_kk, ru=organization.name_ru, en=organization.name_en)


def _due(term: Term) -> Label | str:
    return _day(term.due_on) if term.due_on else CANNOT_BE_COMPUTED.format(year=term.missing_year)


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
