import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models import LegalSetting, Membership, Organization, OrganizationFact
from icv_portal.accounts.rules.categories import FactKind
from icv_portal.accounts.rules.legal_settings import SettingKey
from icv_portal.accounts.rules.roles import OrganizationKind, Role
from tests.factories import organizations

CODED_FIELDS = [
    (Membership, "role", Role),
    (Organization, "kind", OrganizationKind),
    (OrganizationFact, "kind", FactKind),
    (LegalSetting, "key", SettingKey),
]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(("model", "field", "labelled"), CODED_FIELDS)
def test_a_code_is_shown_by_its_name_in_the_readers_language(model, field, labelled, language):
    for member in labelled:
        shown = getattr(model(**{field: member.value}), f"get_{field}_display")
        with translation.override(language):
            assert shown() == member.label.in_language(language)


def test_without_a_language_the_code_stands_for_the_name():
    with translation.override(None):
        assert [(code, str(name)) for code, name in choices_of(Role)] == [(role.value, role.value) for role in Role]


@pytest.mark.django_db
def test_the_administration_names_roles_in_the_readers_language():
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    browser = Client(headers={"accept-language": "kk"})
    browser.force_login(administrator.user)
    page = browser.get(reverse("admin:accounts_membership_changelist")).content.decode()
    assert f">{Role.PORTAL_ADMINISTRATOR.label.kk}</td>" in page
    assert f">{Role.PORTAL_ADMINISTRATOR.value}</td>" not in page
