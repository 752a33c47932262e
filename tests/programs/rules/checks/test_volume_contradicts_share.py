import pytest

from programs.rules.checks.volume_contradicts_share import volume_contradicts_share
from tests.programs.rules.contents import ordinary_content, row_id, with_cells, without_rows


def with_volume(volume):
    return with_cells(ordinary_content(), {"target.2027": volume}, "table_2", "producers_volume")


def test_a_volume_too_small_for_the_share_is_a_warning():
    content = with_volume("239.999999")  # 24 % of planned purchases of 1000
    [finding] = volume_contradicts_share(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_2", "producers_volume"), "target.2027")
    assert "не менее 240 млн тенге" in finding.message.ru


def test_a_volume_above_all_planned_purchases_is_a_warning():
    [finding] = volume_contradicts_share(with_volume("1000.000001"))
    assert "({planned} million tenge)".format(planned="1\u00a0000") in finding.message.en


@pytest.mark.parametrize("volume", ["240", "1000", "", "много"])
def test_a_volume_between_is_right(volume):
    assert list(volume_contradicts_share(with_volume(volume))) == []


def test_nothing_is_said_without_planned_purchases():
    assert list(volume_contradicts_share(without_rows(with_volume("1"), "planned_purchases"))) == []
