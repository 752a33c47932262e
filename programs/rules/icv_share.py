"""ICV share of a goods contract and of a customer's purchases (order 260, formulas 1 and 5).

Shares are per cent, prices any one unit. Nothing is rounded: the division keeps 50 digits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

DIGITS = 50


@dataclass(frozen=True)
class PricedShare:
    """A price and the ICV share, in per cent, of what it pays for."""

    price: Decimal
    icv_share: Decimal


def goods_contract_share(goods: Iterable[PricedShare], contract_price: Decimal) -> Decimal | None:
    """Formula 1: sum of each good's cost times its share, over the price of the contract.

    A good without an extract from the register of Kazakhstani producers has share 0. None for a contract without price.
    """
    with localcontext(prec=DIGITS):
        value = sum((good.price * good.icv_share for good in goods), Decimal(0))
        return value / contract_price if contract_price else None


def customer_share(contracts: Iterable[PricedShare]) -> Decimal | None:
    """Formula 5 over the customer's contracts for a period; None when there were no purchases, which isn't 0 %."""
    contracts = list(contracts)
    with localcontext(prec=DIGITS):
        return goods_contract_share(contracts, sum((contract.price for contract in contracts), Decimal(0)))


def share_of_value(icv_value: Decimal, value: Decimal) -> Decimal | None:
    """Formula 5 where the in-country value of all contracts is summed up already; None when there were no purchases."""
    with localcontext(prec=DIGITS):
        return icv_value * 100 / value if value else None
