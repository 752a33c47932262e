"""The end of the procedure: the customer adopts exactly what was agreed, or takes the program back before."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from approvals import actions
from approvals.actions import NotReady
from approvals.models import Procedure
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.models import Signature
from icv_portal.journal.models import JournalEntry, first_broken_entry
from programs.models.versions import sha256_of
from tests.factories import cases
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.factories.programs import opened, saved
from tests.fingerprints import changed_tables, fingerprint
from tests.tampering import as_database_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted() -> Case:
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    return case


@pytest.fixture
def agreed(submitted: Case) -> Case:
    submitted.agree(moment("2026-09-04"))
    return submitted


def test_the_customer_adopts_exactly_the_version_that_was_agreed(submitted):
    submitted.refuse(moment("2026-09-02"))
    submitted.resubmit(moment("2026-09-03"))
    submitted.agree(moment("2026-09-04"))
    procedure = submitted.adopt(moment("2026-09-07"), number=" 17-Ө ", dated=date(2026, 9, 4))
    assert (procedure.state, procedure.adopted_version.number) == (State.ADOPTED, 2)
    assert (procedure.order_number, procedure.order_date) == ("17-Ө", date(2026, 9, 4))
    assert (procedure.adopted_at, procedure.adopted_late) == (moment("2026-09-07"), False)
    assert (procedure.responsible_organization, procedure.due_on) == (None, None)
    signature = Signature.objects.get(act="adopted")
    assert (signature.subject_id, signature.content_sha256) == (submitted.version.pk, submitted.version.sha256)
    entry = JournalEntry.objects.of_chain(procedure.program_id).get(event="adopted")
    assert (entry.point, entry.version_sha256) == ("17", submitted.version.sha256)
    assert entry.payload["late"] is False


@pytest.mark.parametrize(
    ("number", "dated", "field"),
    [
        ("", date(2026, 9, 7), "order_number"),
        ("  ", date(2026, 9, 7), "order_number"),
        ("17", date(2026, 9, 8), "order_date"),
        ("17", date(2026, 9, 3), "order_date"),
    ],
    ids=["no number", "blank number", "in the future", "before the agreement"],
)
def test_an_order_has_a_number_and_a_date_between_agreement_and_today(agreed, number, dated, field):
    before = fingerprint()
    with pytest.raises(ValidationError) as caught:
        agreed.adopt(moment("2026-09-07"), number=number, dated=dated)
    assert set(caught.value.message_dict) == {field}
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize("dated", [date(2026, 9, 4), date(2026, 9, 7)])
def test_the_first_and_the_last_day_an_order_may_have(agreed, dated):
    assert agreed.adopt(moment("2026-09-07", "00:00"), dated=dated).order_date == dated


@pytest.mark.parametrize(("day", "late"), [("2026-11-30", False), ("2026-12-01", True), ("2027-02-01", True)])
def test_late_adoption_is_marked_and_not_blocked(agreed, day, late):
    procedure = agreed.adopt(moment(day, "23:59"))
    assert (procedure.state, procedure.adopted_late) == (State.ADOPTED, late)
    assert JournalEntry.objects.of_chain(procedure.program_id).get(event="adopted").payload["late"] is late


@pytest.mark.parametrize("with_its_hash", [False, True])
def test_a_version_that_was_tampered_with_is_not_adopted(agreed, with_its_hash):
    version = agreed.version
    content = version.content.replace("Сорғы", "Құбыр")
    assert content != version.content
    sha256 = sha256_of(content) if with_its_hash else version.sha256
    as_database_owner(
        "programs_version", "UPDATE programs_version SET content=%s, sha256=%s WHERE id=%s", content, sha256, version.pk
    )
    with pytest.raises(LookupError):
        agreed.adopt(moment("2026-09-07"))
    assert agreed.procedure.state == State.AGREED


@pytest.mark.parametrize("state", [State.WITH_REGULATOR, State.WITH_AUTHORIZED_BODY, State.AGREED])
def test_withdrawal_leaves_a_new_linked_draft_of_the_same_program(state):
    case = cases.in_state(state)
    withdrawn, program = case.procedure, case.program
    following = case.withdraw(moment("2026-09-08"), reason=" Жоспар өзгерді ")
    withdrawn = Procedure.objects.get(pk=withdrawn.pk)
    assert (withdrawn.state, withdrawn.withdrawal_reason) == (State.WITHDRAWN, "Жоспар өзгерді")
    assert (withdrawn.responsible_organization, withdrawn.due_on) == (None, None)
    assert not withdrawn.considerations.open().exists()
    assert (following.previous, following.program, following.state) == (withdrawn, program, State.DRAFT)
    assert (following.version, following.round, following.submitted_at) == (0, 1, None)
    assert following.responsible_organization == following.customer
    assert not case.program.is_locked
    saved(case.program, "table_4", by=case.signatory)
    entry = JournalEntry.objects.of_chain(program.pk).get(event="withdrawn")
    assert (entry.point, entry.subject_id) == ("APPC 64(9)", withdrawn.pk)


def test_an_open_consideration_ends_as_withdrawn():
    case = cases.in_state(State.WITH_REGULATOR)
    consideration = case.consideration
    case.withdraw(moment("2026-09-08"))
    consideration.refresh_from_db()
    assert (consideration.outcome, consideration.decided_by) == ("withdrawn", None)


def test_a_withdrawal_says_why():
    case = cases.in_state(State.WITH_REGULATOR)
    before = fingerprint()
    with pytest.raises(ValidationError) as caught:
        case.withdraw(moment("2026-09-08"), reason=" ")
    assert set(caught.value.message_dict) == {"reason"}
    assert changed_tables(before, fingerprint()) == set()


def test_a_withdrawn_program_can_go_the_whole_way_again():
    case = cases.in_state(State.AGREED)
    case.withdraw(moment("2026-09-08"))
    case.submit(moment("2026-09-09"))
    case.agree(moment("2026-09-10"))
    case.agree(moment("2026-09-11"))
    assert case.version.number == 2
    assert case.adopt(moment("2026-09-14")).adopted_version == case.version
    assert first_broken_entry(case.program.pk) is None


def test_after_a_withdrawal_the_years_are_open_again():
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    case.withdraw(moment("2026-09-02"))
    at = moment("2026-09-03")
    actions.change_period(case.program.pk, first_year=2028, last_year=2030, by=case.signatory, at=at)
    case.program.refresh_from_db()
    assert list(case.program.years) == [2028, 2029, 2030]


def test_a_withdrawn_program_gives_its_years_to_another_and_cannot_be_submitted_beside_it():
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    case.withdraw(moment("2026-09-02"))
    opened(case.customer[Role.DRAFTER], at=moment("2026-09-03"))
    with pytest.raises(NotReady) as refused:
        case.submit(moment("2026-09-04"))
    assert [finding.code for finding in refused.value.findings] == ["years_taken"]
