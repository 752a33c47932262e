"""Every term is computed again: by today's calendar, or by that of its time; what was tampered with is found."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from approvals.actions import DayChange, change_calendar
from approvals.models import CalendarDay, Term
from approvals.term_verification import Verified, verify_terms
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 9, 9)


@pytest.fixture
def administrator() -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


@pytest.fixture
def case() -> Case:
    """Filed on a Saturday, registered on the Monday; refused on the 8th; its rework runs."""
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-05"))
    case.refuse(moment("2026-09-08"))
    return case


def counted(found: Verified) -> tuple[int, int, int, int]:
    return found.terms, found.earlier_dates, found.by_an_earlier_calendar, found.different


def day_off(by: Membership, at: str = "2026-09-08", basis: str = "№ 411") -> None:
    change_calendar([DayChange(WEDNESDAY, CalendarDay.Kind.DAY_OFF, basis)], by=by, at=moment(at))


def test_terms_come_out_as_they_stand(case: Case):
    assert [day["day"] for day in case.terms[0].registration] == ["2026-09-05", "2026-09-06", "2026-09-07"]
    assert counted(verify_terms()) == (2, 0, 0, 0)


def test_closed_terms_and_earlier_dates_hold_by_the_calendar_of_their_time(case: Case, administrator: Membership):
    day_off(administrator)
    assert case.running.due_on == date(2026, 9, 23)
    assert counted(verify_terms()) == (2, 1, 2, 0)


def test_another_basis_of_a_day_comes_into_running_terms(case: Case, administrator: Membership):
    day_off(administrator)
    day_off(administrator, basis="№ 412")
    assert next(day for day in case.running.proof if day["day"] == "2026-09-09")["basis"] == "№ 412"
    assert counted(verify_terms()) == (2, 2, 3, 0)


def test_a_year_nobody_has_entered_is_told_apart():
    cases.of_backbone_enterprise().submit(moment("2028-12-27"))
    found = verify_terms()
    assert (found.without_calendar, found.different) == (1, 0)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("due_on", date(2026, 9, 30), "due_on: 2026-09-30 stands, 2026-09-22 computed"),
        ("started_on", date(2026, 9, 9), "started_on: 2026-09-09 stands, 2026-09-08 computed"),
        ("proof", [], "proof: 0 days stands, 14 days computed"),
        ("length", 11, "due_on: 2026-09-22 stands, 2026-09-23 computed"),
    ],
)
def test_a_date_that_was_tampered_with_is_found(field: str, value: object, told: str, case: Case):
    Term.objects.filter(pk=case.running.pk).update(**{field: value})
    printed = StringIO()
    with pytest.raises(CommandError, match="1 come out otherwise"):
        call_command("verify_terms", stdout=printed)
    assert "Terms: 2, earlier dates: 0, different: 1;" in printed.getvalue()
    assert f"Term {case.running.pk} of procedure {case.procedure.pk}" in printed.getvalue()
    assert told in printed.getvalue()


def test_a_closed_term_is_compared_by_its_own_days(case: Case):
    closed = case.terms[0]
    Term.objects.filter(pk=closed.pk).update(due_on=date(2026, 10, 6))
    [different] = verify_terms().told
    assert [(one.what, one.computed) for one in different.differences] == [("due_on", date(2026, 10, 5))]


def test_terms_set_before_registrations_were_kept_are_judged_by_their_count(case: Case, administrator: Membership):
    Term.objects.filter(pk=case.terms[0].pk).update(registration=[])
    day_off(administrator)
    assert counted(verify_terms()) == (2, 1, 2, 0)


def test_a_sound_portal_says_so(case: Case):
    printed = StringIO()
    call_command("verify_terms", stdout=printed)
    assert printed.getvalue().startswith("Terms: 2, earlier dates: 0, different: 0;")
