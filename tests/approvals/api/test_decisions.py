"""A refusal through the API: its grounds, each mistake with its place, and the hearing before it."""

from typing import Any

import pytest
from django.urls import reverse
from time_machine import Traveller

from approvals.models import PreliminaryDecision
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.approvals.api import calls
from tests.approvals.conftest import NOW, SignIn
from tests.factories import cases
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db

LOST_ROW = "11111111-1111-4111-8111-111111111111"
UNLAWFUL: list[tuple[list[dict[str, Any]], list[tuple[str, str]]]] = [
    ([], [("/grounds", "no-ground")]),
    ([{"reasoning_kk": " ", "reasoning_ru": ""}], [("/grounds/0", "ground-incomplete")]),
    ([{"rows": []}], [("/grounds/0", "ground-incomplete")]),
    (
        [{}, {"code": "no_sme_activities", "reasoning_kk": "", "reasoning_ru": "", "rows": []}],
        [("/grounds/1", "ground-incomplete")],
    ),
]
UNREADABLE: list[tuple[list[Any], str]] = [
    ([{"code": "too_expensive"}], "/grounds/0/code"),
    ([{}, {}], "/grounds/1/code"),
    ([{"rows": [LOST_ROW]}], "/grounds/0/rows"),
    ([{"rows": ["first"]}], "/grounds/0/rows/0"),
    ([{"reasoning_kk": "x" * 20_001}], "/grounds/0/reasoning_kk"),
    (["understated_targets"], "/grounds/0"),
]


def grounds(case: cases.Case, changed: list[Any]) -> list[Any]:
    return [calls.ground(case) | one if isinstance(one, dict) else one for one in changed]


@pytest.mark.parametrize("name", ["refuse", "decide_preliminarily"])
def test_what_point_14_asks_for_is_told_with_the_place(name: str, signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(case.head)
    before = fingerprint()
    for changed, expected in UNLAWFUL:
        answer = calls.send(browser, name, case, grounds=grounds(case, changed))
        told = answer.json()
        assert (answer.status_code, told["code"]) == (422, "invalid-refusal")
        assert [(error["pointer"], error["code"]) for error in told["errors"]] == expected
        assert all(error["detail"] for error in told["errors"])
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize("name", ["refuse", "decide_preliminarily", "prepare"])
def test_what_the_page_could_not_read_is_refused_with_its_place(name: str, signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(case.head)
    before = fingerprint()
    for changed, pointer in UNREADABLE:
        answer = calls.send(browser, name, case, grounds=grounds(case, changed))
        told = answer.json()
        assert (answer.status_code, told["code"]) == (400, "invalid-input")
        assert pointer in [error["pointer"] for error in told["errors"]]
    assert changed_tables(before, fingerprint()) == set()


def test_grounds_beside_a_proposal_to_agree_would_be_lost(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    answer = calls.send(signed_in(case.head), "prepare", case, outcome="agreed", grounds=[calls.ground(case)])
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/outcome")


def test_a_proposal_may_be_incomplete(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    unfinished = [{"code": "understated_targets", "reasoning_ru": "Проверить"}]
    answer = calls.send(signed_in(case.head), "prepare", case, outcome="refused", grounds=unfinished)
    (ground,) = answer.json()["proposal"]["grounds"]
    assert (ground["reasoning_ru"], ground["rows"]) == ("Проверить", [])


def test_a_refusal_without_hearing_needs_a_reason(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(case.head)
    answer = calls.send(browser, "refuse", case, unheard_because="  ")
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        ("/unheard_because", "not-heard")
    ]
    assert calls.send(browser, "refuse", case).status_code == 200


def test_the_customer_is_heard_before_the_refusal(signed_in: SignIn, now: Traveller):
    case = cases.in_state(State.WITH_REGULATOR)
    head, signatory = case.head, case.signatory
    announced = calls.send(signed_in(head), "decide_preliminarily", case).json()
    (told,) = announced["hearing"]["preliminary_decisions"]
    assert (told["objections_until"], announced["hearing"]["refusal_from"]) == ("2026-09-10", "2026-09-14")
    assert [step["name"] for step in of_case(signed_in(signatory), case)["steps"]] == ["withdraw", "object_to"]

    answered = calls.send(signed_in(signatory), "object_to", case).json()
    assert answered["hearing"]["oral_hearing_is_owed"] is True
    assert answered["seen_as"] == "customer"

    now.move_to(moment("2026-09-14", "11:00"))
    early = calls.send(signed_in(head), "refuse", case, unheard_because="")
    assert early.json()["errors"][0]["code"] == "not-heard"
    calls.send(signed_in(case.regulator[Role.REGULATOR_REVIEWER]), "keep_minutes", case, held_on="2026-09-11")
    refused = calls.send(signed_in(head), "refuse", case, unheard_because="")
    assert (refused.status_code, refused.json()["state"]) == (200, "rework")


def of_case(browser: Any, case: cases.Case) -> Any:
    return browser.get(reverse("api-procedure", args=[case.procedure_id])).json()


@pytest.mark.parametrize("held_on", ["2026-09-06", "2026-09-09", "8 September"])
def test_minutes_are_of_a_day_between_the_decision_and_now(held_on: str, signed_in: SignIn):
    case = calls.case_for("keep_minutes")
    answer = calls.send(signed_in(case.head), "keep_minutes", case, held_on=held_on)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/held_on")


def test_an_empty_answer_is_none(signed_in: SignIn):
    case = calls.case_for("object_to")
    answer = calls.send(signed_in(case.signatory), "object_to", case, text=" ", asks_for_hearing=False)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/text")


@pytest.mark.parametrize("name", ["object_to", "keep_minutes"])
def test_what_comes_after_the_decision_is_told_so_without_what_is_inside_the_body(name: str, signed_in: SignIn):
    case = calls.case_for(name)
    browser = signed_in(calls.who_takes(name, case))
    calls.send(signed_in(case.head), "prepare", case)
    where, sent = calls.address(name, case), calls.body(name, case)
    case.agree(NOW)
    answer = browser.post(where, sent, content_type=calls.JSON)
    assert (answer.status_code, answer.json()["decided"]) == (409, None)
    assert answer.json()["procedure"]["state"] == State.WITH_AUTHORIZED_BODY


def test_a_preliminary_decision_that_was_replaced_is_not_answered(signed_in: SignIn):
    case = calls.case_for("object_to")
    first = PreliminaryDecision.objects.get()
    calls.send(signed_in(case.head), "decide_preliminarily", case, grounds=[calls.ground(case, "no_sme_activities")])
    where = reverse("api-object_to", args=[first.pk])
    answer = signed_in(case.signatory).post(where, calls.body("object_to", case), content_type=calls.JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "step-conflict")
