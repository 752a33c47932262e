"""Opening a program, sending it for agreement, and sending it again after rework (points 10, 11, 15)."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from approvals import notifications
from approvals.actions import letters, records, terms
from approvals.actions.readiness import require_signer
from approvals.actions.records import Signed
from approvals.actions.requests import NotReady, already_done
from approvals.models import CalendarDay, Consideration, Procedure
from approvals.permissions import require_in_force, require_step
from approvals.rules.route import BodyKind, route
from approvals.rules.terms import consideration_term
from approvals.workflow import BODY_OF
from icv_portal.accounts.models import LegalSetting, Membership, Organization
from icv_portal.accounts.rules.categories import Category
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.legal_settings import SettingKey
from icv_portal.journal.models import Audience
from programs import actions as programs
from programs.content import content_leaving_hands
from programs.models import Program, Version
from programs.permissions import may_open_program
from programs.rules import checks
from programs.rules.checks.finding import Finding, Severity
from programs.rules.content import Content
from programs.rules.content_json import from_json, to_json

NOT_A_BIG_CUSTOMER = Label(
    kk="Ұйым 2-тармақтың 1) тармақшасындағы санаттардың ешқайсысына жатпайды. Портал әкімшісіне хабарласыңыз.",
    ru="Организация не относится ни к одной категории подпункта 1) пункта 2. Обратитесь к администратору портала.",
    en="The organisation belongs to no category of point 2(1). Ask the portal administrator.",
)
NO_REGULATOR = Label(
    kk="Ұйым үшін құзыретті табиғи монополиялар органы көрсетілмеген. Портал әкімшісіне хабарласыңыз.",
    ru="Не указан компетентный орган по естественным монополиям. Обратитесь к администратору портала.",
    en="The competent natural-monopoly body of the organisation is not entered. Ask the portal administrator.",
)
NO_AUTHORIZED_BODY = Label(
    kk="Порталда жұмыс істеп тұрған уәкілетті орган көрсетілмеген. Портал әкімшісіне хабарласыңыз.",
    ru="В портале не указан действующий уполномоченный орган. Обратитесь к администратору портала.",
    en="No authorized body is entered in the portal. Ask the portal administrator.",
)
YEARS_TAKEN = Label(
    kk="Осы жылдарға арналған басқа бағдарлама бар. Бұл бағдарламаның жылдарын өзгертіңіз.",
    ru="На эти годы есть другая программа. Измените годы этой программы.",
    en="There is another program of these years. Change the years of this one.",
)


@transaction.atomic
def open_program(
    customer: Organization,
    *,
    first_year: int,
    last_year: int,
    languages: Collection[str],
    by: Membership,
    at: datetime,
    start_from: uuid.UUID | None = None,
) -> Procedure:
    """A new program and its procedure, both in draft; empty, or with what an earlier program of the customer has.

    Raises ValidationError for years that overlap another program, PermissionDenied for a stranger, and
    Program.DoesNotExist where `start_from` is no program of this customer.
    """
    require_in_force(by, localdate(at))
    if not may_open_program(by, customer):
        raise PermissionDenied
    # two clicks queue here: the second one finds the first one's years, not an error of the database
    Organization.objects.select_for_update(no_key=True).get(pk=customer.pk)
    program = programs.create_program(
        customer, first_year=first_year, last_year=last_year, languages=languages, by=by, at=at
    )
    if start_from is not None:
        programs.start_from(program, start_from, by=by, at=at)
    return draft_procedure(program, previous=None, by=by, at=at)


@transaction.atomic
def change_period(program_id: uuid.UUID, *, first_year: int, last_year: int, by: Membership, at: datetime) -> Procedure:
    """Other years for a draft that was never submitted, in the program and in the lists.

    Raises ProgramLocked after submission, ValidationError for years that cannot be, PermissionDenied for a stranger.
    """
    procedure = Procedure.objects.lock(
        Procedure.objects.unfinished().values_list("pk", flat=True).get(program=program_id)
    )
    before = procedure.period
    program = programs.change_period(program_id, first_year=first_year, last_year=last_year, by=by, at=at)
    procedure.first_year, procedure.last_year = program.first_year, program.last_year
    procedure.save_by(by, reason="period changed")
    years = {"before": before, "after": procedure.period}
    records.journal(procedure, "period_changed", by=by, at=at, point="3", audience=Audience.STAFF, payload=years)
    return procedure


def draft_procedure(program: Program, *, previous: Procedure | None, by: Membership, at: datetime) -> Procedure:
    """A procedure in draft: the first of a program, or the one that follows a withdrawal."""
    customer = program.customer
    procedure = Procedure(
        program=program,
        previous=previous,
        customer=customer,
        customer_name_kk=customer.name_kk,
        customer_name_ru=customer.name_ru,
        customer_name_en=customer.name_en,
        first_year=program.first_year,
        last_year=program.last_year,
        categories=sorted(customer.categories_on(localdate(at))),
        responsible_organization=customer,
        opened_at=at,
    )
    procedure.save_by(by, reason="opened")
    records.journal(procedure, "opened", by=by, at=at, point="3", audience=Audience.STAFF)
    return procedure


@transaction.atomic
def submit(procedure_id: uuid.UUID, *, shown_version: int, by: Membership, at: datetime) -> Procedure:
    """Send the program for agreement: the version is frozen, the first body's term starts.

    Raises PermissionDenied, StepConflict for an outdated page, NotReady with the errors that block submission.
    """
    procedure = Procedure.objects.lock_with_program(procedure_id)
    if already_done(procedure, "submit", shown_version=shown_version):
        return procedure
    step = require_step(by, procedure, "submit", on=localdate(at))
    require_signer(procedure.program, by=by)
    content = content_leaving_hands(procedure.program, on=localdate(at))
    set_route(procedure, content.customer.categories, at=at)
    version = _frozen(procedure.program, content, reason="submitted", by=by, at=at)
    procedure.submit()
    procedure.submitted_at = at
    consideration = file_with_body(procedure, version, filed_at=at, by=by)
    records.count_step(procedure, "submit", by=by)
    _leave_record(procedure, consideration, "submitted", point=step.point, by=by, at=at)
    return procedure


@transaction.atomic
def resubmit(procedure_id: uuid.UUID, *, shown_version: int, by: Membership, at: datetime) -> Procedure:
    """Send the reworked program: to the body that refused, or from the start of the route (legal setting, p. 15).

    Whether the customer was in time is judged by `at`; a late resubmission is accepted and shows as late.
    """
    procedure = Procedure.objects.lock_with_program(procedure_id)
    if already_done(procedure, "resubmit", shown_version=shown_version):
        return procedure
    step = require_step(by, procedure, "resubmit", on=localdate(at))
    require_signer(procedure.program, by=by)
    content = content_leaving_hands(procedure.program, on=localdate(at))
    version = _frozen(procedure.program, content, reason="resubmitted", by=by, at=at)
    terms.close(procedure, at=at, by=by)
    procedure.rework_returns_to = LegalSetting.objects.value(SettingKey.REWORK_RETURNS_TO, at=localdate(at))
    procedure.resubmit()
    procedure.round += 1
    consideration = file_with_body(procedure, version, filed_at=at, by=by)
    records.count_step(procedure, "resubmit", by=by)
    _leave_record(procedure, consideration, "resubmitted", point=step.point, by=by, at=at)
    notifications.agreed_targets_changed(procedure, version, at=at)
    return procedure


def file_with_body(procedure: Procedure, version: Version, *, filed_at: datetime, by: Membership) -> Consideration:
    """Hand a version to the body of the present state: its consideration, its access, its term."""
    kind = BODY_OF[procedure.current_state]
    body = procedure.body(kind)
    # in the first round each body of the route is asked once
    earlier = procedure.considerations.filter(body=body).count() if procedure.round > 1 else 0
    calendar = CalendarDay.objects.calendar()
    consideration = Consideration(
        procedure=procedure, body=body, body_kind=kind, round=procedure.round, version=version, filed_at=filed_at
    )
    term = terms.start(
        procedure,
        consideration_term(kind, earlier),
        body,
        event=terms.FILED,
        event_id=consideration.pk,
        started_at=filed_at,
        calendar=calendar,
        by=by,
    )
    consideration.registered_on = term.started_on
    consideration.save_by(by, reason="filed")
    programs.grant_access(procedure.program, body, at=filed_at, why="consideration")
    procedure.give_turn_to(body, due_on=term.due_on)
    confirmation = letters.confirm_registration(consideration, term, calendar=calendar, at=filed_at)
    notifications.filed(consideration, term, confirmation)
    return consideration


def set_route(procedure: Procedure, categories: Collection[str], *, at: datetime) -> None:
    """Route, bodies, names and categories (p. 2) as they are at submission.

    Raises NotReady when the route cannot be known.
    """
    customer = procedure.customer
    if not categories:
        raise NotReady([_route_finding(NOT_A_BIG_CUSTOMER, "not_a_big_customer", point="2")])
    procedure.categories = sorted(categories)
    procedure.route = list(route([Category(code) for code in categories]))
    procedure.authorized_body = Organization.objects.authorized_body(on=localdate(at))
    if procedure.authorized_body is None:
        raise NotReady([_route_finding(NO_AUTHORIZED_BODY, "no_authorized_body", point="10")])
    procedure.regulator = None
    if BodyKind.REGULATOR in procedure.bodies:
        competent = customer.competent_regulator
        procedure.regulator = competent if competent and not competent.is_closed(localdate(at)) else None
        if procedure.regulator is None:
            raise NotReady([_route_finding(NO_REGULATOR, "no_competent_regulator", point="11")])
    procedure.customer_name_kk = customer.name_kk
    procedure.customer_name_ru = customer.name_ru
    procedure.customer_name_en = customer.name_en
    procedure.first_year, procedure.last_year = procedure.program.first_year, procedure.program.last_year


def _route_finding(message: Label, code: str, *, point: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, point=point, message=message, section="")


def _frozen(program: Program, content: Content, *, reason: str, by: Membership, at: datetime) -> Version:
    """The program as a version, out of the customer's hands; NotReady while a check finds an error."""
    frozen = to_json(content)
    errors = checks.found_in(from_json(frozen), checks.ERRORS)
    if program.withdrawn_at is not None and _years_are_taken(program):
        errors.append(_route_finding(YEARS_TAKEN, "years_taken", point="3"))
    if errors:
        raise NotReady(errors)
    version = programs.freeze(program, frozen, reason=reason, by=by, at=at)
    programs.lock(program, by=by, at=at)
    return version


def _years_are_taken(program: Program) -> bool:
    """Whether the customer opened another program of these years while this one was withdrawn."""
    others = Program.objects.filter(customer=program.customer_id, withdrawn_at=None).exclude(pk=program.pk)
    return others.filter(first_year__lte=program.last_year, last_year__gte=program.first_year).exists()


def _leave_record(
    procedure: Procedure, consideration: Consideration, event: str, *, point: str, by: Membership, at: datetime
) -> None:
    version = consideration.version
    records.sign(Signed("version", version.pk, event, version.sha256), by=by, at=at)
    records.journal(
        procedure,
        event,
        by=by,
        at=at,
        point=point,
        version_sha256=version.sha256,
        payload=filing_payload(procedure, consideration),
    )


def filing_payload(procedure: Procedure, consideration: Consideration) -> dict[str, str | int | None]:
    """Ids and dates of a filing for the journal."""
    registered_on = consideration.registered_on
    return {
        "consideration": str(consideration.pk),
        "version": consideration.version.number,
        "body": str(consideration.body_id),
        "registered_on": registered_on.isoformat() if registered_on else None,
        "due_on": procedure.due_on.isoformat() if procedure.due_on else None,
    }
