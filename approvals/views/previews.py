"""What a step would do if it were taken now: on which version, who is told, which term starts and until when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from approvals.actions import NotReady, terms
from approvals.actions.adoption import agreed_version
from approvals.actions.hearing import days_told
from approvals.actions.submission import set_route
from approvals.due_dates import DueDates
from approvals.models import CalendarDay, Consideration, Procedure, Term
from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.route import BodyKind, first_body, next_body, returns_to
from approvals.rules.terms import TermKind, consideration_term, local_date
from approvals.views.planning import FilingPlan, filing_plan
from icv_portal.accounts.models import LegalSetting, Organization
from icv_portal.accounts.rules.legal_settings import SettingKey
from programs.content import content_of
from programs.models import Access, Version
from programs.models.versions import canonical_text, sha256_of
from programs.rules import checks
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.content_json import to_json


@dataclass(frozen=True)
class Preview:
    """`term` is unsaved; `findings` are the errors that keep the step from being taken.

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
    objections_until: date | None = None
    refusal_from: date | None = None


def submission(procedure: Procedure, *, at: datetime) -> Preview:
    """`procedure` gets the route it would be submitted on; nothing is saved."""
    content = content_of(procedure.program, on=localdate(at))
    try:
        set_route(procedure, content.customer.categories, at=at)
    except NotReady as missing:
        return _draft(procedure, content, None, missing.findings, at=at)
    plan = filing_plan(procedure, DueDates(localdate(at), CalendarDay.objects.calendar()))
    return replace(_draft(procedure, content, first_body(procedure.bodies), (), at=at), plan=plan)


def resubmission(procedure: Procedure, *, at: datetime) -> Preview:
    setting = LegalSetting.objects.value(SettingKey.REWORK_RETURNS_TO, at=localdate(at))
    body = returns_to(procedure.bodies, BodyKind(procedure.refused_by), setting)
    return _draft(procedure, content_of(procedure.program, on=localdate(at)), body, (), at=at)


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
        same_as=last[0] if last and last[1] == sha256 else None,
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


def adoption(procedure: Procedure, *, at: datetime) -> Preview:
    version = agreed_version(procedure)
    adopt_by = last_day_to_adopt(procedure.first_year)
    return Preview(
        version.number, version.sha256, tuple(Access.objects.readers_of(procedure.program_id)), adopt_by=adopt_by
    )


def withdrawal(procedure: Procedure, *, at: datetime) -> Preview:
    version = Version.objects.filter(program=procedure.program_id).latest("number")
    return Preview(version.number, version.sha256, tuple(Access.objects.readers_of(procedure.program_id)))


def _consideration(procedure: Procedure, kind: BodyKind, *, at: datetime) -> Term:
    body = procedure.body(kind)
    earlier = procedure.considerations.filter(body=body).count()
    term_kind = consideration_term(kind, earlier)
    return terms.planned(term_kind, body, started_at=at, calendar=CalendarDay.objects.calendar())
