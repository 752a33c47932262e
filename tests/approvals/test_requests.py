"""A request repeated changes nothing; one from an outdated page is told so and changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from approvals import actions
from approvals.actions import StepConflict
from approvals.workflow import State, steps
from tests.factories import cases
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
AT, LATER = moment("2026-09-08"), moment("2026-09-09")
Request = Callable[..., object]


def request_for(name: str, case: Case) -> Request:
    """What a page shown now would send: its version or its consideration stays in the request."""
    shown: dict[str, Any] = {"shown_version": case.procedure.version, "by": case.signatory}
    match name:
        case "agree":
            pk, head = case.consideration.pk, case.head
            return lambda at: actions.agree(pk, by=head, at=at)
        case "refuse":
            pk, head, ground = case.consideration.pk, case.head, cases.lawful_ground(case.version)
            return lambda at: actions.refuse(pk, grounds=[ground], by=head, at=at)
        case "adopt":
            return lambda at: actions.adopt(case.procedure_id, order_number="1", order_date=AT.date(), at=at, **shown)
        case "withdraw":
            return lambda at: actions.withdraw(case.procedure_id, reason="Жоспар өзгерді", at=at, **shown)
        case _:
            return lambda at: getattr(actions, name)(case.procedure_id, at=at, **shown)


@pytest.mark.parametrize("step", [*steps()], ids=lambda step: f"{step.name} from {step.source}")
def test_a_repeated_click_changes_nothing(step):
    case = cases.in_state(step.source)
    request = request_for(step.name, case)
    before = fingerprint()
    first = request(AT)
    taken = fingerprint()
    assert changed_tables(before, taken) > {"approvals_procedure", "journal_journalentry"}
    assert request(LATER) == first
    assert changed_tables(taken, fingerprint()) == set()


OTHER_STEP = {
    (State.WITH_REGULATOR, "agree"): "refuse",
    (State.WITH_REGULATOR, "refuse"): "agree",
    (State.WITH_REGULATOR, "withdraw"): "agree",
    (State.WITH_AUTHORIZED_BODY, "agree"): "withdraw",
    (State.WITH_AUTHORIZED_BODY, "refuse"): "agree",
    (State.WITH_AUTHORIZED_BODY, "withdraw"): "refuse",
    (State.AGREED, "adopt"): "withdraw",
    (State.AGREED, "withdraw"): "adopt",
}
"""What somebody else did meanwhile."""


@pytest.mark.parametrize(("state", "name"), OTHER_STEP)
def test_a_page_that_is_over_conflicts_and_changes_nothing(state, name):
    case = cases.in_state(state)
    outdated, other = request_for(name, case), request_for(OTHER_STEP[state, name], case)
    other(AT)
    before = fingerprint()
    with pytest.raises(StepConflict) as caught:
        outdated(AT)
    assert caught.value.procedure.state == case.procedure.state
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize("name", ["submit", "resubmit", "adopt", "withdraw"])
@pytest.mark.parametrize("shown", [-1, 1, 2], ids=["older", "newer", "much newer"])
def test_any_other_version_than_the_present_one_conflicts(name, shown):
    source = next(step.source for step in steps() if step.name == name)
    case = cases.in_state(source)
    version = case.procedure.version + shown
    arguments: dict[str, dict[str, Any]] = {
        "adopt": {"order_number": "1", "order_date": AT.date()},
        "withdraw": {"reason": "Жоспар"},
    }
    before = fingerprint()
    with pytest.raises(StepConflict):
        getattr(actions, name)(
            case.procedure_id, shown_version=version, by=case.signatory, at=AT, **arguments.get(name, {})
        )
    assert changed_tables(before, fingerprint()) == set()


def test_a_request_shown_before_a_whole_round_conflicts_though_the_state_is_the_same():
    case = cases.in_state(State.WITH_REGULATOR)
    withdraw, agree = request_for("withdraw", case), request_for("agree", case)
    case.refuse(AT)
    case.resubmit(AT)
    assert case.procedure.state == State.WITH_REGULATOR
    for outdated in (withdraw, agree):
        with pytest.raises(StepConflict):
            outdated(LATER)
    assert case.procedure.state == State.WITH_REGULATOR


def test_a_proposal_for_a_decided_consideration_conflicts():
    case = cases.in_state(State.WITH_REGULATOR)
    consideration, head = case.consideration, case.head
    case.agree(AT)
    with pytest.raises(StepConflict):
        actions.prepare(consideration.pk, outcome="agreed", grounds=[], by=head, at=LATER)
    assert consideration.proposal == {}
