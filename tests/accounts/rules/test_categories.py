import pytest

from icv_portal.accounts.rules.categories import Category, FactKind, effective_categories


@pytest.mark.parametrize(
    ("facts", "categories"),
    [
        (set(), set()),
        ({"subsoil_user", "backbone"}, {Category.SUBSOIL_USER, Category.BACKBONE}),
        ({"natural_monopoly"}, {Category.NATURAL_MONOPOLY}),
        ({"natural_monopoly", "small_capacity"}, set()),
        ({"natural_monopoly", "small_capacity", "quasi_public"}, {Category.QUASI_PUBLIC}),
        ({"small_capacity"}, set()),
        ({"quasi_public", "art_46_excluded"}, {Category.QUASI_PUBLIC}),
    ],
)
def test_small_capacity_takes_a_natural_monopoly_out_of_its_category(facts, categories):
    assert effective_categories(facts) == categories
    assert effective_categories([FactKind(fact) for fact in facts]) == categories


def test_every_category_is_a_fact():
    assert {category.value for category in Category} < {fact.value for fact in FactKind}
