"""What a step costs: a fixed small number of statements, whatever stands in the program."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import actions
from approvals.workflow import BODY_STATES, State
from icv_portal.accounts.models import Membership
from tests.factories import cases
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08")
Taken = Callable[[], object]
Step = Callable[[Case, Membership], Taken]


def submit(case: Case, by: Membership) -> Taken:
    shown = case.procedure.version
    return lambda: actions.submit(case.procedure_id, shown_version=shown, by=by, at=AT)


def resubmit(case: Case, by: Membership) -> Taken:
    shown = case.procedure.version
    return lambda: actions.resubmit(case.procedure_id, shown_version=shown, by=by, at=AT)


def agree(case: Case, by: Membership) -> Taken:
    pk = case.consideration.pk
    return lambda: actions.agree(pk, by=by, at=AT)


def refuse(case: Case, by: Membership) -> Taken:
    pk, grounds = case.consideration.pk, [cases.lawful_ground(case.version)]
    return lambda: actions.refuse(pk, grounds=grounds, unheard_because=cases.UNHEARD, by=by, at=AT)


def decide_preliminarily(case: Case, by: Membership) -> Taken:
    pk, grounds = case.consideration.pk, [cases.lawful_ground(case.version)]
    return lambda: actions.decide_preliminarily(pk, grounds=grounds, by=by, at=AT)


def adopt(case: Case, by: Membership) -> Taken:
    shown, day = case.procedure.version, AT.date()
    return lambda: actions.adopt(
        case.procedure_id, shown_version=shown, order_number="17-Ө", order_date=day, by=by, at=AT
    )


def withdraw(case: Case, by: Membership) -> Taken:
    shown = case.procedure.version
    return lambda: actions.withdraw(case.procedure_id, shown_version=shown, reason="Жоспар өзгерді", by=by, at=AT)


@pytest.mark.parametrize(
    ("state", "step", "statements"),
    [
        (State.DRAFT, submit, 30),
        (State.REWORK, resubmit, 37),
        (State.WITH_REGULATOR, agree, 30),
        (State.WITH_AUTHORIZED_BODY, agree, 19),
        (State.WITH_REGULATOR, refuse, 28),
        (State.WITH_REGULATOR, decide_preliminarily, 14),
        (State.AGREED, adopt, 12),
        (State.AGREED, withdraw, 22),
    ],
)
def test_a_step_costs_a_fixed_number_of_statements(state: State, step: Step, statements: int):
    case = cases.in_state(state)
    acting = case.head if state in BODY_STATES else case.signatory
    take = step(case, Membership.objects.select_related("user", "organization").get(pk=acting.pk))
    with CaptureQueriesContext(connection) as taken:
        take()
    assert len([one for one in taken if "SAVEPOINT" not in one["sql"]]) == statements
