import pytest

from programs.rules.checks.actual_shares_disagree import actual_shares_disagree
from tests.programs.rules.contents import emptied, ordinary_content, row_id, with_cells

TOTAL = "icv_share.2024"


def with_total(share: str):
    return with_cells(ordinary_content(), {TOTAL: share}, "table_1", "total")


@pytest.mark.parametrize("share", ["36.5", "36.4", "36.6", "36.50", "37", "36"])
def test_a_total_that_rounding_explains_is_right(share):
    assert list(actual_shares_disagree(with_total(share))) == []


@pytest.mark.parametrize("share", ["35.4", "37.6", "40", "0", "100"])
def test_a_total_that_differs_is_a_warning_with_both_figures(share):
    content = with_total(share)
    [finding] = actual_shares_disagree(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_1", "total"), TOTAL)
    assert finding.point == "6(1)"
    assert "получается 36,5 %" in finding.message.ru
    assert f"{share.replace('.', ',')} %" in finding.message.kk


@pytest.mark.parametrize("cell", ["icv_share.2024", "amount.2024"])
def test_what_is_missing_is_not_compared(cell):
    content = with_cells(with_total("90"), {cell: ""}, "table_1", "works")
    assert list(actual_shares_disagree(content)) == []


def test_a_part_without_purchases_weighs_nothing():
    content = with_cells(ordinary_content(), {"amount.2024": "0", "icv_share.2024": ""}, "table_1", "services")
    [finding] = actual_shares_disagree(content)
    assert "34,06 %" in finding.message.ru


def test_a_share_of_nothing_is_a_warning():
    content = with_cells(ordinary_content(), {"amount.2024": "0"}, "table_1", "services")
    findings = list(actual_shares_disagree(content))
    assert findings[0].row_id == row_id(content, "table_1", "services")
    assert "56 %" in findings[0].message.en
    assert "empty the cell" in findings[0].message.en


def test_an_empty_table_is_not_compared():
    assert list(actual_shares_disagree(emptied(ordinary_content(), "table_1"))) == []
