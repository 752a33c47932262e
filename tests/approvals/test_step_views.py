"""Steps on their pages: what is shown before, what is done, what a second click and an outdated page get."""

from datetime import date

import pytest
from django.urls import reverse
from time_machine import Traveller

from approvals.models import Procedure
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import NOW, SignIn
from tests.approvals.step_pages import DECISIONS, address, kept, text, typed
from tests.factories import cases, programs
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint
from tests.tampering import as_database_owner

pytestmark = pytest.mark.django_db

STEPS = [
    ("submit", State.DRAFT, State.WITH_REGULATOR),
    ("resubmit", State.REWORK, State.WITH_REGULATOR),
    ("adopt", State.AGREED, State.ADOPTED),
    ("withdraw", State.WITH_REGULATOR, State.WITHDRAWN),
    ("agree", State.WITH_REGULATOR, State.WITH_AUTHORIZED_BODY),
    ("refuse", State.WITH_REGULATOR, State.REWORK),
]


def who_takes(name: str, case: Case) -> Membership:
    return case.head if name in DECISIONS else case.signatory


@pytest.mark.parametrize(("name", "before", "after"), STEPS)
def test_a_step_is_shown_then_taken_and_a_second_click_changes_nothing(name, before, after, signed_in: SignIn):
    case = cases.in_state(before)
    browser, where, sent = signed_in(who_takes(name, case)), address(name, case), typed(name, case)
    assert browser.get(where).status_code == 200
    first = browser.post(where, sent)
    assert Procedure.objects.get(pk=case.procedure_id).state == after
    taken = fingerprint()
    second = browser.post(where, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["location"] == second["location"]
    changed = changed_tables(taken, fingerprint())
    assert changed <= {"django_session"}


@pytest.mark.parametrize(("name", "before", "after"), STEPS)
def test_an_outdated_page_gets_the_present_state_and_changes_nothing(name, before, after, signed_in: SignIn):
    case = cases.in_state(before)
    browser, where, sent = signed_in(who_takes(name, case)), address(name, case), typed(name, case)
    overtake(name, case)
    moved_on = fingerprint()
    answer = browser.post(where, sent)
    assert answer.status_code == 409
    assert reverse("procedure", args=[case.procedure_id]) in text(answer)
    for value in kept(sent):
        assert f'<span class="preserved">{value}</span>' in text(answer)
    assert changed_tables(moved_on, fingerprint()) <= {"django_session"}


def overtake(name: str, case: Case) -> None:
    """Somebody else takes another step first (after a submission: two, as its own would be the same)."""
    procedure = case.procedure_id
    if name == "submit":
        case.submit(NOW)
        case.agree(NOW)
    elif name == "resubmit":
        case.resubmit(NOW)
        case.agree(NOW)
    elif name == "agree":
        case.refuse(NOW)
    elif name == "refuse" or name == "withdraw":
        case.agree(NOW)
    else:
        case.withdraw(NOW)
    case.procedure_id = procedure


@pytest.mark.parametrize("shown", ["", "x", "-1", "9" * 40, "²"])
def test_a_request_that_names_no_version_is_answered_like_an_outdated_one(shown: str, signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    answer = signed_in(case.signatory).post(address("submit", case), {"shown_version": shown})
    assert (answer.status_code, case.procedure.state) == (409, State.DRAFT)


def test_submission_shows_the_version_the_body_and_the_term_it_would_start(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    page = text(signed_in(case.signatory).get(address("submit", case)))
    case.submit(NOW)
    term = case.running
    assert case.version.sha256 in page
    assert case.organization(case.regulator).name_en in page
    assert "15 working days" in page
    assert term.due_on == date(2026, 9, 29)
    assert "September 29, 2026" in page or "29 September 2026" in page


def test_a_text_that_was_not_reworked_is_warned_of(signed_in: SignIn):
    case = cases.in_state(State.REWORK)
    browser = signed_in(case.signatory)
    assert "The text is the same as in version 1" in text(browser.get(address("resubmit", case)))
    row = case.program.rows.get(section="problem_issues")
    programs.saved(case.program, row.section, cells={str(row.pk): row.cells | {"text.kk": "Басқа"}}, by=case.signatory)
    assert "The text is the same" not in text(browser.get(address("resubmit", case)))


def test_warnings_are_shown_before_submission_and_do_not_keep_it_back(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    browser = signed_in(case.signatory)
    assert "the state bodies will see the same" not in text(browser.get(address("submit", case)))
    row = case.program.rows.get(section="table_2", kind="icv_share")
    lower = row.cells | {"target.2029": "1"}
    programs.saved(case.program, "table_2", cells={str(row.pk): lower}, by=case.signatory)
    page = text(browser.get(address("submit", case)))
    assert "warnings: the state bodies will see the same." in page
    assert "the target falls from" in page
    browser.post(address("submit", case), typed("submit", case))
    assert case.procedure.state == State.WITH_REGULATOR


def test_a_late_step_says_so_before_it_is_taken(signed_in: SignIn, now: Traveller):
    case = cases.in_state(State.WITH_REGULATOR)
    browser = signed_in(case.head)
    assert "The term ended on" not in text(browser.get(address("agree", case)))
    now.move_to(moment("2026-10-01"))
    assert "The term ended on" in text(signed_in(case.head).get(address("agree", case)))


def test_agreement_of_the_regulator_shows_the_twenty_days_of_the_authorized_body(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    page = text(signed_in(case.head).get(address("agree", case)))
    assert case.version.sha256 in page
    assert "20 working days" in page
    assert case.organization(case.authorized_body).name_en in page


def test_a_program_with_errors_is_not_submitted_and_its_page_lists_them(signed_in: SignIn):
    case = cases.in_state(State.DRAFT)
    rows = case.program.rows.filter(section="table_4")
    programs.saved(case.program, "table_4", removed=[str(row.pk) for row in rows], by=case.signatory)
    browser = signed_in(case.signatory)
    for answer in (
        browser.get(address("submit", case)),
        browser.post(address("submit", case), {"shown_version": case.procedure.version}),
    ):
        assert answer.status_code == 200
        assert "Table 4 has no activity" in text(answer)
        assert reverse("section", args=[case.program.pk, "table_4"]) in text(answer)
    assert case.procedure.state == State.DRAFT


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"order_number": "", "order_date": "08.09.2026"}, "Number of the order"),
        ({"order_number": "№ ", "order_date": "08.09.2026"}, "Number of the order"),
        ({"order_number": "1", "order_date": "31.02.2026"}, "Date of the order"),
        ({"order_number": "1", "order_date": "09.09.2026"}, "dated in the future"),
        ({"order_number": "1", "order_date": "01.09.2026"}, "before the agreement"),
    ],
)
def test_a_wrong_order_is_told_beside_its_field_and_kept(sent: dict[str, str], said: str, signed_in: SignIn):
    case = cases.in_state(State.AGREED)
    answer = signed_in(case.signatory).post(address("adopt", case), {"shown_version": case.procedure.version, **sent})
    assert answer.status_code == 200
    assert said in text(answer)
    assert f'value="{sent["order_date"]}"' in text(answer)
    assert case.procedure.state == State.AGREED


def test_the_number_sign_of_an_order_is_not_written_twice(signed_in: SignIn):
    case = cases.in_state(State.AGREED)
    signed_in(case.signatory).post(address("adopt", case), typed("adopt", case) | {"order_number": "№ 17-Ө"})
    assert case.procedure.order_number == "17-Ө"


def test_late_adoption_is_warned_of_and_marked(signed_in: SignIn, now: Traveller):
    case = cases.in_state(State.AGREED)
    now.move_to(moment("2026-12-02"))
    browser = signed_in(case.signatory)
    assert "The last day to adopt has passed" in text(browser.get(address("adopt", case)))
    sent = {"shown_version": case.procedure.version, "order_number": "9", "order_date": "01.12.2026"}
    browser.post(address("adopt", case), sent)
    assert "Adopted late" in text(browser.get(reverse("procedure", args=[case.procedure_id])))


def test_an_agreed_version_that_was_altered_is_explained_and_not_adopted(signed_in: SignIn):
    case = cases.in_state(State.AGREED)
    browser, where = signed_in(case.signatory), address("adopt", case)
    assert browser.get(where).status_code == 200
    altered = case.version.content.replace("Сорғы", "Құбыр")
    assert altered != case.version.content
    as_database_owner(
        "programs_version", "UPDATE programs_version SET content=%s WHERE id=%s", altered, case.version.pk
    )
    for answer in (browser.get(where), browser.post(where, typed("adopt", case))):
        assert answer.status_code == 409
        assert "Turn to the portal administrator." in text(answer)
    assert '<span class="preserved">17-Ө</span>' in text(answer)
    assert case.procedure.state == State.AGREED


def test_withdrawal_leads_to_the_draft_that_follows(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    answer = signed_in(case.signatory).post(address("withdraw", case), typed("withdraw", case))
    following = Procedure.objects.get(previous=case.procedure_id)
    assert answer["location"] == reverse("procedure", args=[following.pk])


def test_a_new_program_opens_once(signed_in: SignIn):
    case = cases.of_backbone_enterprise()
    browser = signed_in(case.customer[Role.DRAFTER])
    sent = {"first_year": "2030", "last_year": "2032", "languages": ["kk", "ru"]}
    assert browser.get(reverse("open_program")).status_code == 200
    first, second = (browser.post(reverse("open_program"), sent) for _ in range(2))
    opened = Procedure.objects.get(first_year=2030)
    assert first["location"] == second["location"] == reverse("procedure", args=[opened.pk])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"first_year": "2028", "last_year": "2030"}, "There is a program of these years already."),
        ({"first_year": "2031", "last_year": "2032"}, "at least three years"),
        ({"first_year": "2031", "last_year": "2030"}, "before the first"),
        ({"first_year": "1999", "last_year": "2032"}, "Select a valid choice"),
        ({"first_year": "x", "last_year": ""}, "Select a valid choice"),
    ],
)
def test_a_period_that_cannot_be_says_why(sent: dict[str, str], said: str, signed_in: SignIn):
    case = cases.of_backbone_enterprise()  # 2027–2029
    answer = signed_in(case.customer[Role.DRAFTER]).post(reverse("open_program"), {**sent, "languages": ["kk"]})
    assert answer.status_code == 200
    assert said in text(answer)
    assert Procedure.objects.count() == 1
