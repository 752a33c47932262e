"""The pages of a hearing: what each side reads, what is kept when something is missing, who decided meanwhile."""

import pytest
from django.urls import reverse

from approvals import actions
from approvals.models import HearingMinutes, Objection, PreliminaryDecision
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import SignIn
from tests.approvals.step_pages import address, refusal, stated_ground, text
from tests.factories import cases
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
"""Now is Tuesday 8 September 2026, 11:00; the regulator's term ends on the 22nd."""


def announce_address(case: Case) -> str:
    return reverse("decide_preliminarily", args=[case.consideration.pk])


def announced(at: str = "2026-09-07") -> tuple[Case, PreliminaryDecision]:
    case = cases.in_state(State.WITH_REGULATOR)
    grounds = [cases.lawful_ground(case.version)]
    return case, actions.decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.head, at=moment(at))


def test_the_review_page_tells_the_last_safe_day_and_leads_to_the_preliminary_decision(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    page = text(signed_in(case.head).get(reverse("consideration", args=[case.consideration.pk])))
    assert "sent by 16.09.2026 at the latest" in page
    assert announce_address(case) in page


def test_a_preliminary_decision_is_sent_from_its_page(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(case.head)
    page = text(browser.get(announce_address(case)))
    assert "10 September 2026" in page  # objections
    assert "14 September 2026" in page  # refusal
    answer = browser.post(announce_address(case), stated_ground(case))
    assert answer["location"] == reverse("consideration", args=[case.consideration.pk])
    decision = PreliminaryDecision.objects.get()
    page = text(browser.get(answer["location"]))
    assert "means to refuse and told the customer so" in page
    assert "Send another preliminary decision" in page
    assert "Send the preliminary decision" not in page
    assert [ground["code"] for ground in decision.grounds] == ["understated_targets"]


def test_a_preliminary_decision_without_its_reasoning_keeps_what_was_typed(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    sent = stated_ground(case) | {"understated_targets-rows": []}
    answer = signed_in(case.head).post(announce_address(case), sent)
    assert "Name at least one row of Table 2" in text(answer)
    assert "Үлес төмендетілген." in text(answer)
    assert not PreliminaryDecision.objects.exists()


def test_a_refusal_without_hearing_says_what_is_missing_and_is_made_with_a_reason(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(case.head)
    assert "The customer has not been told yet that you mean to refuse." in text(browser.get(address("refuse", case)))
    answer = browser.post(address("refuse", case), stated_ground(case))
    assert "Send a preliminary decision first, or give the reason" in text(answer)
    assert "Доля занижена." in text(answer)
    assert case.procedure.state == State.WITH_REGULATOR
    assert browser.post(address("refuse", case), refusal(case)).status_code == 302
    assert case.procedure.state == State.REWORK


def test_the_page_of_a_refusal_says_from_which_day_it_can_be_made(signed_in: SignIn):
    case, _decision = announced("2026-09-07")
    browser = signed_in(case.head)
    page = text(browser.get(address("refuse", case)))
    assert "A refusal is possible from 11.09.2026." in page
    assert page.count("checked") == 2  # the ground announced and its row are filled in
    assert "possible from 11.09.2026" in text(browser.post(address("refuse", case), stated_ground(case)))
    assert case.procedure.state == State.WITH_REGULATOR


def test_after_three_whole_days_the_refusal_needs_no_reason(signed_in: SignIn):
    case, _decision = announced("2026-09-02")
    browser = signed_in(case.head)
    assert "the days for its answer have passed" in text(browser.get(address("refuse", case)))
    assert browser.post(address("refuse", case), stated_ground(case)).status_code == 302


def test_the_customer_finds_the_preliminary_decision_at_home_and_answers_it(signed_in: SignIn):
    case, decision = announced()
    browser = signed_in(case.signatory)
    assert "means to refuse. Read the grounds" in text(browser.get(reverse("home")))
    page = text(browser.get(reverse("procedure", args=[case.procedure_id])))
    where = reverse("object_to", args=[decision.pk])
    assert where in page
    assert "Доля занижена." in text(browser.get(where))
    answer = browser.post(where, {"text": "Келіспейміз", "asks_for_hearing": "on"})
    assert answer["location"] == reverse("procedure", args=[case.procedure_id])
    page = text(browser.get(answer["location"]))
    assert "Келіспейміз" in page
    assert "The customer asks for an oral hearing." in page
    assert where not in page
    assert "means to refuse. Read the grounds" not in text(browser.get(reverse("home")))


def test_an_empty_answer_is_told_beside_its_field(signed_in: SignIn):
    case, decision = announced()
    answer = signed_in(case.signatory).post(reverse("object_to", args=[decision.pk]), {"text": " "})
    assert "Write the objection, or ask for an oral hearing." in text(answer)
    assert not Objection.objects.exists()


def test_an_answer_to_what_was_decided_meanwhile_is_kept_on_the_page(signed_in: SignIn):
    case, decision = announced()
    case.agree(moment("2026-09-08"))
    browser = signed_in(case.signatory)
    before = fingerprint()
    answer = browser.post(reverse("object_to", args=[decision.pk]), {"text": "Келіспейміз"})
    assert answer.status_code == 409
    assert '<span class="preserved">Келіспейміз</span>' in text(answer)
    assert changed_tables(before, fingerprint()) == set()


def test_the_reviewer_keeps_the_minutes(signed_in: SignIn):
    case, decision = announced()
    actions.object_to(decision.pk, text="", asks_for_hearing=True, by=case.signatory, at=moment("2026-09-08", "10:00"))
    reviewer = signed_in(case.regulator[Role.REGULATOR_REVIEWER])
    where = reverse("keep_minutes", args=[decision.pk])
    assert where in text(reviewer.get(reverse("consideration", args=[case.consideration.pk])))
    answer = reviewer.post(where, {"held_on": "09.09.2026", "text": "Тыңдалды"})
    assert "not in future" in text(answer)
    assert reviewer.post(where, {"held_on": "08.09.2026", "text": "Тыңдалды"}).status_code == 302
    assert HearingMinutes.objects.get().text == "Тыңдалды"
    assert "Тыңдалды" in text(signed_in(case.signatory).get(reverse("procedure", args=[case.procedure_id])))


def test_a_body_that_does_not_see_the_program_yet_does_not_see_its_hearing(signed_in: SignIn):
    case, decision = announced()
    head = case.authorized_body[Role.AUTHORIZED_BODY_HEAD]
    assert signed_in(case.head).get(reverse("keep_minutes", args=[decision.pk])).status_code == 200
    assert signed_in(head).get(reverse("keep_minutes", args=[decision.pk])).status_code == 404
