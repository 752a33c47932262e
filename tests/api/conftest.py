"""A company, its program, and a day on which everything happens."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import caches
from time_machine import Traveller

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.api import throttling
from programs.models import Program
from tests.factories import organizations, programs
from tests.factories.moments import moment

TODAY = moment("2026-09-08", "14:03")


@pytest.fixture
def today() -> Iterator[Traveller]:
    """The clock; `move_to` moves it on."""
    with time_machine.travel(TODAY, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def _nobody_has_called_before() -> Iterator[None]:
    caches["each_process"].clear()
    yield
    caches["each_process"].clear()


@pytest.fixture
def team(db: None) -> dict[Role, Membership]:
    return organizations.team(organizations.backbone_enterprise())


@pytest.fixture
def drafter(team: dict[Role, Membership]) -> Membership:
    return team[Role.DRAFTER]


@pytest.fixture
def program(drafter: Membership) -> Program:
    """A draft with everything filled in."""
    return programs.filled(drafter).program


@pytest.fixture
def as_often_as_one_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    for throttle in (throttling.CallerThrottle, throttling.StrangerThrottle):
        monkeypatch.setattr(throttle, "allow_request", lambda *args: True)
