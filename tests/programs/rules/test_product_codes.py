"""Codes of the unified nomenclature, as they are typed."""

import pytest

from programs.rules.product_codes import NOT_A_CODE, product_code_problem


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("281314.900.000001", None),
        ("281314900000001", NOT_A_CODE),
        ("28131.900.000001", NOT_A_CODE),
        ("281314.900.00000١", NOT_A_CODE),
        ("281314.900.000001\n", NOT_A_CODE),
        ("", NOT_A_CODE),
    ],
)
def test_a_code_has_six_three_and_six_digits(code, problem):
    assert product_code_problem(code) == problem
