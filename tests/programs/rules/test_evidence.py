"""The figures a reviewer sees beside the three questions of point 12."""

from dataclasses import replace
from decimal import Decimal

from programs.rules import evidence
from tests.factories.registers import in_force, received
from tests.programs.rules.contents import (
    emptied,
    ordinary_content,
    subsoil_user_content,
    with_cells,
    without_rows,
)


def test_shares_stand_under_the_years_before_and_of_the_program():
    content = ordinary_content()
    assert evidence.share_years(content) == (2023, 2024, 2025, 2027, 2028, 2029)
    actual, target, planned = evidence.shares(content)
    assert actual.values == (Decimal("18.5"),) * 3 + (None,) * 3
    assert target.values[:3] == planned.values[:3] == (None,) * 3
    assert target.values[3:] == planned.values[3:]
    assert None not in target.values[3:]


def test_each_contract_and_licence_has_its_own_targets():
    names = [line.name.en for line in evidence.shares(subsoil_user_content())]
    assert len(names) == 5
    assert names[0] == "Actual ICV share in goods"
    assert len(set(names)) == 5


def test_what_is_not_given_is_none_and_not_nought():
    content = without_rows(emptied(ordinary_content(), "table_2", "icv_share"), "planned_purchases")
    actual, target = evidence.shares(content)
    assert target.values == (None,) * 6
    assert actual.values[0] == Decimal("18.5")


def test_planned_contracts_stand_beside_the_applications_received():
    lines = {line.name.en: line for line in evidence.contracts(ordinary_content())}
    assert len(lines) == 3
    asked = [line for line in lines.values() if line.has_applications]
    assert [(line.planned, line.applications) for line in asked] == [(6, 3), (6, 3)]
    (contract_purchases,) = [line for line in lines.values() if not line.has_applications]
    assert (contract_purchases.planned, contract_purchases.applications) == (6, None)


def test_activities_are_named_and_blank_rows_are_none():
    content = ordinary_content()
    assert [name.ru for name in evidence.sme_activities(content)] == ["Встреча с производителями"]
    renamed = with_cells(content, {"name.kk": "Жәрмеңке"}, "table_4")
    assert [name.kk for name in evidence.sme_activities(renamed)] == ["Жәрмеңке"]
    assert evidence.sme_activities(emptied(content, "table_4")) == []


def test_contracts_in_force_and_applications_entered_stand_beside_them():
    contracts, applications = (in_force("1"), in_force("2")), (received(),)
    content = replace(ordinary_content(), contracts=contracts, applications=applications)
    lines = {line.name.en: line for line in evidence.contracts(content)}
    assert [(line.in_force, line.registered) for line in lines.values()] == [(0, 0), (2, 1), (0, 0)]
    assert [line.registered for line in evidence.contracts(ordinary_content())] == [None] * 3
