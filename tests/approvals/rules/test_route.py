import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.rules.route import (
    BodyKind,
    NotABigCustomer,
    ReworkReturnsTo,
    first_body,
    next_body,
    returns_to,
    route,
)
from icv_portal.accounts.rules.categories import Category, FactKind, effective_categories
from icv_portal.accounts.rules.roles import OrganizationKind

REGULATOR, AUTHORIZED_BODY = BodyKind.REGULATOR, BodyKind.AUTHORIZED_BODY
ORDINARY, NATURAL_MONOPOLY = (AUTHORIZED_BODY,), (REGULATOR, AUTHORIZED_BODY)


@pytest.mark.parametrize(
    ("categories", "bodies"),
    [
        ({Category.SUBSOIL_USER}, ORDINARY),
        ({Category.QUASI_PUBLIC}, ORDINARY),
        ({Category.BACKBONE}, ORDINARY),
        ({Category.NATURAL_MONOPOLY}, NATURAL_MONOPOLY),
        ({Category.QUASI_PUBLIC, Category.NATURAL_MONOPOLY}, NATURAL_MONOPOLY),
        ({Category.SUBSOIL_USER, Category.BACKBONE}, ORDINARY),
    ],
)
def test_natural_monopolies_go_to_the_regulator_first(categories, bodies):
    assert route(categories) == bodies


@given(st.sets(st.sampled_from(Category), min_size=1))
def test_every_route_ends_at_the_authorized_body(categories):
    assert route(categories)[-1] is AUTHORIZED_BODY


def test_small_capacity_means_no_regulator_and_alone_no_program():
    small = {FactKind.NATURAL_MONOPOLY, FactKind.SMALL_CAPACITY}
    assert route(effective_categories(small | {FactKind.BACKBONE})) == ORDINARY
    with pytest.raises(NotABigCustomer):
        route(effective_categories(small))


@pytest.mark.parametrize(
    ("bodies", "first", "then"),
    [(ORDINARY, AUTHORIZED_BODY, None), (NATURAL_MONOPOLY, REGULATOR, AUTHORIZED_BODY)],
)
def test_first_and_next_body(bodies, first, then):
    assert first_body(bodies) is first
    assert next_body(bodies, after=first) is then
    assert next_body(bodies, after=AUTHORIZED_BODY) is None


def test_a_body_that_is_not_on_the_route_has_no_next():
    with pytest.raises(ValueError, match="not in tuple"):
        next_body(ORDINARY, after=REGULATOR)


@pytest.mark.parametrize(
    ("bodies", "refused_by", "setting", "expected"),
    [
        (ORDINARY, AUTHORIZED_BODY, "refusing_body", AUTHORIZED_BODY),
        (ORDINARY, AUTHORIZED_BODY, "from_the_start", AUTHORIZED_BODY),
        (NATURAL_MONOPOLY, REGULATOR, "refusing_body", REGULATOR),
        (NATURAL_MONOPOLY, REGULATOR, "from_the_start", REGULATOR),
        (NATURAL_MONOPOLY, AUTHORIZED_BODY, "refusing_body", AUTHORIZED_BODY),
        (NATURAL_MONOPOLY, AUTHORIZED_BODY, "from_the_start", REGULATOR),
    ],
)
def test_a_reworked_program_returns_as_the_setting_says(bodies, refused_by, setting, expected):
    assert returns_to(bodies, refused_by, setting) is expected


def test_an_unknown_setting_is_refused():
    with pytest.raises(ValueError, match="somewhere"):
        returns_to(NATURAL_MONOPOLY, AUTHORIZED_BODY, "somewhere")


def test_bodies_are_kinds_of_organisations():
    assert [OrganizationKind(body) for body in BodyKind] == [
        OrganizationKind.REGULATOR,
        OrganizationKind.AUTHORIZED_BODY,
    ]
    assert [setting.value for setting in ReworkReturnsTo] == ["refusing_body", "from_the_start"]
