"""Ordinary mistakes in the administration of people and organisations are told beside their fields."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icv_portal.accounts.models import LegalSetting, Membership, Organization, OrganizationFact, User
from icv_portal.accounts.rules.roles import OrganizationKind, Role
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.accounts.tokens import issue_token
from tests.factories import organizations

pytestmark = pytest.mark.django_db

NOBODY = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
NOTHING = NOBODY | {"facts-TOTAL_FORMS": "0", "facts-INITIAL_FORMS": "0"}
ONE_LINE_EACH = NOTHING | {"memberships-TOTAL_FORMS": "1", "facts-TOTAL_FORMS": "1"}
MADE_BY_THE_PORTAL = {"signinlock", "apitoken", "calendarfeed"}
ADDED_BY_HAND = sorted(
    {str(model._meta.model_name) for model in admin.site._registry if model._meta.app_label == "accounts"}
    - MADE_BY_THE_PORTAL
)
HALF_FILLED = {
    "user": {"full_name": "Әлиева Сәуле", "email": "Saule@Example.KZ"},
    "organization": {"bin": "1", "name_kk": "«Үлгі» АҚ"},
    "membership": {"role": Role.DRAFTER, "valid_until": "01.09.2026"},
    "legalsetting": {"value": "3", "basis": "№ 1"},
    "absence": {"first_day": "10.09.2026", "last_day": "01.09.2026"},
}
A_LINE = {
    "memberships-0-position": "Маман",
    "memberships-0-valid_until": "01.09.2026",
    "memberships-0-role": Role.DRAFTER,
    "facts-0-basis": "№ 1",
    "facts-0-valid_until": "01.09.2026",
}


@pytest.fixture
def browser(client: Client) -> Client:
    client.force_login(organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR).user)
    return client


def add_page(name: str) -> str:
    return reverse(f"admin:accounts_{name}_add")


def test_every_kind_of_entry_has_its_mistakes_here():
    assert set(HALF_FILLED) == set(ADDED_BY_HAND)


@pytest.mark.parametrize("typed", [{}, NOTHING, ONE_LINE_EACH | A_LINE], ids=["nothing", "no lines", "half a line"])
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "half filled"])
@pytest.mark.parametrize("name", ADDED_BY_HAND)
def test_what_is_missing_is_told_on_the_page(browser: Client, name: str, filled: bool, typed: dict[str, str]):
    kept = [User, Organization, OrganizationFact, Membership, LegalSetting]
    before = [model._default_manager.count() for model in kept]
    answer = browser.post(add_page(name), typed | (HALF_FILLED[name] if filled else {}))
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert [model._default_manager.count() for model in kept] == before


def test_a_person_of_an_organisation_of_no_kind_waits_for_the_kind(browser: Client):
    member = {
        "memberships-0-user": str(organizations.person().pk),
        "memberships-0-role": Role.DRAFTER,
        "memberships-0-position": "Маман",
        "memberships-0-valid_from": "01.09.2026",
        "memberships-0-basis": "№ 1",
    }
    typed = NOTHING | {"memberships-TOTAL_FORMS": "1"} | member
    answer = browser.post(add_page("organization"), typed)
    assert set(answer.context["adminform"].form.errors) >= {"kind"}
    assert answer.context["inline_admin_formsets"][1].formset.errors == [{}]
    answer = browser.post(add_page("organization"), typed | {"kind": OrganizationKind.REGULATOR})
    assert set(answer.context["inline_admin_formsets"][1].formset.errors[0]) == {"role"}


@pytest.mark.parametrize("key", ["", "no_such_question"])
def test_an_answer_to_no_question_is_told_beside_the_question(browser: Client, key: str):
    typed = {"key": key, "value": "3", "in_force_from": "01.09.2126", "basis": "№ 1"}
    answer = browser.post(add_page("legalsetting"), typed)
    assert set(answer.context["adminform"].form.errors) == {"key"}


def test_the_history_of_a_token_is_read_although_nobody_writes_one_here(browser: Client):
    administrator, now = Membership.objects.get(), timezone.now()
    token, _secret = issue_token(
        name="ERP", scopes={Scope.READ}, expires_at=now + timedelta(days=1), by=administrator, at=now
    )
    row = token.history.get()
    answer = browser.get(reverse("admin:accounts_apitoken_simple_history", args=[token.pk, row.pk]))
    assert answer.status_code == 200
    assert token.beginning in answer.content.decode()
