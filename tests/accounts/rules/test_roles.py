import pytest

from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.route import BodyKind, ReworkReturnsTo
from approvals.rules.terms import TermKind
from icv_portal.accounts.rules.categories import Category, FactKind
from icv_portal.accounts.rules.roles import ROLES_OF, OrganizationKind, Role

ENUMERATIONS = [Role, OrganizationKind, Category, FactKind, BodyKind, ReworkReturnsTo, TermKind, RefusalGround]


def test_every_kind_of_organisation_has_roles_and_every_role_one_kind():
    assert set(ROLES_OF) == set(OrganizationKind)
    assert sorted(role for roles in ROLES_OF.values() for role in roles) == sorted(Role)


@pytest.mark.parametrize("enumeration", ENUMERATIONS)
def test_every_code_has_its_own_text_in_every_language(enumeration):
    for language in ("kk", "ru", "en"):
        texts = [member.label.in_language(language).strip() for member in enumeration]
        assert all(texts)
        assert len(set(texts)) == len(texts)
