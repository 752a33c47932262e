"""One program of each kind, made by the portal's own actions: what the bulk of the data is copied from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from approvals import actions
from approvals.actions import GivenGround
from approvals.models import Procedure
from approvals.rules.refusal_grounds import RefusalGround
from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.roles import Role
from tests.factories import organizations, programs
from tests.factories.moments import OPENED_AT

STEP_EVERY = timedelta(days=2)
FIRST_FILED_AT = OPENED_AT + STEP_EVERY
PASSWORD = "speed-is-measured-here"

SHARES_ORDINARY = {
    "": 12,
    "submit": 15,
    "submit refuse": 6,
    "submit refuse resubmit": 5,
    "submit agree": 6,
    "submit agree adopt": 52,
    "submit withdraw": 4,
}
"""The steps taken so far, and of how many in a hundred ordinary programs."""
SHARES_MONOPOLY = {
    "": 12,
    "submit": 10,
    "submit refuse": 4,
    "submit agree": 6,
    "submit agree refuse": 4,
    "submit agree refuse resubmit": 4,
    "submit agree agree": 6,
    "submit agree agree adopt": 50,
    "submit withdraw": 4,
}


@dataclass(frozen=True)
class Pattern:
    """A program as the steps left it; `share` in a hundred programs of natural monopolies or of the others."""

    procedure: Procedure
    is_monopoly: bool
    share: int


@dataclass(frozen=True)
class Cast:
    """Who acts in the patterns and who is measured; `quiet_regulator` has one customer only."""

    authorized_body: Mapping[Role, Membership]
    regulators: Sequence[Mapping[Role, Membership]]
    quiet_regulator: Mapping[Role, Membership]
    busy_customer: Mapping[Role, Membership]
    auditor: Membership


def make_cast() -> Cast:
    bodies = [organizations.team(organizations.regulator()) for _ in range(12)]
    customer = organizations.team(organizations.backbone_enterprise())
    cast = Cast(
        authorized_body=organizations.team(organizations.authorized_body()),
        regulators=bodies[:-1],
        quiet_regulator=bodies[-1],
        busy_customer=customer,
        auditor=organizations.member(organizations.oversight(), Role.AUDITOR),
    )
    hashed = make_password(PASSWORD)
    for membership in [
        *cast.authorized_body.values(),
        *cast.quiet_regulator.values(),
        *customer.values(),
        cast.auditor,
    ]:
        membership.user.password = hashed
        membership.user.save()
    return cast


def make_patterns(cast: Cast) -> list[Pattern]:
    """Each of a customer of its own."""
    ordinary = [
        Pattern(_walked(cast, organizations.backbone_enterprise(), steps.split()), False, share)
        for steps, share in SHARES_ORDINARY.items()
    ]
    regulator = cast.regulators[0][Role.REGULATOR_HEAD].organization
    monopolies = [
        Pattern(_walked(cast, organizations.natural_monopoly(regulator), steps.split()), True, share)
        for steps, share in SHARES_MONOPOLY.items()
    ]
    return ordinary + monopolies


def _walked(cast: Cast, customer: Organization, steps: list[str]) -> Procedure:
    team = organizations.team(customer)
    procedure = programs.filled(team[Role.DRAFTER])
    for number, step in enumerate(steps, start=1):
        procedure = _take(procedure, step, cast, team[Role.SIGNATORY], at=OPENED_AT + number * STEP_EVERY)
    return procedure


def _take(procedure: Procedure, step: str, cast: Cast, signatory: Membership, *, at: datetime) -> Procedure:
    pk, shown = procedure.pk, procedure.version
    match step:
        case "submit":
            return actions.submit(pk, shown_version=shown, by=signatory, at=at)
        case "resubmit":
            return actions.resubmit(pk, shown_version=shown, by=signatory, at=at)
        case "adopt":
            day = at.date()
            return actions.adopt(pk, shown_version=shown, order_number="17-ө", order_date=day, by=signatory, at=at)
        case "withdraw":
            return actions.withdraw(pk, shown_version=shown, reason="Жоспар өзгерді", by=signatory, at=at)
    return _decide(procedure, step, cast, at=at)


def _decide(procedure: Procedure, outcome: str, cast: Cast, *, at: datetime) -> Procedure:
    consideration = procedure.considerations.open().get()
    teams = [cast.authorized_body, *cast.regulators]
    heads = [team.get(Role.AUTHORIZED_BODY_HEAD) or team[Role.REGULATOR_HEAD] for team in teams]
    [head] = [head for head in heads if head.organization_id == consideration.body_id]
    if outcome == "agree":
        return actions.agree(consideration.pk, by=head, at=at)
    row = next(row for row in consideration.version.as_content.rows if row.kind == "icv_share")
    ground = GivenGround(RefusalGround.UNDERSTATED_TARGETS, reasoning_kk="Үлес төмен.", rows=(row.id,))
    return actions.refuse(consideration.pk, grounds=[ground], unheard_because="Өтінішхат", by=head, at=at)
