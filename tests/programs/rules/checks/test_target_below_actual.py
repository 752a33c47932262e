from dataclasses import replace

import pytest

from programs.rules.checks.target_below_actual import target_below_actual
from tests.programs.rules.contents import RIGHTS, ordinary_content, row_id, subsoil_user_content, with_cells


def test_a_target_below_the_last_actual_share_of_goods_is_a_warning_with_ground_1():
    content = with_cells(ordinary_content(), {"target.2027": "18.4999"}, "table_2", "icv_share")
    [finding] = target_below_actual(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_2", "icv_share"), "target.2027")
    assert finding.ground == "understated_targets"
    assert "18,4999 %" in finding.message.ru
    assert "2025 год (18,5 %)" in finding.message.ru


@pytest.mark.parametrize("target", ["18.5", "18.50", "19"])
def test_a_target_equal_or_above_is_right(target):
    content = with_cells(ordinary_content(), {"target.2027": target}, "table_2", "icv_share")
    assert list(target_below_actual(content)) == []


def test_the_share_of_goods_counts_and_of_the_last_year():
    content = with_cells(ordinary_content(), {"icv_share.2025": "99"}, "table_1", "works")
    content = with_cells(content, {"icv_share.2024": "99"}, "table_1", "goods")
    assert list(target_below_actual(content)) == []


def test_a_year_without_a_share_is_passed_over():
    content = with_cells(ordinary_content(), {"icv_share.2025": "", "icv_share.2024": "28"}, "table_1", "goods")
    findings = list(target_below_actual(content))
    assert [finding.cell for finding in findings] == ["target.2027", "target.2028"]
    assert "2024" in findings[0].message.en


def test_each_right_is_judged_and_named():
    content = with_cells(subsoil_user_content(), {"icv_share.2025": "21"}, "table_1", "goods")
    [finding] = target_below_actual(content)
    assert finding.row_id == row_id(content, "table_2", "icv_share", right=RIGHTS[2].id)
    assert "31-ML" in finding.message.kk


def test_nothing_is_said_without_actual_shares():
    assert list(target_below_actual(replace(ordinary_content(), baseline_years=()))) == []
