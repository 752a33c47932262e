from dataclasses import replace
from decimal import Decimal

import pytest

from programs.rules.checks.target_below_contracts import target_below_contracts
from programs.rules.content import Content
from programs.rules.contracts import PlannedYear
from tests.factories.registers import in_force
from tests.programs.rules.contents import emptied, ordinary_content, row_id, with_cells


def with_contracts(number: int, amount: str) -> Content:
    """Offtake contracts; six of 451.5 million tenge are targeted over the years of the program."""
    year = PlannedYear(2028, None, Decimal(amount))
    return replace(ordinary_content(), contracts=tuple(in_force(f"{one}", years=(year,)) for one in range(number)))


@pytest.mark.parametrize(("number", "amount"), [(0, "0"), (1, "451.5"), (6, "75.25")])
def test_targets_that_hold_what_is_in_force_are_right(number, amount):
    assert list(target_below_contracts(with_contracts(number, amount))) == []


@pytest.mark.parametrize(
    ("number", "amount", "cell", "figures"),
    [
        (7, "1", "quantity.2027", ("заключить договоров: 6,", "уже 7.")),
        (1, "451.500001", "amount.2027", ("451,5 млн", "уже 451,500001 млн")),
    ],
)
def test_a_target_below_what_is_in_force_is_a_warning_with_ground_2(number, amount, cell, figures):
    content = with_contracts(number, amount)
    [finding] = target_below_contracts(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_3", "target", "offtake"), cell)
    assert (finding.point, finding.ground) == ("7(2)", "mismatched_contract_indicators")
    assert all(figure in finding.message.ru for figure in figures)


def test_a_single_year_below_its_contracts_is_no_warning():
    cells = {"quantity.2027": "0", "quantity.2028": "6", "amount.2027": "0", "amount.2028": "451"}
    content = with_cells(with_contracts(1, "100"), cells, "table_3", "target", group="offtake")
    assert list(target_below_contracts(content)) == []


def test_targets_that_are_not_given_are_reported_by_another_check():
    content = emptied(with_contracts(7, "500"), "table_3", "target", group="offtake")
    assert list(target_below_contracts(content)) == []
