"""Every state x every role x every step through the API: taken by whom the workflow names, by nobody else."""

import pytest
from django.db import transaction
from django.test import Client

from approvals.models import Procedure
from approvals.workflow import BODY_STATES, State, steps
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.journal.models import JournalEntry
from tests.approvals.api import calls
from tests.approvals.conftest import SignIn
from tests.approvals.test_matrix import OUTCOME_OF, Player, may, players
from tests.factories import cases
from tests.factories.cases import Case
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db

WITH_THE_AUTHORIZED_BODY = (State.WITH_AUTHORIZED_BODY, State.AGREED, State.ADOPTED)
PREPARING = ("prepare", "decide_preliminarily")


class Undone(Exception):
    """Takes a step back after a look at it."""


def answered(name: str, case: Case, client: Client) -> tuple[int, str]:
    """The status and the state it led to, "" where nothing was done; what was done is taken back."""
    entries = JournalEntry.objects.count()
    try:
        with transaction.atomic():
            status = calls.send(client, name, case).status_code
            if JournalEntry.objects.count() > entries:
                raise Undone(status, Procedure.objects.get(pk=case.procedure_id).state)
    except Undone as undone:
        return undone.args
    return status, ""


def sees(player: Player, case: Case) -> bool:
    """The customer its own, bodies what they were given, auditors what was submitted."""
    member, state = player.membership, case.procedure.current_state
    if member.kind is OrganizationKind.OVERSIGHT:
        return state != State.DRAFT
    if not player.is_of_the_case:
        return False
    match member.kind:
        case OrganizationKind.BIG_CUSTOMER:
            return True
        case OrganizationKind.REGULATOR:
            return state != State.DRAFT
    return state in WITH_THE_AUTHORIZED_BODY


def expected(player: Player, name: str, case: Case) -> list[tuple[int, str]]:
    state, role = case.procedure.current_state, player.membership.role
    if not sees(player, case):
        return [(404, "")]
    if may(player, name, state):
        return [
            (200, target) for step in steps() if (step.name, step.source) == (name, state) for target in step.targets
        ]
    if name in calls.BY_VERSION:
        own_step = any(step.name == name and step.by == role for step in steps())
        return [(409 if own_step else 403, "")]
    decided = case.consideration
    is_the_bodys = player.membership.organization_id == decided.body_id
    if not is_the_bodys or not any(step.name == name and step.by == role for step in steps()):
        return [(403, "")]
    return [(200 if (decided.outcome, decided.decided_by) == (OUTCOME_OF[name], player.membership) else 409, "")]


@pytest.mark.parametrize("state", State)
def test_a_step_is_taken_exactly_by_whom_the_workflow_names(state: State, signed_in: SignIn):
    case = cases.in_state(state)
    names = [*calls.BY_VERSION, *(("agree", "refuse") if state != State.DRAFT else ())]
    browsers = [(player, signed_in(player.membership)) for player in players(case)]
    wrong, taken, before = {}, set(), fingerprint()
    for player, browser in browsers:
        for name in names:
            found, wanted = answered(name, case, browser), expected(player, name, case)
            if found not in wanted:
                wrong[f"{name} by {player}"] = (found, wanted)
            if found[1]:
                taken.add(name)
    assert changed_tables(before, fingerprint()) == set()
    assert wrong == {}
    assert taken == {step.name for step in steps() if step.source == state}


@pytest.mark.parametrize("state", BODY_STATES)
def test_only_the_body_whose_turn_it_is_prepares_and_announces(state: State, signed_in: SignIn):
    case = cases.in_state(state)
    kind = state.removeprefix("with_")
    allowed = {"prepare": (f"{kind}_reviewer", f"{kind}_head"), "decide_preliminarily": (f"{kind}_head",)}
    for player in players(case):
        browser = signed_in(player.membership)
        for name in PREPARING:
            is_open = player.is_of_the_case and player.membership.role in allowed[name]
            wanted = (200, state) if is_open else (403 if sees(player, case) else 404, "")
            assert answered(name, case, browser) == wanted, f"{name} by {player}"


@pytest.mark.parametrize("state", State)
def test_the_steps_told_are_those_the_workflow_opens(state: State, signed_in: SignIn):
    case = cases.in_state(state)
    for player in players(case):
        answer = signed_in(player.membership).get(f"/api/v1/procedures/{case.procedure_id}/")
        if not sees(player, case):
            assert answer.status_code == 404
            continue
        told = {step["name"] for step in answer.json()["steps"]} - {*PREPARING, *calls.INSIDE}
        assert told == {step.name for step in steps() if may(player, step.name, state)}, str(player)
