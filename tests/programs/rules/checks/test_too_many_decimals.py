import pytest

from programs.rules.checks.too_many_decimals import too_many_decimals
from tests.programs.rules.contents import ordinary_content, row_id, with_cells


@pytest.mark.parametrize(
    ("section", "kind", "group", "cell", "fits", "does_not"),
    [
        ("table_1", "goods", None, "amount.2025", "1.234", "1.2345"),
        ("table_1", "goods", None, "icv_share.2025", "1.2345", "1.23456"),
        ("table_2", "producers_volume", None, "target.2027", "1.234567", "1.2345678"),
        ("table_3", "target", "offtake", "quantity.2027", "1", "1.5"),
    ],
)
def test_each_unit_holds_its_decimals(section, kind, group, cell, fits, does_not):
    assert list(too_many_decimals(with_cells(ordinary_content(), {cell: fits}, section, kind, group))) == []
    content = with_cells(ordinary_content(), {cell: does_not}, section, kind, group)
    [finding] = too_many_decimals(content)
    assert (finding.row_id, finding.cell) == (row_id(content, section, kind, group), cell)
    assert does_not in finding.message.en
