"""A request repeated changes nothing; one from an outdated page is told so and changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from approvals import actions
from approvals.actions import StepConflict
from approvals.models import Consideration
from approvals.workflow import State, steps
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.factories import cases, organizations
from tests.factories.cases import UNHEARD, Case
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
            return lambda at: actions.refuse(pk, grounds=[ground], unheard_because=UNHEARD, by=head, at=at)
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
        actions.prepare(consideration.pk, outcome="agreed", grounds=[], shown_prepared_at=None, by=head, at=LATER)
    assert consideration.proposal == {}


def two_heads(case: Case) -> tuple[Membership, Membership]:
    return case.head, organizations.member(case.organization(case.regulator), Role.REGULATOR_HEAD)


def test_a_second_head_who_agrees_too_is_told_that_a_colleague_has():
    case = cases.in_state(State.WITH_REGULATOR)
    consideration, (first, second) = case.consideration, two_heads(case)
    actions.agree(consideration.pk, by=first, at=AT)
    before = fingerprint()
    with pytest.raises(StepConflict) as caught:
        actions.agree(consideration.pk, by=second, at=LATER)
    assert decided(caught.value) == ("agreed", first)
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize("same_grounds", [True, False])
def test_a_second_head_who_refuses_too_is_told_that_a_colleague_has(same_grounds: bool):
    case = cases.in_state(State.WITH_REGULATOR)
    consideration, (first, second) = case.consideration, two_heads(case)
    ground = cases.lawful_ground(case.version)
    other = ground if same_grounds else replace(ground, reasoning_ru="Доля занижена вдвое.")
    actions.refuse(consideration.pk, grounds=[ground], unheard_because=UNHEARD, by=first, at=AT)
    before = fingerprint()
    with pytest.raises(StepConflict) as caught:
        actions.refuse(consideration.pk, grounds=[other], unheard_because=UNHEARD, by=second, at=LATER)
    assert decided(caught.value) == ("refused", first)
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize(
    "change", [{"reasoning_kk": "Басқа"}, {"reasoning_ru": ""}, {"rows": ()}, {"code": "no_sme_activities"}]
)
def test_a_head_who_refuses_again_on_other_grounds_is_not_told_that_they_were_sent(change: dict[str, Any]):
    case = cases.in_state(State.WITH_REGULATOR)
    consideration, head, ground = case.consideration, case.head, cases.lawful_ground(case.version)
    spaced = replace(ground, reasoning_ru=f" {ground.reasoning_ru}\n")
    actions.refuse(consideration.pk, grounds=[spaced], unheard_because=UNHEARD, by=head, at=AT)
    actions.refuse(consideration.pk, grounds=[ground], unheard_because=UNHEARD, by=head, at=LATER)
    for grounds in ([replace(ground, **change)], [ground, cases.lawful_ground(case.version, "no_sme_activities")]):
        with pytest.raises(StepConflict):
            actions.refuse(consideration.pk, grounds=grounds, unheard_because=UNHEARD, by=head, at=LATER)


def decided(conflict: StepConflict) -> tuple[str, Membership | None]:
    assert conflict.consideration is not None
    return conflict.consideration.outcome, conflict.consideration.decided_by


def test_a_proposal_made_beside_another_one_conflicts():
    case = cases.in_state(State.WITH_REGULATOR)
    pk, reviewer, head = case.consideration.pk, case.regulator[Role.REGULATOR_REVIEWER], case.head
    refused: dict[str, Any] = {"outcome": "refused", "grounds": [cases.lawful_ground(case.version)]}
    agreed: dict[str, Any] = {"outcome": "agreed", "grounds": []}
    actions.prepare(pk, **refused, shown_prepared_at=None, by=reviewer, at=AT)
    before = fingerprint()
    with pytest.raises(StepConflict) as caught:
        actions.prepare(pk, **agreed, shown_prepared_at=None, by=head, at=LATER)
    assert isinstance(caught.value.consideration, Consideration)
    assert (caught.value.consideration.prepared_by, caught.value.consideration.prepared_at) == (reviewer, AT)
    actions.prepare(pk, **refused, shown_prepared_at=None, by=reviewer, at=LATER)  # a repeated click
    assert changed_tables(before, fingerprint()) == set()
    actions.prepare(pk, **agreed, shown_prepared_at=AT, by=head, at=LATER)
    assert (case.consideration.proposal["outcome"], case.consideration.prepared_by) == ("agreed", head)
