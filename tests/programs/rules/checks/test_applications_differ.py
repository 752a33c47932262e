from dataclasses import replace

import pytest

from programs.rules.checks.applications_differ import applications_differ
from programs.rules.content import Content
from tests.factories.registers import received
from tests.programs.rules.contents import emptied, ordinary_content, row_id


def with_applications(offtake: int, guaranteed_purchase: int) -> Content:
    """Three of each are typed into the demand analysis."""
    kinds = ["offtake"] * offtake + ["guaranteed_purchase"] * guaranteed_purchase
    entered = tuple(received(f"{number}", kind=kind) for number, kind in enumerate(kinds))
    return replace(ordinary_content(), applications=entered)


@pytest.mark.parametrize("offtake", [2, 4, 0])
def test_another_number_than_that_of_the_register_is_a_warning_with_ground_2(offtake):
    content = with_applications(offtake, 3)
    [finding] = applications_differ(content)
    assert (finding.section, finding.cell, finding.point) == ("demand_analysis", "applications", "6(3)")
    assert finding.row_id == row_id(content, "demand_analysis", "demand", "offtake")
    assert finding.ground == "mismatched_contract_indicators"
    assert "указано заявок: 3" in finding.message.ru
    assert f"внесено: {offtake}." in finding.message.ru


def test_the_same_number_is_right():
    assert list(applications_differ(with_applications(3, 3))) == []


def test_whoever_enters_no_applications_one_by_one_is_asked_for_the_number_alone():
    assert list(applications_differ(with_applications(0, 0))) == []


def test_a_number_that_is_missing_is_reported_by_another_check():
    content = emptied(with_applications(2, 3), "demand_analysis", group="offtake")
    assert list(applications_differ(content)) == []
