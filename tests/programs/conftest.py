"""A customer's team, an empty and a complete program, and everybody else who might look."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from approvals import actions as approvals
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.models import Program
from tests.factories import organizations, programs
from tests.factories.moments import moment

TODAY = moment("2026-09-08", "14:03")


@pytest.fixture
def today() -> Iterator[None]:
    """For pages, which read the clock: the day after the programs of the factories were opened."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def team(db: None) -> dict[Role, Membership]:
    return organizations.team(organizations.backbone_enterprise())


@pytest.fixture
def drafter(team: dict[Role, Membership]) -> Membership:
    return team[Role.DRAFTER]


@pytest.fixture
def colleague(drafter: Membership) -> Membership:
    """A second drafter of the same company."""
    return organizations.member(drafter.organization, Role.DRAFTER)


@pytest.fixture
def empty(drafter: Membership) -> Program:
    return programs.opened(drafter).program


@pytest.fixture
def complete(drafter: Membership) -> Program:
    return programs.filled(drafter).program


@pytest.fixture
def submitted(team: dict[Role, Membership]) -> Program:
    """With the authorized body since the morning of TODAY."""
    organizations.authorized_body()
    procedure = programs.filled(team[Role.DRAFTER])
    approvals.submit(procedure.pk, shown_version=0, by=team[Role.SIGNATORY], at=moment("2026-09-08"))
    return Program.objects.get(pk=procedure.program_id)


@pytest.fixture
def strangers(db: None) -> dict[str, Membership | None]:
    """One of each who is not of the customer's organisation."""
    return {
        "other company": organizations.member(organizations.backbone_enterprise(), Role.DRAFTER),
        "regulator": organizations.member(organizations.regulator(), Role.REGULATOR_HEAD),
        "authorized body": organizations.member(organizations.authorized_body(), Role.AUTHORIZED_BODY_HEAD),
        "auditor": organizations.member(organizations.oversight(), Role.AUDITOR),
        "administrator": organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR),
    }


@pytest.fixture
def signed_in(today: None) -> Callable[[Membership], Client]:
    def sign_in(membership: Membership) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(membership.user)
        return client

    return sign_in
