from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.icv_share import PricedShare, customer_share, goods_contract_share

amounts = st.decimals(min_value=0, max_value=10**12, places=6)
percents = st.decimals(min_value=0, max_value=100, places=4)


def priced(*pairs):
    return [PricedShare(Decimal(price), Decimal(share)) for price, share in pairs]


@pytest.mark.parametrize(
    ("goods", "price", "share"),
    [
        ([("100", "50")], "100", "50"),
        ([("100", "50"), ("300", "0")], "400", "12.5"),
        (
            [("100", "50")],
            "400",
            "12.5",
        ),  # goods without an extract from the register may be left out: their share is 0
        ([("0.1", "100"), ("0.2", "100")], "0.3", "100"),
        ([], "400", "0"),
    ],
)
def test_share_of_a_goods_contract(goods, price, share):
    assert goods_contract_share(priced(*goods), Decimal(price)) == Decimal(share)


def test_a_contract_without_a_price_has_no_share():
    assert goods_contract_share(priced(("0", "50")), Decimal(0)) is None


@pytest.mark.parametrize(
    ("contracts", "share"),
    [
        ([("100", "20"), ("300", "60")], "50"),
        ([("1", "33.3333"), ("1", "33.3334")], "33.33335"),
        ([("1000", "0")], "0"),
    ],
)
def test_share_of_a_customer_is_weighted_by_price(contracts, share):
    assert customer_share(priced(*contracts)) == Decimal(share)


@pytest.mark.parametrize("contracts", [[], [("0", "50")]])
def test_no_purchases_are_not_a_share_of_zero(contracts):
    assert customer_share(priced(*contracts)) is None


def test_a_division_that_does_not_end_keeps_its_digits():
    share = customer_share(priced(("1", "100"), ("2", "0")))
    assert str(share).startswith("33.33333333333333333333333333333333333")


@given(st.lists(st.tuples(amounts, percents), max_size=12))
def test_a_share_lies_between_the_least_and_the_greatest_of_its_parts(pairs):
    bought = [(price, share) for price, share in pairs if price]
    share = customer_share(priced(*pairs))
    if not bought:
        assert share is None
    else:
        shares = [part for _, part in bought]
        assert share is not None
        margin = Decimal("1e-20")  # a division that doesn't end is cut off
        assert min(shares) - margin <= share <= max(shares) + margin
