"""Table 1 computed from the contracts of past years."""

from dataclasses import replace
from decimal import Decimal

import pytest

from programs.rules.actual_figures import computed_rows, differs
from programs.rules.checks import run
from programs.rules.content import Content
from programs.rules.purchases.totals import PurchaseList, PurchaseTotal
from tests.programs.rules.contents import ordinary_content


def total(kind: str, year: int, value: str, icv: str) -> PurchaseTotal:
    return PurchaseTotal(kind, year, None, 1, Decimal(value), Decimal(icv), Decimal(0), 0)


def with_contracts(*totals: PurchaseTotal) -> Content:
    return replace(ordinary_content(), purchase_lists=(PurchaseList("id", "actual", "x", "0" * 64, 3, totals),))


def taken_over(content: Content) -> Content:
    cells = {computed.row.id: computed.cells for computed in computed_rows(content)}
    return replace(content, rows=tuple(replace(row, cells=cells.get(row.id, row.cells)) for row in content.rows))


def test_nothing_is_computed_without_a_list():
    assert list(computed_rows(ordinary_content())) == []
    assert not differs(ordinary_content())


Figures = dict[str, tuple[Decimal | None, Decimal | None]]


def figures(content: Content) -> Figures:
    """Of the first year computed."""
    return {
        computed.row.kind: (computed.years[0].amount.computed, computed.years[0].icv_share.computed)
        for computed in computed_rows(content)
    }


def with_typed(content: Content, cells: dict[str, dict[str, str]]) -> Content:
    rows = (replace(row, cells=cells.get(row.kind, {})) if row.section == "table_1" else row for row in content.rows)
    return replace(content, rows=tuple(rows))


def test_amounts_are_in_thousand_tenge_and_shares_to_two_decimals():
    content = with_contracts(
        total("goods", 2023, "3000000.5", "1000000"),
        total("works", 2023, "1000", "900"),
        total("services", 2023, "0", "0"),
    )
    assert figures(content) == {
        "total": (Decimal("3001.001"), Decimal("33.35")),
        "goods": (Decimal("3000.001"), Decimal("33.33")),
        "works": (Decimal(1), Decimal(90)),
        "services": (0, None),
    }


GOODS = (Decimal(3000), Decimal(50))
WORKS = {"amount.2023": "1000", "icv_share.2023": "90"}
TYPED: list[tuple[dict[str, dict[str, str]], Figures]] = [
    ({}, {"goods": GOODS}),
    ({"works": WORKS}, {"goods": GOODS}),
    ({"works": WORKS, "services": {"amount.2023": "5"}}, {"goods": GOODS}),
    (
        {"works": WORKS, "services": {"amount.2023": "0"}},
        {"total": (Decimal(4000), Decimal(60)), "goods": GOODS},
    ),
    (
        {"works": WORKS, "services": {"amount.2023": "1000", "icv_share.2023": "0"}},
        {"total": (Decimal(5000), Decimal(48)), "goods": GOODS},
    ),
]


@pytest.mark.parametrize(("cells", "computed"), TYPED)
def test_a_list_of_goods_alone_says_nothing_of_works_and_services(cells: dict[str, dict[str, str]], computed: Figures):
    content = with_typed(with_contracts(total("goods", 2023, "3000000", "1500000")), cells)
    assert figures(content) == computed
    taken = {row.kind: row.cells for row in taken_over(content).rows_of("table_1")}
    assert {kind: taken[kind] for kind in ("works", "services")} == {
        kind: cells.get(kind, {}) for kind in ("works", "services")
    }


def test_only_years_with_contracts_are_computed():
    [row, *_others] = computed_rows(with_contracts(total("goods", 2024, "1000", "0")))
    assert [year.year for year in row.years] == [2024]


def test_what_was_taken_over_passes_the_checks():
    """However the parts are rounded, the total is their sum and its share follows from theirs."""
    totals = [
        total(kind, year, f"{123456789 + 7919 * number}.{number}5", f"{3456789 + 104729 * number}.33")
        for number, (kind, year) in enumerate(
            (kind, year) for kind in ("goods", "works", "services") for year in (2023, 2024, 2025)
        )
    ]
    content = with_contracts(*totals)
    assert differs(content)
    taken = taken_over(content)
    assert not differs(taken)
    about_table_1 = [finding for finding in run(taken) if finding.section == "table_1"]
    assert [finding.code for finding in about_table_1] == []
