"""Every address of chapter 3 for every kind of person: what one may not see answers 404, what one may not do 403."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from approvals import actions
from approvals.models import Consideration, Letter, PreliminaryDecision, Procedure
from approvals.urls import urlpatterns
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from programs.models import Access, Row
from tests.approvals.conftest import SignIn
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db

OF_THE_CASE = ["procedure", "procedure_history", "term", "submit", "resubmit", "adopt", "withdraw"]
OF_THE_CASE += ["consideration", "prepare", "agree", "refuse", "period", "letter", "letter_pdf"]
OF_THE_CASE += ["history_entry", "history_save", "reading"]
INSIDE = ["declare_ready", "take_ready_back", "return_draft"]
OF_THE_CASE += INSIDE
HEARING = ["decide_preliminarily", "object_to", "keep_minutes"]
OF_THE_CASE += HEARING
STEPS = ["submit", "resubmit", "adopt", "withdraw", "prepare", "agree", "refuse", *HEARING, *INSIDE]
READ = dict.fromkeys(["procedure", "procedure_history", "history_entry", "term", "consideration", "letter"], 200)
READ |= {"letter_pdf": 202, "history_save": 404, "reading": 404}
NOTHING = dict.fromkeys(OF_THE_CASE, 404)
PUBLIC = {"verify": 200, "verify_sha256": 200}
PUBLIC |= {"calendar_feed": 404}
FOR_EVERYBODY = {**PUBLIC, **dict.fromkeys(["home", "procedure_list", "calendar", "planner"], 200)}
FOR_EVERYBODY |= {"timeliness": 403, "timeliness_file": 403}
FOR_EVERYBODY |= {"change_days": 403, "load_year": 403, "feeds": 200, "new_feed": 200, "revoke_feed": 405}
ONLY_READS = {**FOR_EVERYBODY, "open_program": 403, "period": 404, **READ, **dict.fromkeys(STEPS, 403)}
DECIDES = dict.fromkeys(["prepare", "agree", "refuse", "decide_preliminarily", "keep_minutes"], 200)
FIGURES = {"timeliness": 200, "timeliness_file": 200}
"""Of the state bodies, for themselves and for oversight."""
OFFICIAL = {**ONLY_READS, **FIGURES}
CUSTOMER = {**ONLY_READS, "history_save": 200, "reading": 200}
STRANGER = {**FOR_EVERYBODY, "open_program": 403, **NOTHING}

WITH_THE_REGULATOR: Mapping[str, Mapping[str, int]] = {
    "own drafter": {**CUSTOMER, "open_program": 200, "declare_ready": 409, "take_ready_back": 409},
    "own signatory": {
        **CUSTOMER,
        "open_program": 200,
        "submit": 409,
        "resubmit": 409,
        "adopt": 409,
        "withdraw": 200,
        **dict.fromkeys(INSIDE, 409),
        "object_to": 200,
    },
    "own administrator": CUSTOMER,
    "other company": {**STRANGER, "open_program": 200},
    "regulator reviewer": {**OFFICIAL, "prepare": 200, "keep_minutes": 200},
    "regulator registrar": OFFICIAL,
    "regulator head": {**OFFICIAL, **DECIDES},
    "other regulator": {**STRANGER, **FIGURES},
    "body reviewer": {**STRANGER, **FIGURES},
    "body registrar": {**STRANGER, **FIGURES},
    "body head": {**STRANGER, **FIGURES},
    "auditor": {**OFFICIAL, "new_feed": 403},
    "portal administrator": {**STRANGER, "change_days": 200, "load_year": 200, "new_feed": 403},
    "no membership": {**STRANGER, "feeds": 404, "new_feed": 404},
    "anonymous": dict.fromkeys([*FOR_EVERYBODY, "open_program", *OF_THE_CASE], 302) | PUBLIC,
}
WITH_THE_AUTHORIZED_BODY: Mapping[str, Mapping[str, int]] = {
    **WITH_THE_REGULATOR,
    "regulator reviewer": {**OFFICIAL, "prepare": 403},
    "regulator head": OFFICIAL,
    "body reviewer": {**OFFICIAL, "prepare": 200, "keep_minutes": 200},
    "body registrar": OFFICIAL,
    "body head": {**OFFICIAL, **DECIDES},
}


def people(case: Case) -> dict[str, Membership | None]:
    member = organizations.member
    former = member(organizations.oversight(), Role.AUDITOR, valid_until=organizations.SINCE)
    return {
        "own drafter": case.customer[Role.DRAFTER],
        "own signatory": case.signatory,
        "own administrator": case.customer[Role.COMPANY_ADMINISTRATOR],
        "other company": member(organizations.backbone_enterprise(), Role.SIGNATORY),
        "regulator reviewer": case.regulator[Role.REGULATOR_REVIEWER],
        "regulator registrar": case.regulator[Role.REGULATOR_REGISTRAR],
        "regulator head": case.regulator[Role.REGULATOR_HEAD],
        "other regulator": member(organizations.regulator(), Role.REGULATOR_HEAD),
        "body reviewer": case.authorized_body[Role.AUTHORIZED_BODY_REVIEWER],
        "body registrar": case.authorized_body[Role.AUTHORIZED_BODY_REGISTRAR],
        "body head": case.authorized_body[Role.AUTHORIZED_BODY_HEAD],
        "auditor": member(organizations.oversight(), Role.AUDITOR),
        "portal administrator": member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR),
        "no membership": former,
        "anonymous": None,
    }


def announced(state: State) -> Case:
    """Lies with a body, which told the customer that it means to refuse."""
    case = cases.in_state(state)
    grounds = [cases.lawful_ground(case.version)]
    actions.decide_preliminarily(case.consideration.pk, grounds=grounds, by=case.head, at=moment("2026-09-07"))
    return case


def addresses(case: Case) -> dict[str, str]:
    of_procedure = ("procedure", "procedure_history", "submit", "resubmit", "adopt", "withdraw", *INSIDE)
    of_consideration = ("consideration", "prepare", "agree", "refuse", "decide_preliminarily")
    decision = PreliminaryDecision.objects.get(consideration=case.consideration)
    submitted = JournalEntry.objects.get(chain_id=case.program.pk, event="submitted")
    saved = Row.history.filter(program_id=case.program.pk, history_type="~").latest("history_id")
    return {
        **{name: reverse(name) for name in ("home", "procedure_list", "open_program", "calendar", "planner", "verify")},
        "change_days": reverse("change_days"),
        **{name: reverse(name) for name in ("feeds", "new_feed", "timeliness", "timeliness_file")},
        "revoke_feed": reverse("revoke_feed", args=[uuid4()]),
        "calendar_feed": reverse("calendar_feed", args=["a-secret-nobody-has"]),
        "load_year": reverse("load_year", args=[2029]),
        **{name: reverse(name, args=[case.procedure_id]) for name in of_procedure},
        "history_entry": reverse("history_entry", args=[case.procedure_id, submitted.pk]),
        "history_save": reverse("history_save", args=[case.procedure_id, saved.history_id]),
        **{name: reverse(name, args=[case.consideration.pk]) for name in of_consideration},
        **{name: reverse(name, args=[decision.pk]) for name in ("object_to", "keep_minutes")},
        "letter": reverse("letter", args=[decision.letter_id]),
        "letter_pdf": reverse("letter_pdf", args=[decision.letter_id, "kk"]),
        "verify_sha256": reverse("verify_sha256", args=[case.version.sha256]),
        "period": reverse("period", args=[case.program.pk]),
        "reading": reverse("reading", args=[case.program.pk]),
        "term": reverse("term", args=[case.procedure_id, case.running.pk]),
    }


def test_the_tables_name_every_address_of_chapter_3():
    names = {pattern.name for pattern in urlpatterns}
    assert all(names == set(expected) for expected in WITH_THE_REGULATOR.values())


Table = Mapping[str, Mapping[str, int]]


def answers(case: Case, signed_in: SignIn) -> Table:
    of_case = addresses(case)
    browsers = {who: signed_in(membership) for who, membership in people(case).items()}
    return {
        who: {name: browser.get(address).status_code for name, address in of_case.items()}
        for who, browser in browsers.items()
    }


@pytest.mark.parametrize(
    ("state", "expected"),
    [(State.WITH_REGULATOR, WITH_THE_REGULATOR), (State.WITH_AUTHORIZED_BODY, WITH_THE_AUTHORIZED_BODY)],
)
def test_every_page_for_every_kind_of_person(state: State, expected: Table, signed_in: SignIn):
    assert answers(announced(state), signed_in) == expected


def test_a_draft_is_seen_by_its_customer_only(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    address = reverse("procedure", args=[case.procedure_id])
    found = {who: signed_in(membership).get(address).status_code for who, membership in people(case).items()}
    own = {who for who in found if who.startswith("own")}
    assert found == {who: 200 if who in own else 302 if who == "anonymous" else 404 for who in found}


def test_whoever_may_not_take_a_step_changes_nothing_by_pressing_its_button(signed_in: SignIn):
    case = announced(State.WITH_REGULATOR)
    of_case, version = addresses(case), case.procedure.version
    typed = {"shown_version": version, "reason": "…", "note": "…", "order_number": "1", "order_date": "08.09.2026"}
    browsers = {who: signed_in(membership) for who, membership in people(case).items()}
    before = fingerprint()
    for who, browser in browsers.items():
        for step in STEPS:
            allowed = WITH_THE_REGULATOR[who][step]
            if allowed != 200:
                # to whom the step is open in another state, the page says 409 and the act itself 403;
                # whoever is signed out gets back what was typed, with 403, too
                pressed = 403 if allowed in (302, 409) else allowed
                assert browser.post(of_case[step], typed).status_code == pressed
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize("name", ["procedure", "procedure_history", "submit", "consideration", "agree"])
def test_what_does_not_exist_answers_404(name: str, signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(case.signatory)
    assert browser.get(reverse("procedure", args=[case.procedure_id])).status_code == 200
    assert browser.get(reverse(name, args=[uuid4()])).status_code == 404


def test_a_term_of_another_procedure_is_not_found_under_this_one(signed_in: SignIn):
    case, other = cases.in_state(State.WITH_REGULATOR), cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(organizations.member(organizations.oversight(), Role.AUDITOR))
    assert browser.get(reverse("term", args=[other.procedure_id, other.running.pk])).status_code == 200
    assert browser.get(reverse("term", args=[case.procedure_id, other.running.pk])).status_code == 404


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
    for address, secret in [
        (reverse("consideration", args=[case.consideration.pk]), ground.reasoning_ru),
        (reverse("procedure", args=[case.procedure_id]), reviewer.user.full_name),
    ]:
        answered = {who: signed_in(membership).get(address) for who, membership in people(case).items() if membership}
        pages = {who: answer.content.decode() for who, answer in answered.items() if answer.status_code == 200}
        pages["regulator reviewer"] = pages["regulator reviewer"].replace(reviewer.user.full_name, "", 1)  # the header
        assert {"own signatory", *readers} <= set(pages)
        assert {who for who, page in pages.items() if secret in page} == readers


def test_the_history_of_the_draft_is_the_customers_own(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    address = reverse("procedure_history", args=[case.procedure_id])
    seen = {
        who: "Draft opened" in signed_in(people(case)[who]).get(address).content.decode()
        for who in ("own signatory", "regulator head", "auditor")
    }
    assert seen == {"own signatory": True, "regulator head": False, "auditor": True}


def test_what_comes_after_a_bodys_access_has_ended_is_not_theirs(signed_in: SignIn):
    case = cases.in_state(State.WITH_AUTHORIZED_BODY)
    case.refuse(moment("2026-09-07"))
    regulator = case.regulator[Role.REGULATOR_HEAD]
    letter = Letter.objects.get(procedure=case.procedure_id, kind="refusal")
    addresses = [reverse("consideration", args=[letter.consideration_id]), reverse("letter", args=[letter.pk])]
    browser = signed_in(regulator)
    assert [browser.get(address).status_code for address in addresses] == [200, 200]
    Access.objects.filter(organization=regulator.organization_id).update(until=moment("2026-09-02"))
    assert [browser.get(address).status_code for address in addresses] == [404, 404]
    page = browser.get(reverse("procedure", args=[case.procedure_id])).content.decode()
    assert not any(address in page for address in addresses)
    assert browser.get(reverse("letter", args=[Letter.objects.earliest("sent_at").pk])).status_code == 200


@pytest.mark.parametrize("until", [None, moment("2026-09-02"), moment("2026-09-05")])
def test_of_a_procedure_that_was_found_as_much_is_seen_as_by_the_policy(until: datetime | None):
    case = cases.in_state(State.WITH_AUTHORIZED_BODY)
    case.refuse(moment("2026-09-07"))
    regulator = case.regulator[Role.REGULATOR_HEAD]
    Access.objects.filter(organization=regulator.organization_id).update(until=until)
    counted = []
    for membership in people(case).values():
        visible = Procedure.objects.visible_to(membership).with_end_of_access(membership)
        found = visible.filter(pk=case.procedure_id).first()
        if found is None:
            continue
        for model in (Consideration, Letter):
            by_policy = set(model.objects.visible_to(membership).filter(procedure=found))
            assert set(model.objects.of_visible(found)) == by_policy
            counted += [len(by_policy)] if membership == regulator else []
    everything = [Consideration.objects.count(), Letter.objects.count()]
    assert (counted == everything) is (until is None)
