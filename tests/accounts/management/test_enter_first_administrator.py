"""An empty portal gets its first administrator by a command, once; everybody else is entered on the pages."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from icv_portal.accounts.models import Membership, Organization, User
from icv_portal.accounts.rules.roles import OrganizationKind, Role
from icv_portal.outbox.models import Email
from tests.factories import organizations

pytestmark = pytest.mark.django_db
E_MAIL = "administrator@portal.example"
GIVEN = {
    "name_kk": "«Үлгі» порталының операторы",
    "name_ru": "Оператор портала «Улги»",
    "name_en": "Operator of the portal Ulgi",
    "postal_address": "010000, Астана қ., Үлгі к-сі, 1",
    "email": E_MAIL,
    "full_name": "Үлгіқызы Сәуле",
    "position": "Портал әкімшісі",
    "basis": "01.09.2026 № 1 бұйрық",
}


@pytest.fixture
def given() -> dict[str, str]:
    return GIVEN | {"bin": organizations.valid_bin()}


def test_the_administration_is_open_to_the_one_who_was_entered(given: dict[str, str]):
    call_command("enter_first_administrator", **given)
    (membership,) = Membership.objects.filter(role=Role.PORTAL_ADMINISTRATOR)
    assert (membership.organization.kind, membership.user.email) == (OrganizationKind.PORTAL, E_MAIL)
    browser = Client()
    browser.force_login(membership.user)
    assert browser.get("/").status_code in (200, 302)
    assert membership.user.is_staff


def test_the_password_is_set_by_letter(given: dict[str, str]):
    call_command("enter_first_administrator", **given)
    assert not User.objects.get().has_usable_password()
    Client().post("/password/reset/", {"email": E_MAIL})
    assert Email.objects.filter(address=E_MAIL).count() == 1


def test_there_is_a_first_one_once(given: dict[str, str]):
    organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    with pytest.raises(CommandError, match="There is a portal administrator already"):
        call_command("enter_first_administrator", **given)
    assert not User.objects.filter(email=E_MAIL).exists()


@pytest.mark.parametrize(("name", "value"), [("bin", "123456789012"), ("email", "nobody"), ("basis", "")])
def test_what_is_wrong_is_told_and_nothing_is_entered(given: dict[str, str], name: str, value: str):
    with pytest.raises(CommandError):
        call_command("enter_first_administrator", **given | {name: value})
    assert not Organization.objects.filter(kind=OrganizationKind.PORTAL).exists()
    assert not User.objects.filter(full_name=GIVEN["full_name"]).exists()
