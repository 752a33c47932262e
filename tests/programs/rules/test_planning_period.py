from datetime import date

import pytest

from programs.rules.planning_period import baseline_years, period_problem, program_years


@pytest.mark.parametrize(
    ("count", "activity_began_on", "years"),
    [
        (3, None, (2023, 2024, 2025)),
        (5, None, (2021, 2022, 2023, 2024, 2025)),
        (3, date(2010, 4, 1), (2023, 2024, 2025)),
        (3, date(2023, 12, 31), (2023, 2024, 2025)),
        (3, date(2024, 5, 1), (2024, 2025)),
        (3, date(2025, 12, 31), (2025,)),
        (3, date(2026, 1, 1), ()),
    ],
)
def test_baseline_is_the_last_completed_years_of_the_customers_life(count, activity_began_on, years):
    assert baseline_years(2026, count=count, activity_began_on=activity_began_on) == years


@pytest.mark.parametrize(("first", "last"), [(2027, 2029), (2027, 2030), (2027, 2036)])
def test_three_years_or_more_are_a_lawful_period(first, last):
    assert period_problem(first, last) is None
    assert program_years(first, last) == tuple(range(first, last + 1))


def test_two_years_are_too_short_and_the_message_names_the_year_to_choose():
    problem = period_problem(2027, 2028)
    assert problem is not None
    assert "2029" in problem.kk
    assert "2029" in problem.ru
    assert "given: 2" in problem.en


def test_a_period_cannot_end_before_it_begins():
    problem = period_problem(2029, 2027)
    assert problem is not None
    assert problem.en.startswith("The last year of the program (2027) is before the first (2029)")
