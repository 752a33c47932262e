from dataclasses import replace

import pytest

from programs.rules.checks.targets_below_applications import targets_below_applications
from tests.factories.registers import received
from tests.programs.rules.contents import emptied, ordinary_content, row_id, with_cells


@pytest.mark.parametrize("group", ["guaranteed_purchase", "offtake"])
def test_fewer_contracts_over_the_years_than_applications_are_a_warning_with_ground_2(group):
    content = with_cells(ordinary_content(), {"applications": "7"}, "demand_analysis", group=group)
    [finding] = targets_below_applications(content)
    assert (finding.row_id, finding.cell) == (row_id(content, "table_3", "target", group), "quantity.2027")
    assert (finding.ground, finding.point) == ("mismatched_contract_indicators", "14")
    assert "договоров: 6" in finding.message.ru
    assert "поступило: 7" in finding.message.ru


def test_as_many_contracts_as_applications_are_right():
    content = with_cells(ordinary_content(), {"applications": "6"}, "demand_analysis", group="offtake")
    assert list(targets_below_applications(content)) == []


def test_an_unknown_number_of_applications_is_a_warning_in_the_demand_analysis():
    content = emptied(ordinary_content(), "demand_analysis", group="offtake")
    [finding] = targets_below_applications(content)
    assert (finding.section, finding.cell, finding.point) == ("demand_analysis", "applications", "6(3)")
    assert finding.row_id == row_id(content, "demand_analysis", "demand", "offtake")


def test_contract_purchases_have_no_applications():
    content = emptied(ordinary_content(), "demand_analysis", group="contract_purchase")
    assert list(targets_below_applications(content)) == []


def test_an_organisation_outside_art_46_need_not_know_of_applications():
    content = emptied(ordinary_content(), "demand_analysis")
    content = replace(content, customer=replace(content.customer, art_46_excluded=True))
    assert list(targets_below_applications(content)) == []


@pytest.mark.parametrize("typed", ["", "1"])
def test_the_register_is_compared_where_it_tells_of_more_than_was_typed(typed):
    content = with_cells(ordinary_content(), {"applications": typed}, "demand_analysis", group="offtake")
    content = replace(content, applications=tuple(received(f"{one}") for one in range(7)))
    *unknown, below = targets_below_applications(content)
    assert (below.row_id, "поступило: 7" in below.message.ru) == (row_id(content, "table_3", "target", "offtake"), True)
    assert len(unknown) == (0 if typed else 1)
