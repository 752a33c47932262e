import pytest

from programs.rules.checks.falling_target import falling_target
from tests.programs.rules.contents import ordinary_content, row_id, with_cells


def test_a_target_falling_from_year_to_year_is_a_warning_with_ground_1():
    content = with_cells(ordinary_content(), {"target.2028": "23.9"}, "table_2", "icv_share")
    [finding] = falling_target(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_2", "icv_share"), "target.2028")
    assert finding.ground == "understated_targets"
    assert finding.message.ru.endswith(
        "целевой показатель снижается с 24 % в 2027 году до 23,9 % в 2028 году. Повысьте показатель или обоснуйте его "
        "в примечании."
    )


def test_a_fall_over_an_empty_year_is_found():
    content = with_cells(ordinary_content(), {"target.2028": "", "target.2029": "20"}, "table_2", "icv_share")
    assert [finding.cell for finding in falling_target(content)] == ["target.2029"]


@pytest.mark.parametrize("target", ["24", "24.0", "27"])
def test_an_equal_or_rising_target_is_right(target):
    assert list(falling_target(with_cells(ordinary_content(), {"target.2028": target}, "table_2", "icv_share"))) == []
