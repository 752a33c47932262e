import pytest

from programs.rules.checks.missing_targets import missing_targets
from tests.programs.rules.contents import (
    RIGHTS,
    emptied,
    ordinary_content,
    row_id,
    subsoil_user_content,
    with_cells,
    without_rows,
)


@pytest.mark.parametrize("kind", ["icv_share", "producers_volume"])
def test_a_year_without_a_target_in_table_2_is_an_error(kind):
    content = with_cells(ordinary_content(), {"target.2028": ""}, "table_2", kind)
    [finding] = missing_targets(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_2", kind), "target.2028")
    assert (finding.section, finding.point) == ("table_2", "7(1)")
    assert "2028" in finding.message.kk


def test_every_year_of_a_longer_program_needs_a_target():
    content = with_cells(ordinary_content(last_year=2031), {"target.2031": ""}, "table_2", "icv_share")
    assert [finding.cell for finding in missing_targets(content)] == ["target.2031"]


def test_a_year_missing_for_one_right_is_an_error_naming_the_right():
    content = with_cells(subsoil_user_content(), {"target.2027": ""}, "table_2", "icv_share", right=RIGHTS[1].id)
    [finding] = missing_targets(content)
    assert "Лицензия № 7-ML" in finding.message.ru


def test_a_right_without_any_target_is_left_to_its_own_check():
    content = emptied(subsoil_user_content(), "table_2", "icv_share", right=RIGHTS[1].id)
    assert list(missing_targets(content)) == []


def test_contract_targets_missing_in_a_year_are_one_finding_naming_the_columns():
    gaps = {"amount.2029": "", "performed_quantity.2029": ""}
    content = with_cells(ordinary_content(), gaps, "table_3", "target", "offtake")
    [finding] = missing_targets(content)
    assert (finding.section, finding.point, finding.cell) == ("table_3", "7(2)", "amount.2029")
    assert finding.message.ru.startswith(
        "Таблица 3, «Офтейк-контракты»: нет целевого показателя на 2029 год "
        "(млн тенге, количество исполненных договоров)"
    )


def test_zero_is_a_target():
    content = with_cells(ordinary_content(), {"quantity.2027": "0"}, "table_3", "target", "offtake")
    assert list(missing_targets(content)) == []


def test_a_group_left_empty_needs_no_targets():
    assert list(missing_targets(emptied(ordinary_content(), "table_3", "target", "contract_purchase"))) == []


def test_activities_without_targets_are_errors_unless_the_note_explains():
    content = emptied(ordinary_content(), "table_3", "target", "offtake")
    assert [finding.cell for finding in missing_targets(content)] == ["quantity.2027", "quantity.2028", "quantity.2029"]
    explained = with_cells(content, {"note.kk": "Өтінім жоқ"}, "table_3", "target", "offtake")
    assert list(missing_targets(explained)) == []


def test_an_absent_target_row_is_an_error():
    content = without_rows(ordinary_content(), "table_2", "icv_share")
    [finding] = missing_targets(content)
    assert finding.row_id is None
    assert finding.message.en.startswith("Table 2: the row “Raising the share")


def test_an_empty_table_2_is_reported_once_as_missing():
    assert list(missing_targets(emptied(ordinary_content(), "table_2"))) == []
