"""Two people act on a program at the same moment: one step is taken, the other person is told, nothing is half."""

from dataclasses import replace
from typing import Any

import pytest

from approvals import actions
from approvals.actions import StepConflict
from approvals.models import Consideration, Procedure, Term
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.documents.models import Signature
from icv_portal.journal.models import JournalEntry, first_broken_entry
from icv_portal.outbox.models import InboxEntry
from programs.actions import SectionChange, save_section
from programs.models import Version
from programs.permissions import ProgramLocked
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.races.threads import at_once, hold_procedure, hold_program

pytestmark = pytest.mark.own_database
AT, LATER = moment("2026-09-08"), moment("2026-09-08", "10:01")


def second_head(case: Case) -> Membership:
    return organizations.member(case.organization(case.authorized_body), Role.AUTHORIZED_BODY_HEAD)


def events(case: Case) -> list[str]:
    """Of the last step and what came with it; the chain must be whole."""
    assert first_broken_entry(case.program.pk) is None
    return list(JournalEntry.objects.of_chain(case.program.pk).values_list("event", flat=True))


def test_agreement_at_the_moment_of_a_refusal():
    case = cases.in_state(State.WITH_AUTHORIZED_BODY)
    consideration, heads = case.consideration, [case.head, second_head(case)]
    ground = cases.lawful_ground(case.version)
    agreed, conflict = at_once(
        lambda: actions.agree(consideration.pk, by=heads[0], at=AT),
        lambda: actions.refuse(consideration.pk, grounds=[ground], unheard_because=cases.UNHEARD, by=heads[1], at=AT),
        holding=hold_procedure(case.procedure_id),
    )
    assert isinstance(agreed, Procedure)
    assert isinstance(conflict, StepConflict)
    assert conflict.procedure.state == State.AGREED == case.procedure.state
    assert events(case) == ["opened", "submitted", "agreed", "agreed"]
    assert not consideration.grounds.exists()
    assert not Term.objects.running().exists()


def test_refusal_at_the_moment_of_an_agreement():
    case = cases.in_state(State.WITH_AUTHORIZED_BODY)
    consideration, heads = case.consideration, [case.head, second_head(case)]
    ground = cases.lawful_ground(case.version)
    refused, conflict = at_once(
        lambda: actions.refuse(consideration.pk, grounds=[ground], unheard_because=cases.UNHEARD, by=heads[0], at=AT),
        lambda: actions.agree(consideration.pk, by=heads[1], at=AT),
        holding=hold_procedure(case.procedure_id),
    )
    assert isinstance(refused, Procedure)
    assert isinstance(conflict, StepConflict)
    assert conflict.procedure.state == State.REWORK == case.procedure.state
    assert events(case) == ["opened", "submitted", "agreed", "refused"]
    assert Term.objects.running().get().kind == "rework"
    assert Signature.objects.filter(subject_id=consideration.pk).count() == 1


def test_two_heads_agree_at_once():
    case = cases.in_state(State.WITH_AUTHORIZED_BODY)
    consideration, heads = case.consideration, [case.head, second_head(case)]
    first, second = at_once(
        lambda: actions.agree(consideration.pk, by=heads[0], at=AT),
        lambda: actions.agree(consideration.pk, by=heads[1], at=LATER),
        holding=hold_procedure(case.procedure_id),
    )
    assert first == case.procedure
    assert isinstance(second, StepConflict)
    consideration.refresh_from_db()
    assert (consideration.decided_by, consideration.decided_at) == (heads[0], AT)
    assert Signature.objects.get(subject_id=consideration.pk).membership_id == heads[0].pk
    assert events(case) == ["opened", "submitted", "agreed", "agreed"]
    assert InboxEntry.objects.filter(event="agreed").count() == 2


def test_two_heads_refuse_at_once_on_different_reasoning():
    case = cases.in_state(State.WITH_AUTHORIZED_BODY)
    consideration, heads = case.consideration, [case.head, second_head(case)]
    ground = cases.lawful_ground(case.version)
    other = replace(ground, reasoning_ru="Доля занижена вдвое.")
    refused, conflict = at_once(
        lambda: actions.refuse(consideration.pk, grounds=[ground], unheard_because=cases.UNHEARD, by=heads[0], at=AT),
        lambda: actions.refuse(consideration.pk, grounds=[other], unheard_because=cases.UNHEARD, by=heads[1], at=LATER),
        holding=hold_procedure(case.procedure_id),
    )
    assert isinstance(refused, Procedure)
    assert isinstance(conflict, StepConflict)
    assert consideration.grounds.get().reasoning_ru == ground.reasoning_ru
    assert events(case) == ["opened", "submitted", "agreed", "refused"]


def test_the_regulators_two_heads_hand_it_on_once():
    case = cases.in_state(State.WITH_REGULATOR)
    consideration = case.consideration
    other = organizations.member(case.organization(case.regulator), Role.REGULATOR_HEAD)
    heads = [case.head, other]
    handed_on, conflict = at_once(
        *[lambda head=head: actions.agree(consideration.pk, by=head, at=AT) for head in heads],
        holding=hold_procedure(case.procedure_id),
    )
    assert isinstance(handed_on, Procedure)
    assert isinstance(conflict, StepConflict)
    assert case.procedure.state == State.WITH_AUTHORIZED_BODY
    assert Consideration.objects.count() == 2
    assert case.running.kind == "authorized_body_consideration"


@pytest.mark.parametrize(("state", "name"), [(State.DRAFT, "submit"), (State.REWORK, "resubmit")])
def test_a_program_is_sent_twice_at_once(state, name):
    case = cases.in_state(state)
    versions = Version.objects.count()
    shown = case.procedure.version
    action = getattr(actions, name)
    results = at_once(
        *[lambda at=at: action(case.procedure_id, shown_version=shown, by=case.signatory, at=at) for at in (AT, LATER)],
        holding=hold_procedure(case.procedure_id),
    )
    assert results == [case.procedure, case.procedure]
    assert (case.procedure.state, case.procedure.version) == (State.WITH_REGULATOR, shown + 1)
    assert Version.objects.count() == versions + 1
    assert case.consideration.filed_at == AT
    assert Term.objects.running().count() == 1


@pytest.mark.parametrize("adoption_comes_first", [True, False])
def test_adoption_at_the_moment_of_withdrawal(adoption_comes_first):
    case = cases.in_state(State.AGREED)
    shown: dict[str, Any] = {"shown_version": case.procedure.version, "by": case.signatory, "at": AT}
    acts = [
        lambda: actions.adopt(case.procedure_id, order_number="1", order_date=AT.date(), **shown),
        lambda: actions.withdraw(case.procedure_id, reason="Жоспар өзгерді", **shown),
    ]
    if not adoption_comes_first:
        acts.reverse()
    done, conflict = at_once(*acts, holding=hold_procedure(case.procedure_id))
    assert isinstance(done, Procedure)
    assert isinstance(conflict, StepConflict)
    state = State.ADOPTED if adoption_comes_first else State.WITHDRAWN
    assert conflict.procedure.state == state == case.procedure.state
    assert Procedure.objects.count() == (1 if adoption_comes_first else 2)
    assert case.program.is_locked is adoption_comes_first
    assert events(case)[4:] == (["adopted"] if adoption_comes_first else ["withdrawn", "opened"])


def test_a_decision_at_the_moment_of_withdrawal():
    case = cases.in_state(State.WITH_REGULATOR)
    consideration, head, shown = case.consideration, case.head, case.procedure.version
    done, conflict = at_once(
        lambda: actions.withdraw(
            case.procedure_id, shown_version=shown, reason="Жоспар өзгерді", by=case.signatory, at=AT
        ),
        lambda: actions.agree(consideration.pk, by=head, at=AT),
        holding=hold_procedure(case.procedure_id),
    )
    assert isinstance(done, Procedure)
    assert isinstance(conflict, StepConflict)
    assert conflict.procedure.state == State.WITHDRAWN == case.procedure.state


@pytest.mark.parametrize("saving_comes_first", [True, False])
def test_a_save_at_the_moment_of_submission(saving_comes_first):
    case = cases.in_state(State.DRAFT)
    narrative = case.program.rows.filter(kind="narrative")[0]
    change = SectionChange({str(narrative.pk): narrative.cells | {"text.kk": "Соңғы сәтте жазылды."}})
    version = case.program.sections.get(section=narrative.section).version
    acts = [
        lambda: save_section(
            case.program.pk, narrative.section, change, version=version, by=case.customer[Role.DRAFTER], at=AT
        ),
        lambda: actions.submit(case.procedure_id, shown_version=0, by=case.signatory, at=AT),
    ]
    if not saving_comes_first:
        acts.reverse()
    first, second = at_once(*acts, holding=hold_program(case.program.pk))
    assert case.procedure.state == State.WITH_REGULATOR
    assert ("Соңғы сәтте жазылды." in case.version.content) is saving_comes_first
    narrative.refresh_from_db()
    assert (narrative.cells["text.kk"] == "Соңғы сәтте жазылды.") is saving_comes_first
    assert not isinstance(first, Exception)
    assert isinstance(second, ProgramLocked) is not saving_comes_first
