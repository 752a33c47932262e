import pytest

from icv_portal.accounts.rules.categories import Category, FactKind, effective_categories
from icv_portal.accounts.rules.identifiers import bin_problem
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.demo.organizations import BASIS_OF, CUSTOMERS, ORGANIZATIONS, DemoOrganization


@pytest.mark.parametrize("organization", ORGANIZATIONS, ids=lambda organization: organization.code)
def test_a_bin_has_the_right_check_digit(organization: DemoOrganization) -> None:
    assert bin_problem(organization.bin) is None


@pytest.mark.parametrize("field", ["code", "bin", "name_kk", "name_ru", "name_en"])
def test_no_two_organizations_share_a_name_or_number(field: str) -> None:
    values = [getattr(organization, field) for organization in ORGANIZATIONS]
    assert len(set(values)) == len(values)


def test_every_kind_of_organization_and_every_fact_occurs() -> None:
    assert {organization.kind for organization in ORGANIZATIONS} == set(OrganizationKind)
    assert {fact for customer in CUSTOMERS for fact in customer.facts} == set(FactKind) == set(BASIS_OF)


def test_every_category_occurs_and_some_customers_have_several() -> None:
    categories = [effective_categories(customer.facts) for customer in CUSTOMERS]
    assert frozenset(Category) == frozenset().union(*categories)
    assert max(map(len, categories)) == 2


def test_natural_monopolies_have_a_regulator_and_others_have_none() -> None:
    regulators = {one.code for one in ORGANIZATIONS if one.kind is OrganizationKind.REGULATOR}
    assert len(regulators) == 2
    for customer in CUSTOMERS:
        is_monopoly = Category.NATURAL_MONOPOLY in effective_categories(customer.facts)
        assert (customer.regulator in regulators) == is_monopoly, customer.code
