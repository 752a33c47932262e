"""Quantities and sums by year, as people type them."""

from datetime import date

import pytest

from programs.rules.contract_plans import (
    NEGATIVE,
    OF_YEAR,
    OUTSIDE_THE_TERM,
    TOO_EXACT,
    UNREADABLE,
    plan_problems,
    stored_plan,
    years_of_term,
)

TERM = {"starts_on": date(2026, 7, 1), "ends_on": date(2028, 6, 30)}


def test_a_term_has_the_years_it_touches():
    assert list(years_of_term(**TERM)) == [2026, 2027, 2028]


def test_what_is_empty_is_not_kept_and_numbers_are_kept_in_one_spelling():
    typed = {"2028": {"quantity": "", "amount": " "}, "2026": {"quantity": "1 234,50", "amount": "0,10"}}
    assert stored_plan(typed) == {"2026": {"quantity": "1234.5", "amount": "0.1"}}


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("amount", "45.5", None),
        ("amount", "0", None),
        ("amount", "0.000001", None),
        ("amount", "0.0000001", TOO_EXACT),
        ("quantity", "0.0001", None),
        ("quantity", "0.00001", TOO_EXACT),
        ("quantity", "-1", NEGATIVE),
        ("quantity", "12 шт", UNREADABLE),
    ],
)
def test_a_figure_is_a_number_of_its_unit(name, text, problem):
    found = list(plan_problems({"2027": {name: text}}, **TERM))
    told = problem and problem.format(text=text, places={"amount": 6, "quantity": 4}[name])
    assert found == ([("2027", name, OF_YEAR.format(year="2027", problem=told))] if told else [])


@pytest.mark.parametrize(("year", "is_outside"), [("2025", True), ("2026", False), ("2028", False), ("2029", True)])
def test_a_year_outside_the_term_has_no_plan(year, is_outside):
    found = list(plan_problems({year: {"amount": "1"}}, **TERM))
    assert found == ([(year, None, OUTSIDE_THE_TERM.format(year=year))] if is_outside else [])
