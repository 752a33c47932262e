"""Ready for signature, inside the company: who says it, what it stops, how it ends, and who hears of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from approvals import actions
from approvals.actions import NotReady, StepConflict
from approvals.models import Procedure
from approvals.readiness import ACTS, acts_open_to, open_to
from approvals.workflow import CUSTOMERS_HANDS, State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import Audience, JournalEntry
from icv_portal.outbox.models import InboxEntry
from programs.actions import add_subsoil_right
from programs.models import Row
from programs.permissions import ProgramLocked, ProgramReady
from tests.approvals.test_matrix import Player, players
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.factories.programs import opened, saved, subsoil_rights
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08")
LATER = AT + timedelta(hours=1)


def draft() -> Case:
    return cases.in_state(State.DRAFT)


def ready(case: Case | None = None) -> Case:
    case = case or draft()
    case.declare_ready(AT)
    return case


def with_two_people(case: Case) -> Case:
    organization = case.procedure.customer
    organization.two_people_submit = True
    organization.save_by(None, reason="test")
    return case


def type_something(case: Case) -> None:
    row = case.program.rows.filter(section="table_4")[0]
    saved(case.program, "table_4", cells={str(row.pk): row.cells | {"name.kk": "Жаңа"}}, by=case.drafter, at=LATER)


def notices(case: Case) -> list[tuple[str, list[str]]]:
    told = InboxEntry.objects.filter(subject_id=case.procedure_id).order_by("delivered_at", "event")
    return list(told.values_list("event", "roles"))


def test_nobody_types_while_the_text_is_ready():
    case = ready()
    assert (case.program.ready_at, case.program.ready_by) == (AT, case.drafter)
    row = case.program.rows.filter(section="table_4")[0]
    before = fingerprint()
    for by in (case.drafter, case.signatory):
        with pytest.raises(ProgramReady):
            saved(case.program, "table_4", cells={str(row.pk): {}}, by=by, at=LATER)
    assert changed_tables(before, fingerprint()) == set()


def test_the_signatory_is_told_the_state_stays_and_no_body_hears_of_it():
    case = ready()
    assert notices(case) == [("ready", ["signatory"])]
    assert case.procedure.state == State.DRAFT
    entry = JournalEntry.objects.get(event="declared_ready")
    assert (entry.chain_id, entry.audience, entry.membership_id) == (case.program.pk, Audience.STAFF, case.drafter.pk)


def test_a_text_with_errors_is_not_ready():
    case = draft()
    row = case.program.rows.get(section="table_1", kind="total")
    saved(case.program, "table_1", cells={str(row.pk): {}}, by=case.drafter)
    before = fingerprint()
    with pytest.raises(NotReady) as kept_back:
        case.declare_ready(AT)
    assert kept_back.value.findings
    assert changed_tables(before, fingerprint()) == set()


def test_taken_back_the_text_is_written_on_and_the_signatory_hears_of_it():
    case = ready()
    case.take_ready_back(LATER)
    type_something(case)
    assert (case.program.ready_at, case.program.ready_by, case.program.returned_at) == (None, None, None)
    assert notices(case) == [("ready", ["signatory"]), ("ready_taken_back", ["signatory"])]


def test_returned_with_a_note_which_stays_until_the_text_is_ready_again():
    case = ready()
    case.return_draft(LATER, note="  2-кестені түзетіңіз  ")
    type_something(case)
    program = case.program
    assert (program.ready_at, program.returned_at, program.returned_by) == (None, LATER, case.signatory)
    assert program.return_note == "2-кестені түзетіңіз"
    event, roles = notices(case)[-1]
    assert (event, roles) == ("returned", ["drafter", "signatory"])
    assert "2-кестені түзетіңіз" in InboxEntry.objects.get(event="returned").text_ru
    case.declare_ready(LATER + timedelta(hours=1))
    assert (case.program.returned_at, case.program.returned_by, case.program.return_note) == (None, None, "")


def test_the_note_is_no_part_of_the_journal():
    case = ready()
    case.return_draft(LATER, note="Құпия ескертпе")
    assert not any("Құпия" in entry.content for entry in JournalEntry.objects.all())
    assert JournalEntry.objects.filter(event="returned_to_drafters").exists()


def test_without_a_note_nothing_is_returned():
    case = ready()
    with pytest.raises(ValidationError) as empty:
        case.return_draft(LATER, note="  ")
    assert "note" in empty.value.message_dict
    assert case.program.is_ready


def test_submission_forgets_that_it_was_ready_or_returned():
    case = ready()
    case.return_draft(LATER)
    case.submit(LATER)
    program = case.program
    assert (program.ready_at, program.returned_at, program.return_note) == (None, None, "")
    case.refuse(moment("2026-09-09"))
    case.declare_ready(moment("2026-09-10"))
    case.resubmit(moment("2026-09-10", "11:00"))
    assert not case.program.is_ready
    case.withdraw(moment("2026-09-11"))
    assert not case.program.is_ready
    assert acts_open_to(case.drafter, case.procedure, case.program) == ["declare_ready"]


def test_after_submission_the_text_is_out_of_hand_whoever_had_said_ready():
    case = ready()
    case.submit(LATER)
    with pytest.raises(ProgramLocked) as locked:
        type_something(case)
    assert not isinstance(locked.value, ProgramReady)


def test_repeated_the_same_act_changes_nothing_and_an_outdated_page_is_told_so():
    case = draft()
    shown = case.procedure.version
    first = actions.declare_ready(case.procedure_id, shown_version=shown, by=case.drafter, at=AT)
    taken = fingerprint()
    assert actions.declare_ready(case.procedure_id, shown_version=shown, by=case.drafter, at=LATER) == first
    with pytest.raises(StepConflict):
        actions.submit(case.procedure_id, shown_version=shown, by=case.signatory, at=LATER)
    assert changed_tables(taken, fingerprint()) == set()


def test_a_right_entered_meanwhile_gets_its_row_when_the_text_is_written_again():
    customer = organizations.subsoil_user()
    team = organizations.team(customer)
    subsoil_rights(customer, by=team[Role.DRAFTER])
    case = cases.of_customer(customer)
    other = opened(case.drafter, first_year=2030, last_year=2032)
    ready(case)
    shares = Row.objects.filter(program=case.program, kind="icv_share")
    add_subsoil_right(other.program_id, kind="licence", number="99-ML", signed_on=AT.date(), by=case.drafter, at=LATER)
    assert shares.count() == 3
    case.take_ready_back(LATER)
    assert shares.count() == 4


def test_with_two_people_nothing_is_submitted_before_somebody_said_ready():
    case = with_two_people(draft())
    with pytest.raises(NotReady) as kept_back:
        case.submit(LATER)
    assert [finding.code for finding in kept_back.value.findings] == ["two_people"]
    case.declare_ready(AT)
    assert case.submit(LATER).state == State.WITH_REGULATOR


def test_with_two_people_whoever_said_ready_does_not_submit_in_whatever_membership():
    case = with_two_people(draft())
    also_drafter = organizations.member(case.procedure.customer, Role.DRAFTER, user=case.signatory.user)
    case.declare_ready(AT, by=also_drafter)
    with pytest.raises(NotReady):
        case.submit(LATER)
    other = organizations.member(case.procedure.customer, Role.SIGNATORY)
    done = actions.submit(case.procedure_id, shown_version=case.procedure.version, by=other, at=LATER)
    assert done.state == State.WITH_REGULATOR


def test_where_two_people_are_not_asked_for_one_person_may_do_both():
    case = draft()
    case.declare_ready(AT, by=case.signatory)
    assert case.submit(LATER).state == State.WITH_REGULATOR


# The matrix


def act(name: str, case: Case, by: Membership) -> Procedure:
    note = {"note": "Түзетіңіз"} if name == "return_draft" else {}
    return getattr(actions, name)(case.procedure_id, shown_version=case.procedure.version, by=by, at=LATER, **note)


def may(player: Player, name: str, *, is_ready: bool, state: State) -> bool:
    role = player.membership.role
    if not player.is_of_the_case or state not in CUSTOMERS_HANDS:
        return False
    if name == "declare_ready":
        return not is_ready and role in (Role.DRAFTER, Role.SIGNATORY)
    return is_ready and role == (Role.DRAFTER if name == "take_ready_back" else Role.SIGNATORY)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("is_ready", [False, True])
def test_each_act_is_done_by_whom_it_belongs_to_and_nobody_else(state: State, is_ready: bool):
    case = cases.in_state(state)
    if is_ready and state not in CUSTOMERS_HANDS:
        return
    if is_ready:
        ready(case)
    wrong = {}
    for player in players(case):
        for name in ACTS:
            wanted = may(player, name, is_ready=is_ready, state=state)
            is_offered = name in open_to(player.membership, case.procedure)
            if (is_offered, _is_done(name, case, player.membership)) != (wanted, wanted):
                wrong[f"{name} by {player}"] = wanted
    assert wrong == {}


def _is_done(name: str, case: Case, by: Membership) -> bool:
    """Whether the act was done; it is undone again."""
    before = fingerprint()
    try:
        with transaction.atomic():
            act(name, case, by)
            assert changed_tables(before, fingerprint())
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize("name", ACTS)
def test_a_membership_that_is_over_does_nothing(name: str):
    case = draft() if name == "declare_ready" else ready()
    by = case.signatory if name == "return_draft" else case.drafter
    by.valid_until = moment("2026-09-07").date()
    with pytest.raises(PermissionDenied):
        act(name, case, by)
