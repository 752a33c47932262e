import pytest

from programs.rules.checks.negative_number import negative_number
from tests.programs.rules.contents import ordinary_content, row_id, with_cells


@pytest.mark.parametrize(
    ("section", "kind", "group", "cell"),
    [
        ("table_1", "goods", None, "amount.2025"),
        ("table_2", "producers_volume", None, "target.2027"),
        ("table_3", "target", "offtake", "quantity.2027"),
        ("demand_analysis", "demand", "offtake", "applications"),
    ],
)
def test_negative_amounts_and_quantities_are_errors(section, kind, group, cell):
    content = with_cells(ordinary_content(), {cell: "-5"}, section, kind, group)
    [finding] = negative_number(content)
    assert (finding.row_id, finding.cell) == (row_id(content, section, kind, group), cell)
    assert "-5" in finding.message.ru


def test_a_negative_share_is_reported_as_out_of_range_only():
    content = with_cells(ordinary_content(), {"target.2027": "-5"}, "table_2", "icv_share")
    assert list(negative_number(content)) == []
