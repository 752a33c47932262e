"""30 November stands whatever day it is; where it is a day off, the working day before it stands beside it."""

from datetime import date

import pytest
from django.urls import reverse

from approvals.models import CalendarYear, Procedure
from approvals.workflow import State
from tests.approvals.conftest import SignIn
from tests.factories import cases
from tests.factories.cases import Case

pytestmark = pytest.mark.django_db
SAID = "The last working day on or before it"
PAGES = ["procedure", "adopt", "agree"]


def page(name: str, first_year: int, signed_in: SignIn) -> str:
    """The page of a program to be adopted in the year before `first_year`; "agree" is the last body's decision."""
    case = cases.in_state(State.WITH_AUTHORIZED_BODY if name == "agree" else State.AGREED)
    due_on = {} if name == "agree" else {"due_on": date(first_year - 1, 11, 30)}
    Procedure.objects.filter(pk=case.procedure_id).update(first_year=first_year, **due_on)
    answer = signed_in(case.head if name == "agree" else case.signatory).get(_address(name, case))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def _address(name: str, case: Case) -> str:
    return reverse(name, args=[case.consideration.pk if name == "agree" else case.procedure_id])


@pytest.mark.parametrize("name", PAGES)
def test_a_sunday_has_the_friday_before_beside_it(name: str, signed_in: SignIn):
    shown = page(name, 2026, signed_in)
    assert f'{SAID}: <time datetime="2025-11-28">28.11.2025</time>' in shown
    assert "30.11.2025" in shown or "30 November 2025" in shown or "Nov. 30, 2025" in shown


@pytest.mark.parametrize("name", PAGES)
def test_a_working_day_stands_alone(name: str, signed_in: SignIn):
    assert SAID not in page(name, 2027, signed_in)


@pytest.mark.parametrize("name", PAGES)
def test_without_the_calendar_it_is_said_that_the_day_is_not_known(name: str, signed_in: SignIn):
    CalendarYear.objects.filter(year=2025).delete()
    assert "cannot be computed: calendar of 2025 missing" in page(name, 2026, signed_in)
