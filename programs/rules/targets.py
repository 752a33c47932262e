"""What planned purchases say about the targets of Tables 2 and 3 (p. 6(2), 6(3), 7)."""

from collections.abc import Iterator
from decimal import Decimal

from programs.rules.content import Content, ContentRow, number
from programs.rules.icv_share import PricedShare, customer_share
from programs.rules.numbers import decimal_places, rounded
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose
from programs.rules.purchases.totals import PurchaseTotal, in_million, joined
from programs.rules.standard_form import CONTRACT_TARGETS, cell_key

ZERO = Decimal(0)


def typed_purchases(content: Content, year: int, right: str | None = None) -> Iterator[PricedShare]:
    """Rows typed for the year (under the right), million tenge; one without a share counts with 0 %."""
    for row in content.rows_of("planned_purchases", right=right):
        amount = number(row, cell_key("amount", year))
        if amount is not None:
            yield PricedShare(amount, number(row, cell_key("icv_share", year)) or ZERO)


def listed_purchases(content: Content, year: int, right: str | None = None) -> PurchaseTotal | None:
    """What the list in force plans for the year (under the right): it counts, and rows typed by hand do not.

    None where no list is in force. Targets are of goods alone.
    """
    planned = content.purchase_list(PurchasePurpose.PLANNED)
    if planned is None:
        return None
    of_goods = planned.of(kind=PurchaseKind.GOODS, year=year, right=right)
    return joined(of_goods, kind=PurchaseKind.GOODS, year=year, right=right)


def planned_amount(content: Content, year: int, right: str | None = None) -> Decimal:
    """Million tenge."""
    listed = listed_purchases(content, year, right)
    if listed is not None:
        return in_million(listed.value)
    return sum((purchase.price for purchase in typed_purchases(content, year, right)), ZERO)


def planned_share(content: Content, year: int, right: str | None = None) -> Decimal | None:
    """ICV share of the planned purchases, per cent; None when nothing is planned."""
    listed = listed_purchases(content, year, right)
    return customer_share(typed_purchases(content, year, right)) if listed is None else listed.icv_share


def agrees(computed: Decimal, declared: Decimal) -> bool:
    """Whether both say the same to the decimals it is declared with: 25 agrees with planned purchases of 25.37 %."""
    return rounded(computed, decimal_places(declared)) == declared


def planned_from_producers(content: Content, year: int) -> Decimal:
    """Million tenge to be spent on goods of Kazakhstani producers: only those in the register have an ICV share."""
    listed = listed_purchases(content, year)
    if listed is not None:
        return in_million(listed.from_producers)
    return sum((purchase.price for purchase in typed_purchases(content, year) if purchase.icv_share > 0), ZERO)


def volume_needed(content: Content, year: int) -> Decimal:
    """The least volume from Kazakhstani producers, million tenge, with which the share targets can be reached.

    A good carries at most its whole price as in-country value, so the volume cannot be below share x purchases.
    """
    return sum((_value_targeted(content, row, year) for row in content.rows_of("table_2", "icv_share")), ZERO)


def _value_targeted(content: Content, row: ContentRow, year: int) -> Decimal:
    target = number(row, cell_key("target", year)) or ZERO
    return target * planned_amount(content, year, row.right) / 100


def target_row(content: Content, group: str) -> ContentRow | None:
    """The target row of a contract group of Table 3."""
    return next(iter(content.rows_of("table_3", "target", group)), None)


def planned_contracts(content: Content, group: str) -> Decimal:
    """Contracts of the group to be concluded over all years of the program."""
    row = target_row(content, group)
    numbers = (number(row, cell_key("quantity", year)) for year in content.years) if row else ()
    return sum((quantity or ZERO for quantity in numbers), ZERO)


def has_contract_targets(row: ContentRow, content: Content) -> bool:
    """Whether any target of a contract group's row is other than empty or 0."""
    targets = (cell_key(column.code, year) for column in CONTRACT_TARGETS for year in content.years)
    return any(row.cells.get(key, "").strip() not in ("", "0") for key in targets)
