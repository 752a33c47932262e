from collections.abc import Mapping

import pytest

from programs.rules.content import Content
from programs.rules.numbers import plain
from programs.rules.standard_form import RowPlace, section
from programs.rules.sums import SUMS, ShownSum, sums_of
from tests.programs.rules.contents import (
    RIGHTS,
    emptied,
    ordinary_content,
    subsoil_user_content,
    with_cells,
    with_row,
    without_rows,
)


def told(shown: ShownSum) -> dict[str, str]:
    return {cell.spec.key: "" if cell.total is None else plain(cell.total) for cell in shown.cells}


def only(code: str, content: Content, name: str) -> ShownSum:
    [shown] = [one for one in sums_of(code, content) if one.sum.code == name]
    return shown


@pytest.mark.parametrize("code", SUMS)
def test_every_sum_adds_up_columns_its_rows_have(code: str):
    for declared in SUMS[code]:
        kinds = [section(code).row_kind(*kind) for kind in declared.kinds]
        codes = {column.code for kind in kinds for column in kind.columns if column.kind.is_number}
        assert set(declared.columns) <= codes
        assert set(declared.beside.values()) <= {column.code for column in section(code).columns}
        for kind in (declared.under, declared.against):
            assert kind is None or section(code).row_kind(*kind)


def test_goods_works_and_services_are_held_against_the_total_of_the_year():
    content = with_cells(ordinary_content(), {"amount.2024": "900112"}, "table_1", "total")
    parts = only("table_1", content, "parts")
    assert told(parts) == {"amount.2023": "900112.5", "amount.2024": "900112.5", "amount.2025": "900112.5"}
    differences = {cell.spec.year: cell.difference and plain(cell.difference) for cell in parts.cells}
    assert differences == {2023: 0, 2024: "-0.5", 2025: 0}
    assert parts.under == parts.against == RowPlace("table_1", "total")


@pytest.mark.parametrize(
    ("texts", "total", "unread", "difference"),
    [
        ({"goods": "0.1", "works": "0.2", "services": "0", "total": "0.3"}, "0.3", False, "0"),
        ({"goods": "1", "works": "", "services": "", "total": "1"}, "1", False, None),
        ({"goods": "", "works": "", "services": "", "total": "1"}, "", False, None),
        ({"goods": "", "works": " ", "services": "", "total": ""}, "", False, None),
        ({"goods": "1", "works": "көп", "services": "2", "total": "3"}, "", True, None),
        ({"goods": "1", "works": "1", "services": "2", "total": "көп"}, "4", False, None),
        ({"goods": "1 000,5", "works": "1", "services": "-2", "total": "999,5"}, "999.5", False, "0"),
    ],
)
def test_a_sum_is_told_only_of_numbers_and_a_difference_only_of_all_of_them(
    texts: Mapping[str, str], total: str, unread: bool, difference: str | None
):
    content = ordinary_content()
    for kind, text in texts.items():
        content = with_cells(content, {"amount.2023": text}, "table_1", kind)
    cell = only("table_1", content, "parts").cells[0]
    shown = "" if cell.total is None else plain(cell.total)
    found = None if cell.difference is None else plain(cell.difference)
    assert (shown, cell.unread, found) == (total, unread, difference)


def test_purchases_of_each_contract_and_licence_have_a_sum_and_all_together():
    content = subsoil_user_content()
    shown = list(sums_of("planned_purchases", content))
    assert [one.sum.code for one in shown] == ["right"] * 3 + ["all"]
    assert [one.under and one.under.right for one in shown] == [*(right.id for right in RIGHTS), None]
    assert [told(one)["amount.2027"] for one in shown] == ["1000", "2000", "500", "3500"]


def test_purchases_that_are_not_kept_apart_have_one_sum():
    assert [one.sum.code for one in sums_of("planned_purchases", ordinary_content())] == ["all"]


def test_a_right_without_purchases_has_no_sum():
    content = without_rows(subsoil_user_content(), "planned_purchases", right=RIGHTS[1].id)
    rights = [one.under.right for one in sums_of("planned_purchases", content) if one.under]
    assert rights == [RIGHTS[0].id, RIGHTS[2].id]


def test_contracts_of_all_groups_are_added_up_and_activities_within_their_group():
    content = with_row(ordinary_content(), {"quantity.2027": "4"}, RowPlace("table_3", "activity", "offtake"))
    shown = {one.sum.code: told(one) for one in sums_of("table_3", content)}
    assert shown.keys() == {"offtake", "concluded", "performed"}
    assert (shown["offtake"]["quantity.2027"], shown["offtake"]["amount.2027"]) == ("5", "")
    assert (shown["concluded"]["quantity.2028"], shown["concluded"]["amount.2028"]) == ("6", "451.5")
    assert (shown["performed"]["performed_quantity.2029"], shown["performed"]["performed_amount.2029"]) == (
        "3",
        "225.75",
    )


def test_applications_are_added_up_where_there_can_be_any():
    assert told(only("demand_analysis", ordinary_content(), "all")) == {"applications": "6"}


def test_empty_rows_have_empty_sums():
    content = emptied(ordinary_content(), "table_1", "goods")
    assert told(only("table_1", content, "parts"))["amount.2023"] == "400050"


@pytest.mark.parametrize("code", ["table_2", "table_4", "table_5", "table_6", "current_situation"])
def test_what_has_no_common_unit_is_not_added_up(code: str):
    assert list(sums_of(code, ordinary_content())) == []
