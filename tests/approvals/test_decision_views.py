"""A state body's own pages: nothing typed is lost, whoever proposes, agrees or refuses meanwhile."""

import pytest
from django.urls import reverse

from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.templatetags.portal import in_language
from icv_portal.journal.models import JournalEntry
from programs.rules.names import row_name
from tests.approvals.conftest import NOW, SignIn
from tests.approvals.step_pages import address, kept, refusal, stated_ground, text
from tests.factories import cases, organizations

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (["stated"], "Something is written under a ground that is not ticked"),
        (["rows"], "Name at least one row of Table 2"),
        (["reasoning_kk", "reasoning_ru"], "Give the reasoning"),
        (["stated", "rows", "reasoning_kk", "reasoning_ru"], "State at least one ground"),
    ],
)
def test_an_incomplete_refusal_says_what_is_missing_and_keeps_what_was_typed(without, said, signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    gone = {f"understated_targets-{name}" for name in without}
    sent = {name: value for name, value in stated_ground(case).items() if name not in gone}
    answer = signed_in(case.head).post(address("refuse", case), sent)
    assert answer.status_code == 200
    assert said in text(answer)
    assert all(str(value) in text(answer) for name, value in sent.items() if "reasoning" in name)
    assert case.procedure.state == State.WITH_REGULATOR


def test_a_row_of_another_version_is_refused_as_a_choice(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    sent = refusal(case) | {"understated_targets-rows": ["00000000-0000-0000-0000-000000000000"]}
    answer = signed_in(case.head).post(address("refuse", case), sent)
    assert (answer.status_code, case.procedure.state) == (200, State.WITH_REGULATOR)


def test_a_proposal_fills_the_form_of_the_head(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    reviewer = signed_in(case.regulator[Role.REGULATOR_REVIEWER])
    sent = stated_ground(case) | {"outcome": "refused"}
    assert reviewer.get(address("prepare", case)).status_code == 200
    first = reviewer.post(address("prepare", case), sent)
    assert first["location"] == reverse("consideration", args=[case.consideration.pk])
    page = text(signed_in(case.head).get(address("refuse", case)))
    assert "Доля занижена." in page
    assert page.count("checked") == 2  # the ground, and the row it concerns


def test_another_proposal_is_the_exception_once_one_is_with_the_head(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    reviewer = signed_in(case.regulator[Role.REGULATOR_REVIEWER])
    where = reverse("consideration", args=[case.consideration.pk])
    assert "Propose to the head" in text(reviewer.get(where))
    reviewer.post(address("prepare", case), {"outcome": "agreed"})
    shown = text(reviewer.get(where))
    assert "Propose another decision" in shown
    assert "Propose to the head" not in shown


def test_a_registrar_is_not_asked_to_decide(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    registrar = organizations.member(case.head.organization, Role.REGULATOR_REGISTRAR)
    told, asked = "Nothing is asked of you", "What to do"
    home, program = reverse("home"), reverse("procedure", args=[case.procedure.pk])
    assert told in text(signed_in(registrar).get(home))
    assert asked not in text(signed_in(registrar).get(program))
    assert told not in text(signed_in(case.head).get(home))
    assert asked in text(signed_in(case.head).get(program))


def test_the_same_proposal_twice_is_one_entry_in_the_journal(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    reviewer = signed_in(case.regulator[Role.REGULATOR_REVIEWER])
    for _ in range(2):
        assert reviewer.post(address("prepare", case), stated_ground(case) | {"outcome": "refused"}).status_code == 302
    assert JournalEntry.objects.filter(event="prepared").count() == 1


def test_a_proposal_may_be_incomplete_but_names_an_outcome(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    reviewer = signed_in(case.regulator[Role.REGULATOR_REVIEWER])
    assert reviewer.post(address("prepare", case), {}).status_code == 200
    assert case.consideration.prepared_at is None
    sent = {"outcome": "refused", "no_sme_activities-stated": "on"}
    assert reviewer.post(address("prepare", case), sent).status_code == 302
    assert case.consideration.proposal["grounds"][0]["code"] == "no_sme_activities"


@pytest.mark.parametrize("without", [[], ["stated"], ["reasoning_kk", "reasoning_ru", "rows"]])
def test_a_proposal_to_agree_does_not_lose_grounds_that_were_typed(without: list[str], signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    gone = {f"understated_targets-{name}" for name in without}
    sent = {name: value for name, value in stated_ground(case).items() if name not in gone}
    reviewer = signed_in(case.regulator[Role.REGULATOR_REVIEWER])
    answer = reviewer.post(address("prepare", case), sent | {"outcome": "agreed"})
    assert answer.status_code == 200
    assert text(answer).count("Choose the refusal, or clear every ground below") == 2  # above, and beside the outcome
    assert all(str(value) in text(answer) for name, value in sent.items() if "reasoning" in name)
    assert text(answer).count("checked") == 1 + sum(
        name in sent for name in stated_ground(case) if "reasoning" not in name
    )
    assert case.consideration.prepared_at is None


def test_preparing_a_decision_that_was_made_is_a_conflict(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    where = address("prepare", case)
    case.agree(NOW)
    reviewer = signed_in(case.regulator[Role.REGULATOR_REVIEWER])
    assert reviewer.post(where, {"outcome": "agreed"}).status_code == 409


def test_a_second_head_is_told_who_agreed(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    where, first = address("agree", case), case.head
    second = organizations.member(first.organization, Role.REGULATOR_HEAD)
    assert signed_in(first).post(where).status_code == 302
    answer = signed_in(second).post(where)
    assert answer.status_code == 409
    assert f"The program has been agreed already: {first.user.full_name}, " in text(answer)


def test_a_second_head_who_refuses_finds_the_reasoning_kept_on_the_page(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    where, first, sent = address("refuse", case), case.head, refusal(case)
    second = organizations.member(first.organization, Role.REGULATOR_HEAD)
    rows = [row for row in case.version.as_content.rows if row.section == "table_2"]
    assert signed_in(first).post(where, sent).status_code == 302
    answer = signed_in(second).post(where, sent | {"understated_targets-reasoning_ru": "Доля занижена вдвое."})
    assert answer.status_code == 409
    assert f"A refusal has been sent already: {first.user.full_name}" in text(answer)
    assert '<span class="preserved">Доля занижена вдвое.</span>' in text(answer)
    assert str(in_language(row_name(case.version.as_content, rows[0]))) in text(answer)


def test_a_proposal_made_beside_another_one_is_kept_on_the_page(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    where, reviewer, sent = address("prepare", case), case.regulator[Role.REGULATOR_REVIEWER], stated_ground(case)
    assert signed_in(reviewer).post(where, {"outcome": "agreed"}).status_code == 302
    browser = signed_in(case.head)
    answer = browser.post(where, sent | {"outcome": "refused"})
    assert answer.status_code == 409
    assert f"Another proposal was saved in the meantime: {reviewer.user.full_name}" in text(answer)
    assert reverse("consideration", args=[case.consideration.pk]) in text(answer)
    for value in [*kept(sent), "Refuse: a ground of point 14 exists"]:
        assert f'<span class="preserved">{value}</span>' in text(answer)
    assert case.consideration.proposal["outcome"] == "agreed"
    shown = browser.get(where).context["form"]["shown_prepared_at"].value()
    assert browser.post(where, sent | {"outcome": "refused", "shown_prepared_at": shown}).status_code == 302
    assert (case.consideration.proposal["outcome"], case.consideration.prepared_by) == ("refused", case.head)
