import pytest

from programs.rules.checks.planned_volume_differs import planned_volume_differs
from tests.programs.rules.contents import ordinary_content, row_id, subsoil_user_content, with_cells, without_rows


def test_a_volume_other_than_the_planned_purchases_give_is_a_warning():
    content = with_cells(ordinary_content(), {"target.2028": "451"}, "table_2", "producers_volume")
    [finding] = planned_volume_differs(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_2", "producers_volume"), "target.2028")
    assert "приходится 450 млн тенге" in finding.message.ru


@pytest.mark.parametrize("volume", ["1400", "1400.000", ""])
def test_purchases_of_all_rights_add_up(volume):
    content = with_cells(subsoil_user_content(), {"target.2027": volume}, "table_2", "producers_volume")
    assert list(planned_volume_differs(content)) == []


def test_years_without_planned_purchases_are_reported_with_the_share():
    assert list(planned_volume_differs(without_rows(ordinary_content(), "planned_purchases"))) == []
