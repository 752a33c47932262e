"""Ready for signature at the same moment as somebody types, signs or takes it back: one of them comes first."""

import pytest

from approvals import actions
from approvals.actions import StepConflict
from approvals.models import Procedure
from approvals.workflow import State
from programs.actions import SavedSection, SectionChange, save_section
from programs.permissions import ProgramReady
from tests.factories import cases
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.races.threads import Act, at_once, hold_procedure, hold_program

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")
TYPED = "Соңғы сөз"


@pytest.fixture
def case() -> Case:
    return cases.of_backbone_enterprise()


def saving(case: Case) -> Act:
    row = case.program.rows.filter(section="table_4")[0]
    version = case.program.sections.get(section="table_4").version
    change = SectionChange({str(row.pk): row.cells | {"name.kk": TYPED}})
    return lambda: save_section(case.program.pk, "table_4", change, version=version, by=case.drafter, at=AT)


def acting(name: str, case: Case) -> Act:
    shown = case.procedure.version
    by = case.drafter if name in ("declare_ready", "take_ready_back") else case.signatory
    note = {"note": "Түзетіңіз"} if name == "return_draft" else {}
    return lambda: getattr(actions, name)(case.procedure_id, shown_version=shown, by=by, at=AT, **note)


def test_what_was_saved_first_is_in_the_text_that_is_ready(case: Case):
    saved, ready = at_once(saving(case), acting("declare_ready", case), holding=hold_program(case.program.pk))
    assert isinstance(saved, SavedSection)
    assert isinstance(ready, Procedure)
    assert case.program.rows.filter(cells__contains={"name.kk": TYPED}).exists()
    assert case.program.is_ready


def test_what_comes_after_ready_is_told_so_and_changes_nothing(case: Case):
    ready, saved = at_once(acting("declare_ready", case), saving(case), holding=hold_program(case.program.pk))
    assert isinstance(ready, Procedure)
    assert isinstance(saved, ProgramReady)
    assert not case.program.rows.filter(cells__contains={"name.kk": TYPED}).exists()


@pytest.mark.parametrize(
    ("first", "second", "state", "is_ready"),
    [
        ("submit", "take_ready_back", State.WITH_AUTHORIZED_BODY, False),
        ("take_ready_back", "submit", State.DRAFT, False),
        ("submit", "return_draft", State.WITH_AUTHORIZED_BODY, False),
        ("return_draft", "submit", State.DRAFT, False),
        ("return_draft", "take_ready_back", State.DRAFT, False),
    ],
)
def test_of_two_acts_on_the_same_page_the_first_holds(case: Case, first: str, second: str, state: State, is_ready):
    case.declare_ready(AT)
    done, refused = at_once(acting(first, case), acting(second, case), holding=hold_procedure(case.procedure_id))
    assert isinstance(done, Procedure)
    assert isinstance(refused, StepConflict)
    assert (case.procedure.state, case.program.is_ready) == (state, is_ready)
    assert case.program.is_returned is (first == "return_draft")
