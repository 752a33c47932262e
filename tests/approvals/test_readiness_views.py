"""Ready for signature on the pages of the company: what each of its people reads and presses."""

import pytest
from django.urls import reverse

from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import NOW, SignIn
from tests.approvals.step_pages import text
from tests.approvals.test_readiness import with_two_people
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
NOTE = "2-кестеде 2028 жылғы үлес төмен"


def where(name: str, case: Case) -> str:
    return reverse(name, args=[case.procedure_id])


def press(browser, name: str, case: Case, **typed: str):
    return browser.post(where(name, case), {"shown_version": case.procedure.version, **typed})


@pytest.fixture
def case() -> Case:
    return cases.in_state(State.DRAFT)


def test_ready_returned_with_a_note_ready_again_and_submitted(case: Case, signed_in: SignIn):
    drafter, signatory = signed_in(case.drafter), signed_in(case.signatory)
    page = text(drafter.get(where("declare_ready", case)))
    assert "Signatory" in page
    assert "SHA-256" in page
    assert press(drafter, "declare_ready", case).status_code == 302
    assert case.drafter.user.full_name in text(signatory.get(where("procedure", case)))
    assert "read the text, then submit the program or return it" in text(signatory.get("/"))
    assert press(signatory, "return_draft", case, note=NOTE).status_code == 302
    for address in ("/", where("procedure", case), reverse("program_form", args=[case.program.pk])):
        assert NOTE in text(drafter.get(address))
    for section in case.program.sections.all():
        assert NOTE in text(drafter.get(reverse("section", args=[case.program.pk, section.section])))
    press(drafter, "declare_ready", case)
    assert NOTE not in text(drafter.get(reverse("program_form", args=[case.program.pk])))
    assert press(signatory, "submit", case).status_code == 302
    assert case.procedure.state == State.WITH_REGULATOR


def test_nobody_types_on_the_pages_of_a_program_that_is_ready(case: Case, signed_in: SignIn):
    browser = signed_in(case.drafter)
    address = reverse("section", args=[case.program.pk, "table_4"])
    row = case.program.rows.filter(section="table_4")[0]
    version = case.program.sections.get(section="table_4").version
    assert 'value="save"' in text(browser.get(address))
    case.declare_ready(NOW)
    assert 'value="save"' not in text(browser.get(address))
    assert "Nobody types until the signatory" in text(browser.get(address))
    before = fingerprint()
    typed = {"version": version, "do": "save", f"cell:{row.pk}:name.kk": "Менің сөзім"}
    answer = browser.post(address, typed)
    assert answer.status_code == 409
    assert "made ready for signature in the meantime" in text(answer)
    assert "Менің сөзім" in text(answer)
    assert changed_tables(before, fingerprint()) <= {"django_session"}


def test_a_note_is_asked_for(case: Case, signed_in: SignIn):
    case.declare_ready(NOW)
    browser = signed_in(case.signatory)
    assert press(browser, "return_draft", case, note=" ").status_code == 200
    assert case.program.is_ready


def test_with_two_people_the_page_says_who_submits_and_offers_no_button(case: Case, signed_in: SignIn):
    with_two_people(case)
    browser = signed_in(case.signatory)
    assert where("submit", case) not in text(browser.get(where("procedure", case)))
    assert "two people submit a program" in text(browser.get(where("submit", case)))
    press(browser, "declare_ready", case)
    assert "Another signatory signs it" in text(browser.get(where("submit", case)))
    assert press(browser, "submit", case).status_code == 200
    assert case.procedure.state == State.DRAFT
    other: Membership = organizations.member(case.procedure.customer, Role.SIGNATORY)
    assert where("submit", case) in text(signed_in(other).get(where("procedure", case)))
    assert press(signed_in(other), "submit", case).status_code == 302


def test_no_body_reads_the_note_while_the_text_is_reworked(signed_in: SignIn):
    case = cases.in_state(State.REWORK)
    case.declare_ready(NOW)
    case.return_draft(NOW, note=NOTE)
    readers = [case.regulator[Role.REGULATOR_HEAD], organizations.member(organizations.oversight(), Role.AUDITOR)]
    addresses = [where("procedure", case), where("procedure_history", case), f"/api/v1{where('procedure', case)}"]
    for reader in readers:
        for address in addresses:
            answer = signed_in(reader).get(address)
            assert answer.status_code == 200
            assert NOTE not in text(answer)
    assert NOTE in text(signed_in(case.drafter).get(where("procedure", case)))
