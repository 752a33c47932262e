"""Legal settings and facts name the portal administrator who entered them, and change nothing that has passed."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from icv_portal.accounts.models import LegalSetting, Membership, Organization, OrganizationFact
from icv_portal.accounts.rules.categories import FactKind
from icv_portal.accounts.rules.legal_settings import SettingKey
from icv_portal.accounts.rules.roles import Role
from tests.factories import organizations

pytestmark = pytest.mark.django_db
ANSWER = {"key": SettingKey.BASELINE_YEARS, "value": "5", "in_force_from": "08.09.2026", "basis": "№ 7"}
ADD_ANSWER = "admin:accounts_legalsetting_add"


@pytest.fixture(autouse=True)
def _today(time_machine) -> None:
    time_machine.move_to("2026-09-08T10:00:00+05:00")


@pytest.fixture
def administrator() -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


@pytest.fixture
def browser(client: Client, administrator: Membership) -> Client:
    client.force_login(administrator.user)
    return client


@pytest.fixture
def acting_as_head(browser: Client, administrator: Membership) -> Client:
    """The same person, who chose their other role for now."""
    head = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD, user=administrator.user)
    browser.post(reverse("switch_membership"), {"membership": str(head.pk)})
    assert browser.get("/admin/").status_code == 200
    return browser


def answered() -> list[UUID | None]:
    return list(LegalSetting.objects.filter(basis="№ 7").values_list("entered_by", flat=True))


def enter_fact(browser: Client, of: Organization) -> int:
    fields = ["kind", "bin", "name_kk", "name_ru", "name_en", "postal_address", "opens_at", "closes_at"]
    typed = {name: str(getattr(of, name)) for name in fields}
    lines = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    lines |= {"facts-TOTAL_FORMS": "1", "facts-INITIAL_FORMS": "0", "facts-0-kind": FactKind.BACKBONE}
    lines |= {"facts-0-organization": str(of.pk), "facts-0-valid_from": "01.01.2026", "facts-0-basis": "№ 7"}
    return browser.post(reverse("admin:accounts_organization_change", args=[of.pk]), typed | lines).status_code


def test_an_answer_names_who_entered_it(browser: Client, administrator: Membership):
    assert browser.post(reverse(ADD_ANSWER), ANSWER).status_code == 302
    assert answered() == [administrator.pk]


def test_an_answer_is_not_entered_in_another_role(acting_as_head: Client):
    assert acting_as_head.post(reverse(ADD_ANSWER), ANSWER).status_code == 403
    assert answered() == []


@pytest.mark.parametrize(("day", "taken"), [("07.09.2026", False), ("08.09.2026", True), ("01.01.2027", True)])
def test_an_answer_changes_nothing_that_has_passed(browser: Client, day: str, taken: bool):
    answer = browser.post(reverse(ADD_ANSWER), ANSWER | {"in_force_from": day})
    assert len(answered()) == taken
    if not taken:
        assert set(answer.context["adminform"].form.errors) == {"in_force_from"}
        assert LegalSetting.objects.value(SettingKey.BASELINE_YEARS, at=date(2026, 9, 7)) == "3"


def test_a_fact_names_who_entered_it(browser: Client, administrator: Membership):
    customer = organizations.regulator()
    assert enter_fact(browser, customer) == 302
    assert OrganizationFact.objects.get(organization=customer).entered_by == administrator.pk


def test_a_fact_is_not_entered_in_another_role(acting_as_head: Client):
    customer = organizations.regulator()
    assert enter_fact(acting_as_head, customer) == 403
    assert not OrganizationFact.objects.filter(organization=customer).exists()
