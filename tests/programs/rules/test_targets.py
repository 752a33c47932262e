from decimal import Decimal

from programs.rules.standard_form import RowPlace
from programs.rules.targets import (
    has_contract_targets,
    planned_amount,
    planned_contracts,
    planned_from_producers,
    planned_share,
    target_row,
    volume_needed,
)
from tests.programs.rules.contents import (
    RIGHTS,
    ordinary_content,
    subsoil_user_content,
    with_cells,
    with_row,
    without_rows,
)

CONTRACT, LICENCE_7, LICENCE_31 = (right.id for right in RIGHTS)


def test_planned_purchases_of_each_right_are_kept_apart():
    content = subsoil_user_content()
    assert planned_amount(content, 2027, CONTRACT) == 1000
    assert planned_amount(content, 2027, LICENCE_7) == 2000
    assert planned_amount(content, 2027) == 3500
    assert [planned_share(content, 2027, right) for right in (CONTRACT, LICENCE_7, LICENCE_31)] == [24, 32, 20]


def test_the_share_over_all_rights_is_weighted_by_amount():
    assert planned_share(subsoil_user_content(), 2027) == Decimal(240 + 640 + 100) / 35


def test_a_purchase_without_a_share_counts_with_zero():
    content = with_row(ordinary_content(), {"amount.2027": "1000"}, RowPlace("planned_purchases", "purchase"))
    assert planned_share(content, 2027) == 12


def test_a_purchase_without_an_amount_does_not_count():
    content = with_row(ordinary_content(), {"icv_share.2027": "100"}, RowPlace("planned_purchases", "purchase"))
    assert planned_share(content, 2027) == 24


def test_nothing_planned_is_no_share():
    content = without_rows(ordinary_content(), "planned_purchases")
    assert planned_share(content, 2027) is None
    assert planned_amount(content, 2027) == 0


def test_volume_from_producers_is_what_has_an_icv_share():
    assert planned_from_producers(ordinary_content(), 2027) == 400
    assert planned_from_producers(subsoil_user_content(), 2029) == 1750


def test_volume_needed_adds_up_the_value_targeted_under_each_right():
    assert volume_needed(ordinary_content(), 2027) == 240
    assert volume_needed(subsoil_user_content(), 2027) == 240 + 640 + 100


def test_contracts_are_counted_over_all_years():
    content = ordinary_content()
    assert planned_contracts(content, "offtake") == 6
    assert planned_contracts(without_rows(content, "table_3"), "offtake") == 0


def test_zeros_are_no_targets():
    content = ordinary_content()
    row = target_row(content, "offtake")
    assert row is not None
    assert has_contract_targets(row, content)
    zeros = with_cells(content, dict.fromkeys(row.cells, "0"), "table_3", "target", "offtake")
    row = target_row(zeros, "offtake")
    assert row is not None
    assert not has_contract_targets(row, zeros)
