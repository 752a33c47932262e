from programs.rules.checks.incomplete_actual_values import incomplete_actual_values
from tests.programs.rules.contents import emptied, ordinary_content, with_cells


def test_a_missing_amount_is_an_error_on_its_cell():
    content = with_cells(ordinary_content(), {"amount.2024": ""}, "table_1", "works")
    [finding] = incomplete_actual_values(content)
    assert finding.cell == "amount.2024"
    assert finding.row_id == content.rows_of("table_1", "works")[0].id
    assert finding.message.ru.startswith("Таблица 1, «работы»: нет показателя за 2024 год (тыс. тенге)")


def test_a_missing_share_is_an_error():
    content = with_cells(ordinary_content(), {"icv_share.2025": " "}, "table_1", "goods")
    assert [finding.cell for finding in incomplete_actual_values(content)] == ["icv_share.2025"]


def test_a_year_without_purchases_has_no_share():
    content = with_cells(ordinary_content(), {"amount.2025": "0", "icv_share.2025": ""}, "table_1", "works")
    assert list(incomplete_actual_values(content)) == []


def test_an_empty_table_is_reported_once_as_missing_and_not_by_cell():
    assert list(incomplete_actual_values(emptied(ordinary_content(), "table_1"))) == []
