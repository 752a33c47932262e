"""Every state x every role x every action, read from the workflow: taken by whom it says, by nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from approvals import actions
from approvals.actions import StepConflict
from approvals.models import Procedure
from approvals.permissions import steps_open_to
from approvals.workflow import State, steps
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import OrganizationKind, Role
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08")
ORDER = {"order_number": "17-Ө", "order_date": date(2026, 9, 8)}

BY_VERSION: dict[str, dict[str, object]] = {
    "submit": {},
    "resubmit": {},
    "adopt": ORDER,
    "withdraw": {"reason": "Жоспар өзгерді"},
}
DECISIONS = ("agree", "refuse")
OUTCOME_OF = {"agree": "agreed", "refuse": "refused"}


def attempt(name: str, case: Case, by: Membership) -> object:
    action = getattr(actions, name)
    if name in BY_VERSION:
        return action(case.procedure_id, shown_version=case.procedure.version, by=by, at=AT, **BY_VERSION[name])
    consideration = case.consideration
    if name == "refuse":
        action = partial(action, grounds=[cases.lawful_ground(consideration.version)], unheard_because=cases.UNHEARD)
    return action(consideration.pk, by=by, at=AT)


@dataclass(frozen=True)
class Player:
    membership: Membership
    is_of_the_case: bool

    def __str__(self) -> str:
        return f"{self.membership.role} of {'this' if self.is_of_the_case else 'another'} organisation"


def players(case: Case) -> Iterator[Player]:
    """Every role there is, in the organisations of the case and in others of the same kind."""
    for team in (case.customer, case.regulator, case.authorized_body):
        yield from (Player(member, True) for member in team.values())
    former = organizations.organization(OrganizationKind.AUTHORIZED_BODY, closed_on=date(2026, 1, 1))
    others = [
        organizations.natural_monopoly(case.organization(case.regulator)),
        organizations.regulator(),
        former,
        organizations.oversight(),
        organizations.portal_operator(),
    ]
    for other in others:
        yield from (Player(member, False) for member in organizations.team(other).values())


def may(player: Player, name: str, state: State) -> bool:
    """What the workflow's lines say."""
    found = [step for step in steps() if (step.name, step.source) == (name, state)]
    return player.is_of_the_case and any(step.by == player.membership.role for step in found)


class Undone(Exception):
    """Takes a step back after a look at it."""


def result(name: str, case: Case, by: Membership) -> str:
    """The state a step led to, or how it was denied; either way the database is as before."""
    try:
        with transaction.atomic():
            before = fingerprint()
            attempt(name, case, by)
            if changed_tables(before, fingerprint()):
                raise Undone(Procedure.objects.get(pk=case.procedure_id).state)
    except Undone as undone:
        return str(undone)
    except (PermissionDenied, StepConflict) as denied:
        return type(denied).__name__
    return "nothing"


def expected(player: Player, name: str, case: Case) -> set[str]:
    state = case.procedure.current_state
    if may(player, name, state):
        return {target for step in steps() if (step.name, step.source) == (name, state) for target in step.targets}
    if name in BY_VERSION:
        return {"PermissionDenied"}
    decided = case.consideration
    if decided.is_open:
        return {"PermissionDenied"}
    repeated = (decided.outcome, decided.decided_by) == (OUTCOME_OF[name], player.membership)
    return {"nothing" if repeated else "StepConflict"}


def test_the_roles_of_the_matrix_are_all_there_are():
    case = cases.of_natural_monopoly()
    assert {player.membership.role for player in players(case)} == set(Role)
    assert {step.name for step in steps()} == {*BY_VERSION, *DECISIONS}


@pytest.mark.parametrize("state", State)
def test_a_step_is_taken_exactly_by_whom_the_workflow_names(state):
    case = cases.in_state(state)
    names = [*BY_VERSION, *(DECISIONS if state != State.DRAFT else ())]
    before = fingerprint()
    everybody = list(players(case))
    wrong = {}
    taken = set()
    for player in everybody:
        for name in names:
            found, wanted = result(name, case, player.membership), expected(player, name, case)
            if found not in wanted:
                wrong[f"{name} by {player}"] = (found, wanted)
            if found in set(State):
                taken.add(name)
    assert wrong == {}
    assert taken == {step.name for step in steps() if step.source == state}
    assert before["approvals_procedure"] == fingerprint()["approvals_procedure"]


@pytest.mark.parametrize("state", State)
def test_the_steps_open_to_a_person_are_those_the_person_may_take(state):
    case = cases.in_state(state)
    for player in players(case):
        names = {step.name for step in steps_open_to(player.membership, case.procedure)}
        assert names == {name for name in (*BY_VERSION, *DECISIONS) if may(player, name, state)}, str(player)


def test_no_step_is_open_to_a_person_without_a_membership():
    assert steps_open_to(None, cases.in_state(State.DRAFT).procedure) == []


@pytest.mark.parametrize("step", [*steps()], ids=lambda step: f"{step.name} from {step.source}")
@pytest.mark.parametrize(("field", "value"), [("valid_until", date(2026, 9, 7)), ("valid_from", date(2026, 9, 9))])
def test_a_membership_that_is_over_or_not_begun_takes_no_step(step, field, value):
    case = cases.in_state(step.source)
    member = {**case.customer, **case.regulator, **case.authorized_body}[step.by]
    setattr(member, field, value)
    assert result(step.name, case, member) == "PermissionDenied"
    setattr(member, field, date(2026, 9, 8))
    assert result(step.name, case, member) in step.targets


def propose(case: Case, outcome: str, by: Membership) -> None:
    """On the page as it would be shown now."""
    consideration = case.consideration
    shown = consideration.prepared_at
    actions.prepare(consideration.pk, outcome=outcome, grounds=[], shown_prepared_at=shown, by=by, at=AT)


@pytest.mark.parametrize("state", [State.WITH_REGULATOR, State.WITH_AUTHORIZED_BODY])
def test_only_reviewers_and_heads_of_the_body_whose_turn_it_is_prepare(state):
    case = cases.in_state(state)
    kind = state.removeprefix("with_")
    for player in players(case):
        role = player.membership.role
        if player.is_of_the_case and role in (f"{kind}_reviewer", f"{kind}_head"):
            propose(case, "agreed", player.membership)
            assert case.consideration.prepared_by == player.membership
            continue
        before = fingerprint()
        with pytest.raises(PermissionDenied):
            propose(case, "refused", player.membership)
        assert changed_tables(before, fingerprint()) == set(), str(player)


@pytest.mark.parametrize("state", [State.REWORK, State.AGREED, State.ADOPTED, State.WITHDRAWN])
def test_nobody_prepares_what_is_decided(state):
    case = cases.in_state(state)
    for player in players(case):
        with pytest.raises(StepConflict):
            propose(case, "agreed", player.membership)
