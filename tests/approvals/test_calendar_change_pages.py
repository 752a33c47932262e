"""Pages that change the calendar: what would move is shown, then it is done as it was shown or not at all."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from approvals.actions import DayChange, change_calendar
from approvals.models import CalendarDay, CalendarYear
from approvals.reference_data import SOURCE, days_of
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from tests.approvals.conftest import NOW, SignIn
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
A_DAY = date(2026, 9, 10)
"""A Thursday inside the term of `cases.in_state(State.WITH_REGULATOR)`."""
DAY_OFF = {"date": "10.09.2026", "kind": "day_off", "basis": "Order No. 1", "confirmed": "yes"}


@pytest.fixture
def administrator(db: None) -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


@pytest.fixture
def browser(administrator: Membership, signed_in: SignIn) -> Client:
    return signed_in(administrator)


@pytest.fixture
def case() -> Case:
    return cases.in_state(State.WITH_REGULATOR)


def typed(*days: dict[str, str], do: str = "look", **more: str) -> dict[str, str]:
    fields = {f"form-{number}-{name}": value for number, day in enumerate(days) for name, value in day.items()}
    return {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "0", "do": do, **fields, **more}


def change(browser: Client, *days: dict[str, str], **more: str) -> Any:
    return browser.post(reverse("change_days"), typed(*days, **more))


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def token(answer: Any) -> str:
    found = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    assert found
    return found[1]


def done(browser: Client, *days: dict[str, str]) -> Any:
    """Looked at, then done."""
    return change(browser, *days, do="change", seen=token(change(browser, *days)))


def test_what_would_move_is_shown_and_nothing_is_changed(browser: Client, case: Case):
    browser.get(reverse("change_days"))
    before = fingerprint()
    shown = text_of(change(browser, DAY_OFF))
    assert "1 term would move." in shown
    assert case.procedure.customer_name in shown
    for day in (case.running.due_on, date(2026, 9, 23)):
        assert f"{day:%d.%m.%Y}" in shown
    assert changed_tables(before, fingerprint()) <= {"django_session"}


def test_it_is_done_as_it_was_shown(browser: Client, case: Case):
    due_before = case.running.due_on
    assert done(browser, DAY_OFF)["location"] == reverse("calendar")
    assert (due_before, case.running.due_on) == (date(2026, 9, 22), date(2026, 9, 23))
    day = CalendarDay.objects.get(date=A_DAY)
    assert (day.kind, day.basis, day.confirmed) == ("day_off", "Order No. 1", True)
    assert "Terms that moved: 1." in text_of(browser.get(reverse("calendar")))
    done(browser, {**DAY_OFF, "kind": "ordinary", "basis": ""})
    assert not CalendarDay.objects.filter(date=A_DAY).exists()
    assert case.running.due_on == due_before
    assert JournalEntry.objects.filter(event="day_changed").count() == 2
    assert JournalEntry.objects.filter(event="term_moved", chain_id=case.program.pk).count() == 2


def test_several_days_are_one_change(browser: Client, case: Case):
    saturday = {"date": "12.09.2026", "kind": "moved_working_day", "basis": "Order No. 1", "confirmed": "no"}
    assert "No running term would move." in text_of(change(browser, DAY_OFF, saturday))
    due_before = case.running.due_on
    done(browser, DAY_OFF, saturday)
    assert case.running.due_on == due_before
    assert not CalendarDay.objects.get(date=date(2026, 9, 12)).confirmed


def test_what_has_changed_since_it_was_shown_is_shown_again(browser: Client, case: Case, administrator: Membership):
    seen = token(change(browser, DAY_OFF))
    other = DayChange(date(2026, 9, 11), CalendarDay.Kind.DAY_OFF, basis="Order No. 2")
    change_calendar([other], by=administrator, at=NOW)
    outdated = change(browser, DAY_OFF, do="change", seen=seen)
    assert outdated.status_code == 409
    assert "have changed meanwhile" in text_of(outdated)
    assert not CalendarDay.objects.filter(date=A_DAY).exists()
    assert change(browser, DAY_OFF, do="change", seen=token(outdated)).status_code == 302


def test_days_can_be_corrected_before_they_are_changed(browser: Client):
    again = text_of(change(browser, DAY_OFF, do="edit"))
    assert 'value="10.09.2026"' in again
    assert not CalendarDay.objects.filter(date=A_DAY).exists()


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([], "Enter at least one day."),
        ([{**DAY_OFF, "basis": " "}], "Name the act by which this day is off or works."),
        ([DAY_OFF, DAY_OFF], "This day is named twice."),
        ([{**DAY_OFF, "date": "10.09.2035"}], "The calendar of this year is not loaded."),
        ([{**DAY_OFF, "date": "soon"}], "Enter a valid date."),
        ([{**DAY_OFF, "kind": "holiday"}], "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(days: list[dict[str, str]], told: str, browser: Client):
    answer = change(browser, *days, do="change", seen="x")
    assert answer.status_code == 200
    assert told in text_of(answer)
    assert not CalendarDay.objects.filter(date=A_DAY).exists()


def test_a_year_is_looked_at_and_loaded(browser: Client):
    waiting = cases.of_backbone_enterprise()
    waiting.submit(moment("2028-12-28"))
    address = reverse("load_year", args=[2029])
    assert address in text_of(browser.get(reverse("calendar")))
    shown = browser.get(address)
    assert "1 term would move." in text_of(shown)
    assert "days are estimated" in text_of(shown) or "day is estimated" in text_of(shown)
    assert browser.post(address, {"do": "change", "seen": token(shown)}).status_code == 302
    assert CalendarYear.objects.get(year=2029).source == SOURCE
    assert CalendarDay.objects.filter(date__year=2029).count() == len(list(days_of(2029)))
    assert waiting.running.due_on
    assert browser.get(address).status_code == 404


def test_days_of_a_year_that_were_entered_before_it_was_loaded_stand(browser: Client, administrator: Membership):
    day = DayChange(date(2029, 5, 1), CalendarDay.Kind.MOVED_WORKING_DAY, "Order No. 1", confirmed=False)
    change_calendar([day], by=administrator, at=NOW)
    address = reverse("load_year", args=[2029])
    browser.post(address, {"do": "change", "seen": token(browser.get(address))})
    stands = CalendarDay.objects.get(date=date(2029, 5, 1))
    assert (stands.kind, stands.basis, stands.confirmed) == ("moved_working_day", "Order No. 1", False)
    assert CalendarDay.objects.filter(date__year=2029).count() == len(list(days_of(2029)))


@pytest.mark.parametrize("year", [2026, 1999, 2101, 99999])
def test_a_year_that_cannot_be_loaded_is_not_found(year: int, browser: Client):
    assert browser.get(reverse("load_year", args=[year])).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SIGNATORY])
def test_only_portal_administrators_change_the_calendar(role: Role, signed_in: SignIn):
    of = organizations.oversight() if role is Role.AUDITOR else organizations.backbone_enterprise()
    other = signed_in(organizations.member(of, role))
    for answer in (change(other, DAY_OFF, do="change", seen="x"), other.get(reverse("load_year", args=[2029]))):
        assert answer.status_code == 403
    assert not CalendarDay.objects.filter(date=A_DAY).exists()


def test_the_number_of_queries_does_not_depend_on_the_terms(
    browser: Client, case: Case, django_assert_max_num_queries: Any
):
    for _more in range(3):
        cases.in_state(State.WITH_REGULATOR)
    with django_assert_max_num_queries(12):
        assert "4 terms would move." in text_of(change(browser, DAY_OFF))
