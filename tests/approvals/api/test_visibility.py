"""Every address of chapter 3 in the API for every kind of person: 404 what one may not see, 403 what not do."""

from collections.abc import Mapping
from uuid import uuid4

import pytest
from django.urls import reverse

from approvals import actions
from approvals.api.urls import urlpatterns
from approvals.models import PreliminaryDecision
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.approvals.api import calls
from tests.approvals.conftest import SignIn
from tests.approvals.test_visibility import announced, people
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db

READ = ["api-procedure", "api-considerations", "api-consideration", "api-terms", "api-term"]
READ += ["api-letters", "api-letter", "api-timeline"]
OF_CUSTOMER = ["submit", "resubmit", "adopt", "withdraw"]
OF_BODY = ["agree", "refuse", "decide_preliminarily", "prepare"]
HEARING = ["object_to", "keep_minutes"]
STEPS = [f"api-{name}" for name in (*OF_CUSTOMER, *calls.INSIDE, *OF_BODY, *HEARING)]
PREVIEWS = [f"api-{name}-preview" for name in (*OF_CUSTOMER, *calls.INSIDE, *OF_BODY)]
FOR_MEMBERS = dict.fromkeys(["api-procedures", "api-calendar", "api-calendar-year"], 200)
FOR_MEMBERS |= dict.fromkeys(["api-end-of-term", "api-latest-filing"], 200)
FOR_MEMBERS |= {"api-timeliness": 403}
CHANGES = ["api-calendar-preview", "api-calendar-change", "api-year-preview", "api-load-year"]
"""Of the calendar: sent by administrators alone, which tests of their own hold."""
FOR_MEMBERS |= dict.fromkeys(CHANGES, 405)
FIGURES = {"api-timeliness": 200}
"""Of the state bodies, for themselves and for oversight."""
OF_THE_PROGRAM = {"api-programs", "api-period", "api-reading"}
"""Tested with opening a program."""

READS = {
    **FOR_MEMBERS,
    **dict.fromkeys(READ, 200),
    "api-letter-pdf": 202,
    **dict.fromkeys(PREVIEWS, 403),
    **dict.fromkeys(STEPS, 405),
}
OFFICIAL = {**READS, **FIGURES}
STRANGER = {**dict.fromkeys(READS, 404), **FOR_MEMBERS, **dict.fromkeys(STEPS, 405)}
DECIDES = dict.fromkeys([f"api-{name}-preview" for name in OF_BODY], 200)

WITH_THE_REGULATOR: Mapping[str, Mapping[str, int]] = {
    "own drafter": {**READS, "api-declare_ready-preview": 409, "api-take_ready_back-preview": 409},
    "own signatory": {
        **READS,
        "api-submit-preview": 409,
        "api-resubmit-preview": 409,
        "api-adopt-preview": 409,
        "api-withdraw-preview": 200,
        **dict.fromkeys([f"api-{name}-preview" for name in calls.INSIDE], 409),
    },
    "own administrator": READS,
    "other company": STRANGER,
    "regulator reviewer": {**OFFICIAL, "api-prepare-preview": 200},
    "regulator registrar": OFFICIAL,
    "regulator head": {**OFFICIAL, **DECIDES},
    "other regulator": {**STRANGER, **FIGURES},
    "body reviewer": {**STRANGER, **FIGURES},
    "body registrar": {**STRANGER, **FIGURES},
    "body head": {**STRANGER, **FIGURES},
    "auditor": OFFICIAL,
    "portal administrator": STRANGER,
    "no membership": dict.fromkeys(READS, 403),
    "anonymous": dict.fromkeys(READS, 401),
}
MAY: Mapping[str, set[str]] = {
    "own signatory": {"api-withdraw", "api-object_to"},
    "regulator reviewer": {"api-prepare", "api-keep_minutes"},
    "regulator head": {"api-agree", "api-refuse", "api-decide_preliminarily", "api-prepare", "api-keep_minutes"},
}
"""Whose steps are open while the program lies with the regulator, which means to refuse."""


def addresses(case: Case) -> dict[str, str]:
    decision = PreliminaryDecision.objects.get(consideration=case.consideration)
    of_procedure = ["api-procedure", "api-considerations", "api-terms", "api-letters", "api-timeline"]
    of_procedure += [f"api-{name}{tail}" for name in (*OF_CUSTOMER, *calls.INSIDE) for tail in ("", "-preview")]
    of_consideration = ["api-consideration", *(f"api-{name}{tail}" for name in OF_BODY for tail in ("", "-preview"))]
    return {
        **{name: reverse(name, args=[case.procedure_id]) for name in of_procedure},
        **{name: reverse(name, args=[case.consideration.pk]) for name in of_consideration},
        **{f"api-{name}": reverse(f"api-{name}", args=[decision.pk]) for name in HEARING},
        "api-procedures": reverse("api-procedures"),
        "api-term": reverse("api-term", args=[case.procedure_id, case.running.pk]),
        "api-letter": reverse("api-letter", args=[decision.letter_id]),
        "api-letter-pdf": reverse("api-letter-pdf", args=[decision.letter_id, "kk"]),
        "api-calendar": reverse("api-calendar"),
        **{name: reverse(name, args=[2029] if "year" in name else []) for name in CHANGES},
        "api-latest-filing": f"{reverse('api-latest-filing')}?first_year=2027&route=authorized_body",
        "api-timeliness": f"{reverse('api-timeliness')}?year=2026",
        "api-calendar-year": reverse("api-calendar-year", args=[2026]),
        "api-end-of-term": f"{reverse('api-end-of-term')}?received_on=2026-09-08&working_days=10",
    }


def test_the_table_names_every_address():
    names = {pattern.name for pattern in urlpatterns} - OF_THE_PROGRAM
    assert all(names == set(expected) for expected in WITH_THE_REGULATOR.values())


def test_every_address_for_every_kind_of_person(signed_in: SignIn):
    case = announced(State.WITH_REGULATOR)
    of_case = addresses(case)
    browsers = {who: signed_in(membership) for who, membership in people(case).items()}
    found = {
        who: {name: browser.get(address).status_code for name, address in of_case.items()}
        for who, browser in browsers.items()
    }
    assert found == WITH_THE_REGULATOR


def test_whoever_may_not_take_a_step_changes_nothing_by_sending_it(signed_in: SignIn):
    case = announced(State.WITH_REGULATOR)
    of_case, browsers = addresses(case), {who: signed_in(membership) for who, membership in people(case).items()}
    bodies = {name: calls.body(name.removeprefix("api-"), case) for name in STEPS}
    before, found = fingerprint(), {}
    for who, browser in browsers.items():
        for name in STEPS:
            if name not in MAY.get(who, ()):
                found[who, name] = browser.post(of_case[name], bodies[name], content_type=calls.JSON).status_code
    assert changed_tables(before, fingerprint()) == set()
    strangers = [who for who, table in WITH_THE_REGULATOR.items() if table["api-procedure"] == 404]
    wanted = dict.fromkeys(strangers, 404) | {"anonymous": 401}
    names = ("submit", "resubmit", "adopt", *calls.INSIDE)
    from_elsewhere = {("own signatory", f"api-{name}"): 409 for name in names}
    from_elsewhere |= {("own drafter", f"api-{name}"): 409 for name in ("declare_ready", "take_ready_back")}
    assert found == {key: wanted.get(key[0], 403) for key in found} | from_elsewhere


def test_a_draft_is_seen_by_its_customer_only(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    address = reverse("api-procedure", args=[case.procedure_id])
    found = {who: signed_in(membership).get(address).status_code for who, membership in people(case).items()}
    others = {"anonymous": 401, "no membership": 403}
    assert found == {who: 200 if who.startswith("own") else others.get(who, 404) for who in found}


@pytest.mark.parametrize("name", ["api-procedure", "api-terms", "api-letters", "api-timeline", "api-consideration"])
def test_what_does_not_exist_answers_404(name: str, signed_in: SignIn):
    browser = signed_in(cases.in_state(State.WITH_REGULATOR).signatory)
    answer = browser.get(reverse(name, args=[uuid4()]))
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_a_term_of_another_procedure_is_not_found_under_this_one(signed_in: SignIn):
    case, other = cases.in_state(State.WITH_REGULATOR), cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(organizations.member(organizations.oversight(), Role.AUDITOR))
    assert browser.get(reverse("api-term", args=[other.procedure_id, other.running.pk])).status_code == 200
    assert browser.get(reverse("api-term", args=[case.procedure_id, other.running.pk])).status_code == 404


def test_a_proposal_is_read_by_the_body_and_by_auditors_alone(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    reviewer, ground = case.regulator[Role.REGULATOR_REVIEWER], cases.lawful_ground(case.version)
    actions.prepare(
        case.consideration.pk,
        outcome="refused",
        grounds=[ground],
        shown_prepared_at=None,
        by=reviewer,
        at=moment("2026-09-02"),
    )
    readers = {"regulator head", "regulator reviewer", "regulator registrar", "auditor"}
    secrets = {
        reverse("api-consideration", args=[case.consideration.pk]): ground.reasoning_ru,
        reverse("api-considerations", args=[case.procedure_id]): reviewer.user.full_name,
        reverse("api-procedure", args=[case.procedure_id]): reviewer.user.full_name,
        reverse("api-timeline", args=[case.procedure_id]): reviewer.user.full_name,
    }
    for address, secret in secrets.items():
        answered = {who: signed_in(one).get(address).content.decode() for who, one in people(case).items() if one}
        assert {who for who, answer in answered.items() if secret in answer} == readers, address


def test_after_a_withdrawal_bodies_read_what_they_had_been_given(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    withdrawn = case.procedure_id
    following = case.withdraw(moment("2026-09-03"))
    body, customer = signed_in(case.regulator[Role.REGULATOR_HEAD]), signed_in(case.signatory)
    assert body.get(reverse("api-procedure", args=[withdrawn])).json()["following"] is None
    assert customer.get(reverse("api-procedure", args=[withdrawn])).json()["following"] == str(following.pk)
    assert customer.get(reverse("api-procedure", args=[following.pk])).json()["previous"] == str(withdrawn)
    assert body.get(reverse("api-procedure", args=[following.pk])).status_code == 404
