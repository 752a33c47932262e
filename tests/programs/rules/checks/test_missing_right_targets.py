from programs.rules.checks.missing_right_targets import missing_right_targets
from tests.programs.rules.contents import (
    RIGHTS,
    emptied,
    ordinary_content,
    row_id,
    subsoil_user_content,
    with_cells,
    without_rows,
)


def test_a_right_without_targets_is_an_error_naming_it():
    content = emptied(subsoil_user_content(), "table_2", "icv_share", right=RIGHTS[1].id)
    [finding] = missing_right_targets(content)
    assert finding.row_id == row_id(content, "table_2", "icv_share", right=RIGHTS[1].id)
    assert finding.cell == "target.2027"
    assert "«03.06.2019 № 7-ML лицензия»" in finding.message.kk


def test_a_right_without_a_row_is_an_error():
    content = without_rows(subsoil_user_content(), "table_2", "icv_share", right=RIGHTS[0].id)
    [finding] = missing_right_targets(content)
    assert finding.row_id is None
    assert finding.cell is None


def test_one_year_given_is_left_to_the_check_of_years():
    years = {"target.2028": "", "target.2029": ""}
    content = with_cells(subsoil_user_content(), years, "table_2", "icv_share", right=RIGHTS[0].id)
    assert list(missing_right_targets(content)) == []


def test_other_customers_have_no_rights():
    assert list(missing_right_targets(emptied(ordinary_content(), "table_2", "icv_share"))) == []
