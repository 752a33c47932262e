import pytest

from programs.rules.checks.share_out_of_range import share_out_of_range
from tests.programs.rules.contents import ordinary_content, row_id, with_cells


@pytest.mark.parametrize("share", ["0", "100", "99.9999", "100.0000"])
def test_shares_from_0_to_100_are_right(share):
    assert (
        list(share_out_of_range(with_cells(ordinary_content(), {"target.2027": share}, "table_2", "icv_share"))) == []
    )


@pytest.mark.parametrize("share", ["-0.0001", "100.0001", "1000"])
def test_other_shares_are_errors(share):
    content = with_cells(ordinary_content(), {"target.2027": share}, "table_2", "icv_share")
    [finding] = share_out_of_range(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_2", "icv_share"), "target.2027")


def test_the_message_gives_the_figure_as_each_language_writes_it():
    [finding] = share_out_of_range(with_cells(ordinary_content(), {"icv_share.2025": "100.5"}, "table_1", "goods"))
    assert "100,5 %" in finding.message.kk
    assert "100.5 %" in finding.message.en
    assert finding.point == "6(1)"


def test_expected_shares_of_planned_purchases_are_judged_too():
    findings = share_out_of_range(with_cells(ordinary_content(), {"icv_share.2028": "101"}, "planned_purchases"))
    assert {finding.section for finding in findings} == {"planned_purchases"}


def test_amounts_are_not_shares():
    content = with_cells(ordinary_content(), {"target.2027": "5000"}, "table_2", "producers_volume")
    assert list(share_out_of_range(content)) == []
