"""What Django admin has of chapter 3 is looked at there and never changed."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import translation

from approvals.models import CalendarDay
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import SignIn
from tests.factories import cases, organizations

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(signed_in: SignIn) -> Client:
    return signed_in(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR))


def test_the_calendar_is_only_looked_at(browser: Client):
    day = CalendarDay.objects.filter(date__year=2026)[0]
    for model, pk in (("calendarday", day.pk), ("calendaryear", 2026)):
        for name in ("add", "change", "delete"):
            address = reverse(f"admin:approvals_{model}_{name}", args=[] if name == "add" else [pk])
            assert browser.post(address, {"post": "yes"}).status_code == 403
        assert browser.get(reverse(f"admin:approvals_{model}_changelist")).status_code == 200
    assert browser.get(reverse("admin:approvals_calendarday_history", args=[day.pk])).status_code == 200


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


def test_terms_are_listed_in_the_readers_language(browser: Client):
    case = cases.in_state(State.WITH_REGULATOR)
    with translation.override("kk"):
        in_kazakh = case.running.get_kind_display()
    shown = browser.get(reverse("admin:approvals_term_changelist"), headers={"accept-language": "kk"})
    assert f">{in_kazakh}<" in shown.content.decode()
    assert "Соңғы күн" in shown.content.decode()
