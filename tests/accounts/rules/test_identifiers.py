import pytest
from hypothesis import given
from hypothesis import strategies as st

from icv_portal.accounts.rules.identifiers import WRONG_CHECK_DIGIT, bin_problem, check_digit

VALID = [
    "020240000555",
    "971240001315",
    "941240000193",
    "990340005977",
    "250140000013",
    "250140000409",  # by the second pass
    "250140000410",  # by the second pass
    "250141000079",  # a branch
]


@pytest.mark.parametrize("number", VALID)
def test_a_valid_number_has_no_problem(number):
    assert bin_problem(number) is None


@pytest.mark.parametrize("number", ["123456789012", "800000000000"])
def test_a_check_digit_that_does_not_match(number):
    assert bin_problem(number) == WRONG_CHECK_DIGIT


def test_eleven_digits_that_no_check_digit_completes():
    assert check_digit("25014000046") is None
    assert {bin_problem(f"25014000046{last}") for last in range(10)} == {WRONG_CHECK_DIGIT}


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("", "A BIN has 12 digits; 0 entered."),
        ("25014000001", "A BIN has 12 digits; 11 entered."),
        ("2501400000130", "A BIN has 12 digits; 13 entered."),
        ("25014000001O", "A BIN consists of digits only; character 12 is “O”."),
        ("2501 4000 0013", "A BIN consists of digits only; character 5 is “ ”."),
        ("٢50140000013", "A BIN consists of digits only; character 1 is “٢”."),
        ("²50140000013", "A BIN consists of digits only; character 1 is “²”."),
    ],
)
def test_what_is_wrong_is_named(number, problem):
    found = bin_problem(number)
    assert found is not None
    assert found.en == problem


@pytest.mark.parametrize("number", VALID)
def test_every_other_last_digit_is_refused(number):
    assert [last for last in "0123456789" if bin_problem(number[:-1] + last) is None] == [number[-1]]


@given(st.from_regex(r"\A[0-9]{11}\Z"))
def test_one_last_digit_at_most_completes_eleven_others(first_digits):
    completing = [digit for digit in range(10) if bin_problem(f"{first_digits}{digit}") is None]
    expected = check_digit(first_digits)
    assert completing == ([] if expected is None else [expected])
