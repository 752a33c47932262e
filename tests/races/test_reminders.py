"""Sweeps, steps and a change of the calendar at the same moment: each reminder once, none of what is over."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from approvals.actions import DayChange, change_calendar
from approvals.actions.reminders import remind_of_adoptions, remind_of_terms
from approvals.models import CalendarDay, Procedure
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import InboxEntry
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.races.threads import at_once, hold_procedure

pytestmark = pytest.mark.own_database
AT = moment("2026-09-15")
"""5 working days before the end of what is filed on 1 September."""


def sweep() -> int:
    return remind_of_terms(AT)


def hold_calendar() -> None:
    """What both sweeps need first, so that they are let go together."""
    CalendarDay.objects.lock()


def told() -> list[str]:
    return [entry.text_en.rpartition(" is ")[2] for entry in InboxEntry.objects.filter(event="term_ends")]


@pytest.fixture
def case() -> Case:
    return cases.in_state(State.WITH_REGULATOR)


def test_two_sweeps_at_once_tell_each_reminder_once(case):
    for _ in range(4):
        cases.of_backbone_enterprise().submit(moment("2026-08-25"))
    reminded = at_once(sweep, sweep, sweep, holding=hold_calendar)
    sweep()  # those of which a sweep left a locked procedure to another
    entries = InboxEntry.objects.filter(event="term_ends").values_list("subject_id", "organization_id", "facts__en")
    assert len(entries) == len(set(map(str, entries))) == 5
    assert sum(reminded) == 5


def test_two_sweeps_at_once_tell_of_an_adoption_once():
    agreed = cases.in_state(State.AGREED)
    at = moment("2026-11-23")
    assert sorted(at_once(*[lambda: remind_of_adoptions(at)] * 2, holding=hold_calendar)) == [0, 1]
    assert InboxEntry.objects.filter(event="adoption_near").count() == 1
    assert agreed.procedure.remind_on == date(2026, 11, 27)


def test_a_decision_under_way_is_not_waited_for_and_leaves_nothing_to_tell(case):
    consideration = case.consideration
    agreed, reminded = at_once(lambda: case.agree(AT), sweep, holding=hold_procedure(case.procedure_id))
    assert isinstance(agreed, Procedure)
    assert (reminded, sweep(), told()) == (0, 0, [])
    consideration.refresh_from_db()
    assert not consideration.is_open


def test_a_decision_that_did_not_come_about_leaves_the_reminder_due(case):
    withdrawn, _reminded = at_once(
        lambda: case.withdraw(AT, reason=" "), sweep, holding=hold_procedure(case.procedure_id)
    )
    assert isinstance(withdrawn, ValidationError)
    assert told() == []
    assert (sweep(), len(told())) == (1, 1)


@pytest.mark.parametrize("calendar_comes_first", [True, False])
def test_a_sweep_at_the_moment_the_calendar_changes(case, calendar_comes_first):
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    day = DayChange(date(2026, 9, 22), CalendarDay.Kind.DAY_OFF, basis="№ 411")
    acts = [lambda: change_calendar([day], by=administrator, at=AT), sweep]
    if not calendar_comes_first:
        acts.reverse()
    results = at_once(*acts, holding=hold_calendar)
    assert not [result for result in results if isinstance(result, Exception)]
    sweep()
    assert case.running.due_on == date(2026, 9, 23)
    remind_of_terms(moment("2026-09-16"))
    old, new = "22.09.2026, 5 working days left.", "23.09.2026, 5 working days left."
    assert sorted(told()) == ([new] if calendar_comes_first else [old, new])
