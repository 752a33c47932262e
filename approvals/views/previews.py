"""What a step would do if it were taken now: on which version, who is told, which term starts and until when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from approvals.actions import NotReady, terms
from approvals.actions.adoption import agreed_version
from approvals.actions.hearing import days_told
from approvals.actions.readiness import signing_findings
from approvals.actions.submission import set_route
from approvals.due_dates import DueDates
from approvals.models import CalendarDay, Consideration, Procedure, Term
from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.route import BodyKind, first_body, next_body, returns_to
from approvals.rules.terms import TermKind, consideration_term, local_date
from approvals.views.planning import FilingPlan, Outlook, filing_plan, outlook
from icv_portal.accounts.models import LegalSetting, Membership, Organization
from icv_portal.accounts.rules.legal_settings import SettingKey
from icv_portal.accounts.rules.roles import Role
from programs.content import content_of, copied_sections
from programs.models import Access, Version
from programs.models.versions import canonical_text, sha256_of
from programs.rules import checks
from programs.rules.attachments import Attachment
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.content_json import to_json
from programs.rules.purchases.totals import PurchaseList


@dataclass(frozen=True)
class Preview:
    """`term` is unsaved; `findings` are the errors that keep the step from being taken.

    `roles` are those who are told inside the customer's organisation, everybody when there are none.
    `copied` are codes of sections that stand as they were copied from an earlier program.
    `contracts` and `applications`: how many of them the version would hold.
    `same_as` is the number of the version before when the text has not changed since.
    """

    version_number: int
    sha256: str
    told: tuple[Organization, ...]
    term: Term | None = None
    adopt_by: date | None = None
    findings: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    same_as: int | None = None
    plan: FilingPlan | None = None
    outlook: Outlook | None = None
    roles: tuple[Role, ...] = ()
    copied: tuple[str, ...] = ()
    objections_until: date | None = None
    refusal_from: date | None = None
    attachments: tuple[Attachment, ...] = ()
    contracts: int = 0
    applications: int = 0
    purchase_lists: tuple[PurchaseList, ...] = ()


def readiness(procedure: Procedure, *, by: Membership, at: datetime) -> Preview:
    """Errors keep a program from being submitted, so it is not ready with any."""
    shown = _draft(procedure, content_of(procedure.program, on=localdate(at)), None, (), at=at)
    return replace(shown, told=(by.organization,), roles=(Role.SIGNATORY,))


def taking_back(procedure: Procedure, *, by: Membership, at: datetime) -> Preview:
    return replace(readiness(procedure, by=by, at=at), findings=(), warnings=(), copied=())


def returning(procedure: Procedure, *, by: Membership, at: datetime) -> Preview:
    return replace(taking_back(procedure, by=by, at=at), roles=(Role.DRAFTER, Role.SIGNATORY))


def submission(procedure: Procedure, *, by: Membership, at: datetime) -> Preview:
    """`procedure` gets the route it would be submitted on; nothing is saved."""
    content, kept_back = content_of(procedure.program, on=localdate(at)), signing_findings(procedure.program, by=by)
    try:
        set_route(procedure, content.customer.categories, at=at)
    except NotReady as missing:
        return _draft(procedure, content, None, [*kept_back, *missing.findings], at=at)
    plan = filing_plan(procedure, DueDates(localdate(at), CalendarDay.objects.calendar()))
    shown = _draft(procedure, content, first_body(procedure.bodies), kept_back, at=at)
    return replace(shown, plan=plan, outlook=_outlook(procedure, shown, at=at))


def resubmission(procedure: Procedure, *, by: Membership, at: datetime) -> Preview:
    kept_back = signing_findings(procedure.program, by=by)
    setting = LegalSetting.objects.value(SettingKey.REWORK_RETURNS_TO, at=localdate(at))
    body = returns_to(procedure.bodies, BodyKind(procedure.refused_by), setting)
    shown = _draft(procedure, content_of(procedure.program, on=localdate(at)), body, kept_back, at=at)
    return replace(shown, outlook=_outlook(procedure, shown, at=at))


def _outlook(procedure: Procedure, shown: Preview, *, at: datetime) -> Outlook | None:
    """None where the calendar of the filing itself is missing."""
    if shown.term is None or shown.term.started_on is None:
        return None
    first = BodyKind(shown.told[0].kind)
    return outlook(procedure, first, shown.term.started_on, DueDates(localdate(at), CalendarDay.objects.calendar()))


def _draft(
    procedure: Procedure, content: Content, body: BodyKind | None, findings: Sequence[Finding], *, at: datetime
) -> Preview:
    found = checks.run(content)
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    sha256 = sha256_of(canonical_text(to_json(content)))
    last = procedure.program.versions.order_by("-number").values_list("number", "sha256").first()
    return Preview(
        version_number=last[0] + 1 if last else 1,
        sha256=sha256,
        told=(procedure.body(body),) if body else (),
        term=_consideration(procedure, body, at=at) if body else None,
        findings=(*findings, *errors),
        warnings=tuple(finding for finding in found if finding.severity is Severity.WARNING),
        copied=tuple(sorted(copied_sections(procedure.program, content))),
        same_as=last[0] if last and last[1] == sha256 else None,
        attachments=content.attachments,
        contracts=len(content.contracts),
        applications=len(content.applications),
        purchase_lists=content.purchase_lists,
    )


def agreement(consideration: Consideration, *, at: datetime) -> Preview:
    procedure = consideration.procedure
    following = next_body(procedure.bodies, BodyKind(consideration.body_kind))
    version = consideration.version
    if following is None:
        adopt_by = last_day_to_adopt(procedure.first_year)
        return Preview(version.number, version.sha256, (procedure.customer,), adopt_by=adopt_by)
    told = (procedure.customer, procedure.body(following))
    return Preview(version.number, version.sha256, told, _consideration(procedure, following, at=at))


def refusal(consideration: Consideration, *, at: datetime) -> Preview:
    customer, version = consideration.procedure.customer, consideration.version
    term = terms.planned(TermKind.REWORK, customer, started_at=at, calendar=CalendarDay.objects.calendar())
    return Preview(version.number, version.sha256, (customer,), term)


def announcement(consideration: Consideration, *, at: datetime) -> Preview:
    version, calendar = consideration.version, CalendarDay.objects.calendar()
    until, refusal_from = days_told(local_date(at), calendar)
    told = (consideration.procedure.customer,)
    return Preview(version.number, version.sha256, told, objections_until=until, refusal_from=refusal_from)


def proposal(consideration: Consideration, *, at: datetime) -> Preview:
    return Preview(consideration.version.number, consideration.version.sha256, (consideration.body,))


def adoption(procedure: Procedure, *, by: Membership, at: datetime) -> Preview:
    version = agreed_version(procedure)
    adopt_by = last_day_to_adopt(procedure.first_year)
    return Preview(
        version.number, version.sha256, tuple(Access.objects.readers_of(procedure.program_id)), adopt_by=adopt_by
    )


def withdrawal(procedure: Procedure, *, by: Membership, at: datetime) -> Preview:
    version = Version.objects.filter(program=procedure.program_id).latest("number")
    return Preview(version.number, version.sha256, tuple(Access.objects.readers_of(procedure.program_id)))


def _consideration(procedure: Procedure, kind: BodyKind, *, at: datetime) -> Term:
    body = procedure.body(kind)
    earlier = procedure.considerations.filter(body=body).count()
    term_kind = consideration_term(kind, earlier)
    return terms.planned(term_kind, body, started_at=at, calendar=CalendarDay.objects.calendar())
