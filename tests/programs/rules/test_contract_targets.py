"""Contracts in force beside the targets of Table 3, by year and in all."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from programs.rules.content import Content
from programs.rules.contract_targets import Volume, applications_registered, compared
from programs.rules.contracts import PlannedYear
from tests.factories.registers import in_force, received
from tests.programs.rules.contents import emptied, ordinary_content

YEARS = (
    PlannedYear(2026, None, Decimal(99)),
    PlannedYear(2027, None, Decimal(40)),
    PlannedYear(2028, None, Decimal(60)),
)


def volume(quantity: object, amount: object) -> Volume:
    return Volume(*(None if value is None else Decimal(str(value)) for value in (quantity, amount)))


def with_contract(**facts: Any) -> Content:
    return replace(ordinary_content(), contracts=(in_force(**{"years": YEARS, **facts}),))


def group_of(content: Content, code: str = "offtake"):
    return next(one for one in compared(content) if one.group.code == code)


@pytest.mark.parametrize(
    ("signed_on", "counted"),
    [
        ("2025-03-14", [(1, 100), (0, 0), (0, 0)]),
        ("2027-06-01", [(1, 100), (0, 0), (0, 0)]),
        ("2028-01-01", [(0, 0), (1, 100), (0, 0)]),
    ],
)
def test_towards_conclusion_a_contract_counts_once_with_what_it_plans_for_the_programs_years(signed_on, counted):
    group = group_of(with_contract(signed_on=signed_on))
    assert [line.in_force for line in group.concluded] == [volume(*one) for one in counted]
    assert group.total.in_force == volume(1, 100)


def test_towards_performance_it_counts_in_every_year_of_its_term():
    group = group_of(with_contract())
    assert [line.in_force for line in group.performed] == [volume(1, 40), volume(1, 60), volume(0, 0)]


def test_what_remains_is_the_target_less_what_is_in_force():
    group = group_of(with_contract())
    assert [line.target for line in group.concluded] == [volume(2, "150.5")] * 3
    assert [line.remaining for line in group.concluded] == [volume(1, "50.5"), *[volume(2, "150.5")] * 2]
    assert group.total.remaining == volume(5, "351.5")
    assert not group.total.quantity_is_short
    assert not group.total.amount_is_short


def test_nothing_remains_of_a_target_that_is_not_given():
    group = group_of(emptied(with_contract(), "table_3", "target", group="offtake"))
    assert {line.remaining for line in group.concluded} == {volume(None, None)}
    assert group.total.target == volume(None, None)
    assert not group.total.amount_is_short


def test_a_contract_counts_in_the_group_of_its_type_alone():
    content = with_contract(kind="guaranteed_purchase")
    assert [len(one.contracts) for one in compared(content)] == [1, 0, 0]
    assert group_of(content).total.in_force == volume(0, 0)


def test_every_application_counts_whatever_came_of_it_and_none_at_all_are_no_register():
    assert applications_registered(ordinary_content(), "offtake") is None
    content = replace(ordinary_content(), applications=(received(), received("declined", outcome="declined")))
    assert applications_registered(content, "offtake") == 2
    assert applications_registered(content, "guaranteed_purchase") == 0
