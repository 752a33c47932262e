"""The calendar in Django admin goes through its one action; everything else there is read."""

from datetime import date

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import translation

from approvals.models import CalendarDay, CalendarYear
from approvals.reference_data import SOURCE, days_of
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from icv_portal.journal.models import JournalEntry
from tests.approvals.conftest import SignIn
from tests.factories import cases, organizations
from tests.factories.cases import Case

pytestmark = pytest.mark.django_db
A_DAY = date(2026, 9, 10)
"""A Thursday inside the term of `cases.in_state(State.WITH_REGULATOR)`."""


def due_on(case: Case) -> date:
    found = case.running.due_on
    assert found is not None
    return found


@pytest.fixture
def browser(signed_in: SignIn) -> Client:
    return signed_in(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR))


def test_a_day_added_changed_and_deleted_moves_the_running_term_each_time(browser: Client):
    case = cases.in_state(State.WITH_REGULATOR)
    due = [due_on(case)]
    typed = {"kind": "day_off", "basis": "Order No. 1", "confirmed": "on"}
    assert browser.post(reverse("admin:approvals_calendarday_add"), typed | {"date": "10.09.2026"}).status_code == 302
    due.append(due_on(case))
    day = CalendarDay.objects.get(date=A_DAY)
    change = reverse("admin:approvals_calendarday_change", args=[day.pk])
    assert browser.post(change, typed | {"kind": "moved_working_day"}).status_code == 302
    due.append(due_on(case))
    assert (
        browser.post(reverse("admin:approvals_calendarday_delete", args=[day.pk]), {"post": "yes"}).status_code == 302
    )
    assert not CalendarDay.objects.filter(date=A_DAY).exists()
    assert due[0] < due[1]
    assert due[2] == due[0] == due_on(case)
    assert JournalEntry.objects.filter(event="day_changed").count() == 3
    assert JournalEntry.objects.filter(event="term_moved", chain_id=case.program.pk).count() == 2


def test_several_days_deleted_at_once_are_one_change(browser: Client):
    case = cases.in_state(State.WITH_REGULATOR)
    days = CalendarDay.objects.filter(date__year=2026, date__month=10)
    assert days.count() == 1
    typed = {
        "action": "delete_selected",
        "_selected_action": [str(pk) for pk in days.values_list("pk", flat=True)],
        "post": "yes",
    }
    assert browser.post(reverse("admin:approvals_calendarday_changelist"), typed).status_code == 302
    assert not days.exists()
    assert JournalEntry.objects.filter(event="day_changed").count() == 1
    assert case.running.due_on


def test_a_year_is_loaded_with_its_days_off(browser: Client):
    typed = {"year": "2029"}
    assert browser.post(reverse("admin:approvals_calendaryear_add"), typed).status_code == 302
    assert CalendarYear.objects.get(year=2029).source == SOURCE
    assert CalendarDay.objects.filter(date__year=2029).count() > 10


def test_loading_a_year_leaves_the_days_entered_by_hand_as_they_are(browser: Client):
    typed = {"date": "01.05.2029", "kind": "moved_working_day", "basis": "Order No. 1"}
    assert browser.post(reverse("admin:approvals_calendarday_add"), typed).status_code == 302
    assert browser.post(reverse("admin:approvals_calendaryear_add"), {"year": "2029"}).status_code == 302
    day = CalendarDay.objects.get(date=date(2029, 5, 1))
    assert (day.kind, day.basis, day.confirmed) == ("moved_working_day", "Order No. 1", False)
    assert day.history.count() == 1
    assert CalendarDay.objects.filter(date__year=2029).count() == len(list(days_of(2029)))


@pytest.mark.parametrize("year", ["2026", "1999", "x", "99999"])
def test_a_year_that_cannot_be_loaded_is_told_beside_its_field(year: str, browser: Client):
    before = CalendarDay.objects.count()
    answer = browser.post(reverse("admin:approvals_calendaryear_add"), {"year": year})
    assert (answer.status_code, CalendarDay.objects.count()) == (200, before)


def test_terms_are_only_looked_at(browser: Client):
    pk = cases.in_state(State.WITH_REGULATOR).running.pk
    change = reverse("admin:approvals_term_change", args=[pk])
    assert browser.get(reverse("admin:approvals_term_changelist")).status_code == 200
    assert browser.get(change).status_code == 200
    assert browser.post(change, {"closed_at_0": "10.09.2026"}).status_code == 403
    assert browser.get(reverse("admin:approvals_term_add")).status_code == 403
    assert browser.post(reverse("admin:approvals_term_delete", args=[pk]), {"post": "yes"}).status_code == 403


def test_no_program_stands_in_the_administration():
    models = {model._meta.label for model in admin.site._registry}
    assert not [label for label in models if label.startswith("programs.") or label == "approvals.Procedure"]
    assert "approvals.CalendarDay" in models


def test_nobody_else_enters_the_administration(signed_in: SignIn):
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    address = reverse("admin:approvals_calendarday_changelist")
    assert signed_in(auditor).get(address).status_code == 302


def test_who_acts_in_another_role_changes_no_calendar(signed_in: SignIn):
    auditor = organizations.member(organizations.oversight(), Role.AUDITOR)
    organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR, user=auditor.user)
    acting = signed_in(auditor)
    acting.post(reverse("switch_membership"), {"membership": str(auditor.pk)})
    typed = {"date": "10.09.2026", "kind": "day_off", "basis": "Order No. 1", "confirmed": "on"}
    assert acting.post(reverse("admin:approvals_calendarday_add"), typed).status_code == 403
    assert not CalendarDay.objects.filter(date=A_DAY).exists()


def test_terms_are_listed_in_the_readers_language(browser: Client):
    case = cases.in_state(State.WITH_REGULATOR)
    with translation.override("kk"):
        in_kazakh = case.running.get_kind_display()
    shown = browser.get(reverse("admin:approvals_term_changelist"), headers={"accept-language": "kk"})
    assert f">{in_kazakh}<" in shown.content.decode()
    assert "Соңғы күн" in shown.content.decode()
