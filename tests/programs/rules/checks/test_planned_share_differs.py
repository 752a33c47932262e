import pytest

from programs.rules.checks.planned_share_differs import planned_share_differs
from tests.programs.rules.contents import (
    RIGHTS,
    ordinary_content,
    row_id,
    subsoil_user_content,
    with_cells,
    without_rows,
)


def test_a_target_other_than_the_planned_purchases_give_is_a_warning():
    content = with_cells(ordinary_content(), {"target.2027": "25"}, "table_2", "icv_share")
    [finding] = planned_share_differs(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_2", "icv_share"), "target.2027")
    assert "25 %, а по планируемым закупкам получается 24 %" in finding.message.ru
    assert finding.point == "6(2)"


@pytest.mark.parametrize(
    ("target", "differs"), [("22.5", False), ("22.50", False), ("23", False), ("22", True), ("22.51", True)]
)
def test_they_are_compared_as_precisely_as_the_target_is_stated(target, differs):
    content = with_cells(subsoil_user_content(), {"target.2028": target}, "table_2", "icv_share", right=RIGHTS[2].id)
    assert bool(list(planned_share_differs(content))) is differs


def test_each_right_rests_on_its_own_purchases():
    content = without_rows(subsoil_user_content(), "planned_purchases", right=RIGHTS[0].id)
    findings = list(planned_share_differs(content))
    assert {finding.row_id for finding in findings} == {row_id(content, "table_2", "icv_share", right=RIGHTS[0].id)}
    assert len(findings) == 3


def test_a_target_without_planned_purchases_is_a_warning():
    content = with_cells(ordinary_content(), {"amount.2029": ""}, "planned_purchases")
    [finding] = planned_share_differs(content)
    assert "no purchases are planned for that year" in finding.message.en


def test_a_missing_target_is_left_to_its_own_check():
    content = with_cells(ordinary_content(), {"target.2027": ""}, "table_2", "icv_share")
    assert list(planned_share_differs(content)) == []
