import pytest

from programs.rules.checks.actual_totals import actual_totals
from tests.programs.rules.contents import ordinary_content, row_id, with_cells, without_rows


def test_a_total_off_by_a_thousandth_is_an_error_with_the_figures():
    content = with_cells(ordinary_content(), {"amount.2024": "900112.501"}, "table_1", "total")
    [finding] = actual_totals(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_1", "total"), "amount.2024")
    assert finding.message.ru.replace("\u00a0", " ") == (
        "Таблица 1, 2024 год: общий объем 900 112,501 тыс. тенге, а сумма товаров, работ и услуг — 900 112,5 тыс. "
        "тенге (разница 0,001). Исправьте суммы."
    )


def test_decimals_are_added_exactly():
    content = ordinary_content()
    for kind, amount in {"total": "0.3", "goods": "0.1", "works": "0.2", "services": "0"}.items():
        content = with_cells(content, {"amount.2025": amount}, "table_1", kind)
    assert list(actual_totals(content)) == []


@pytest.mark.parametrize("amount", ["", "много"])
def test_a_sum_with_an_unknown_part_is_left_to_the_other_checks(amount):
    assert list(actual_totals(with_cells(ordinary_content(), {"amount.2025": amount}, "table_1", "goods"))) == []


def test_a_table_without_rows_is_left_to_the_other_checks():
    assert list(actual_totals(without_rows(ordinary_content(), "table_1"))) == []
