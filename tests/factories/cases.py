"""One program on its way and everybody concerned: the right person takes each step unless a test says otherwise."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from approvals import actions
from approvals.actions import GivenGround
from approvals.models import Consideration, Procedure, Term
from approvals.workflow import State
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.roles import Role
from programs.models import Program, Version
from tests.factories import organizations
from tests.factories.moments import moment
from tests.factories.programs import filled

UNHEARD = "Тапсырыс беруші тыңдаудан бас тартты"
OPENED_AT = moment("2026-08-24")
Team = dict[Role, Membership]


@dataclass
class Case:
    """`procedure_id` moves on to the procedure that follows a withdrawal."""

    procedure_id: uuid.UUID
    customer: Team
    regulator: Team
    authorized_body: Team

    @property
    def procedure(self) -> Procedure:
        return Procedure.objects.select_related("program").get(pk=self.procedure_id)

    @property
    def program(self) -> Program:
        return self.procedure.program

    @property
    def consideration(self) -> Consideration:
        """The one that is open, otherwise the last."""
        return Consideration.objects.filter(procedure=self.procedure_id).order_by("outcome", "-decided_at")[0]

    @property
    def version(self) -> Version:
        return self.program.versions.latest("number")

    @property
    def terms(self) -> list[Term]:
        return list(Term.objects.filter(subject_id=self.procedure_id).order_by("started_at", "closed_at"))

    @property
    def running(self) -> Term:
        return Term.objects.running().get(subject_id=self.procedure_id)

    @property
    def signatory(self) -> Membership:
        return self.customer[Role.SIGNATORY]

    @property
    def head(self) -> Membership:
        """Of the body the program lies with."""
        if self.procedure.state == State.WITH_REGULATOR:
            return self.regulator[Role.REGULATOR_HEAD]
        return self.authorized_body[Role.AUTHORIZED_BODY_HEAD]

    def organization(self, team: Team) -> Organization:
        return next(iter(team.values())).organization

    def submit(self, at: datetime) -> Procedure:
        return actions.submit(self.procedure_id, shown_version=self.procedure.version, by=self.signatory, at=at)

    def resubmit(self, at: datetime) -> Procedure:
        return actions.resubmit(self.procedure_id, shown_version=self.procedure.version, by=self.signatory, at=at)

    @property
    def drafter(self) -> Membership:
        return self.customer[Role.DRAFTER]

    def declare_ready(self, at: datetime, *, by: Membership | None = None) -> Procedure:
        return actions.declare_ready(
            self.procedure_id, shown_version=self.procedure.version, by=by or self.drafter, at=at
        )

    def take_ready_back(self, at: datetime) -> Procedure:
        return actions.take_ready_back(self.procedure_id, shown_version=self.procedure.version, by=self.drafter, at=at)

    def return_draft(self, at: datetime, note: str = "2-кестеде 2028 жылғы үлес төмен") -> Procedure:
        return actions.return_draft(
            self.procedure_id, shown_version=self.procedure.version, note=note, by=self.signatory, at=at
        )

    def agree(self, at: datetime) -> Procedure:
        return actions.agree(self.consideration.pk, by=self.head, at=at)

    def refuse(self, at: datetime, grounds: Collection[GivenGround] | None = None) -> Procedure:
        """Without hearing, for a recorded reason: tests of the hearing itself say so."""
        given = [lawful_ground(self.consideration.version)] if grounds is None else grounds
        return actions.refuse(self.consideration.pk, grounds=given, unheard_because=UNHEARD, by=self.head, at=at)

    def adopt(self, at: datetime, *, number: str = "17-Ө", dated: date | None = None) -> Procedure:
        return actions.adopt(
            self.procedure_id,
            shown_version=self.procedure.version,
            order_number=number,
            order_date=dated or at.date(),
            by=self.signatory,
            at=at,
        )

    def withdraw(self, at: datetime, reason: str = "Сатып алу жоспары өзгерді") -> Procedure:
        following = actions.withdraw(
            self.procedure_id, shown_version=self.procedure.version, reason=reason, by=self.signatory, at=at
        )
        self.procedure_id = following.pk
        return following


def of_natural_monopoly(*, at: datetime = OPENED_AT) -> Case:
    """A filled draft that goes to the regulator first."""
    regulator = organizations.regulator()
    return _opened(organizations.natural_monopoly(regulator), regulator, at=at)


def of_backbone_enterprise(*, last_year: int = 2029, at: datetime = OPENED_AT) -> Case:
    """A filled draft that goes straight to the authorized body; the regulator beside it is a stranger."""
    return _opened(organizations.backbone_enterprise(), organizations.regulator(), last_year=last_year, at=at)


def of_customer(customer: Organization, *, at: datetime = OPENED_AT) -> Case:
    return _opened(customer, customer.competent_regulator or organizations.regulator(), at=at)


def _opened(customer: Organization, regulator: Organization, *, last_year: int = 2029, at: datetime) -> Case:
    body = organizations.authorized_body()
    team = organizations.team(customer)
    procedure = filled(team[Role.DRAFTER], last_year=last_year, at=at)
    return Case(procedure.pk, team, organizations.team(regulator), organizations.team(body))


def lawful_ground(version: Version, code: str = "understated_targets") -> GivenGround:
    """A ground with its reasoning in both languages and one row of the table it is about."""
    table = {"understated_targets": "table_2", "mismatched_contract_indicators": "table_3"}.get(code, "table_4")
    row = next(row for row in version.as_content.rows if row.section == table)
    return GivenGround(code, reasoning_kk="Үлес төмендетілген.", reasoning_ru="Доля занижена.", rows=(row.id,))


def in_state(state: State) -> Case:
    """A natural monopoly's case brought to this state by lawful steps, in September 2026."""
    case = of_natural_monopoly()
    if state != State.DRAFT:
        case.submit(moment("2026-09-01"))
    if state == State.REWORK:
        case.refuse(moment("2026-09-02"))
    if state in (State.WITH_AUTHORIZED_BODY, State.AGREED, State.ADOPTED):
        case.agree(moment("2026-09-03"))
    if state in (State.AGREED, State.ADOPTED):
        case.agree(moment("2026-09-04"))
    if state == State.ADOPTED:
        case.adopt(moment("2026-09-07"))
    if state == State.WITHDRAWN:
        withdrawn = case.procedure_id
        case.withdraw(moment("2026-09-02"))
        case.procedure_id = withdrawn
    assert case.procedure.state == state
    return case
