"""What the register knows of a contract: its dates, its term under the law, and how a version holds it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from programs.rules.comparison import ChangeKind, apply, compare
from programs.rules.content_json import as_submitted, from_json, to_json
from programs.rules.contracts import (
    ENDS_BEFORE_SIGNED,
    ENDS_BEFORE_START,
    TERM_OUTSIDE_THE_LAW,
    PlannedYear,
    contract_problems,
    term_note,
)
from tests.factories.registers import in_force
from tests.programs.rules.contents import ordinary_content

PLANNED = PlannedYear(2027, Decimal("100"), Decimal("45.5"))


@pytest.mark.parametrize(
    ("kind", "starts_on", "ends_on", "is_outside"),
    [
        ("guaranteed_purchase", date(2026, 1, 1), date(2026, 12, 31), False),
        ("guaranteed_purchase", date(2026, 1, 1), date(2026, 12, 30), True),
        ("guaranteed_purchase", date(2024, 2, 29), date(2025, 2, 28), False),
        ("guaranteed_purchase", date(2026, 1, 1), date(2035, 12, 31), False),
        ("guaranteed_purchase", date(2026, 1, 1), date(2036, 1, 1), True),
        ("offtake", date(2026, 1, 1), date(2026, 3, 1), False),
    ],
)
def test_a_guaranteed_purchase_runs_for_one_to_ten_years(kind, starts_on, ends_on, is_outside):
    assert term_note(kind, starts_on, ends_on) == (TERM_OUTSIDE_THE_LAW if is_outside else None)


@pytest.mark.parametrize(
    ("signed_on", "starts_on", "ends_on", "problems"),
    [
        (date(2026, 5, 1), date(2026, 1, 1), date(2026, 12, 31), []),
        (date(2026, 5, 1), date(2026, 5, 1), date(2026, 5, 1), []),
        (date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 1), [("ends_on", ENDS_BEFORE_START)]),
        (date(2026, 5, 1), date(2026, 1, 1), date(2026, 4, 30), [("ends_on", ENDS_BEFORE_SIGNED)]),
    ],
)
def test_dates_stand_in_order(signed_on, starts_on, ends_on, problems):
    assert list(contract_problems(signed_on, starts_on, ends_on)) == problems


@pytest.mark.parametrize(
    ("signed_on", "starts_on", "ends_on", "field"),
    [
        (date(202, 5, 1), date(2026, 5, 1), date(2027, 1, 1), "signed_on"),
        (date(2026, 5, 1), date(2026, 5, 1), date(2077, 1, 1), "ends_on"),
        (date(2026, 5, 1), date(9999, 12, 1), date(9999, 12, 31), "ends_on"),
    ],
)
def test_slips_of_the_pen_are_told_beside_their_field(signed_on, starts_on, ends_on, field):
    assert [name for name, _problem in contract_problems(signed_on, starts_on, ends_on)] == [field]


def test_a_content_without_contracts_is_frozen_as_it_ever_was():
    assert "contracts" not in to_json(ordinary_content())
    assert from_json(to_json(ordinary_content())).contracts == ()


def test_contracts_in_force_are_part_of_what_is_submitted():
    contract = in_force(years=(PLANNED, PlannedYear(2028, None, Decimal(50))))
    content = replace(ordinary_content(), contracts=(contract,))
    assert to_json(content)["contracts"][0]["years"] == [
        {"year": 2027, "quantity": "100.0000", "amount": "45.500000"},
        {"year": 2028, "quantity": None, "amount": "50.000000"},
    ]
    assert as_submitted(content).contracts == (contract,)


def test_a_contract_that_changed_is_a_change_of_the_content():
    old = replace(ordinary_content(), contracts=(in_force(years=(PLANNED,)),))
    new = replace(old, contracts=(in_force(years=(replace(PLANNED, amount=Decimal(60)),)),))
    [change] = compare(old, new)
    assert (change.kind, change.key) == (ChangeKind.FIELD, "contracts")
    assert apply([change], old) == new


def test_a_contract_is_described_in_the_readers_language():
    described = in_force(years=(PLANNED, PlannedYear(2028, None, Decimal("1200")))).described
    assert described.ru.splitlines() == [
        "Офтейк-контракт № 12-О/2025 от 14.03.2025, «Болат Құбыр» ЖШС (990140999995)",
        "242013.900.000001 Болат құбырлар",
        "01.04.2025 – 31.12.2028",
        "2027: 100 тонна, 45,5 млн тенге",
        "2028: 1\u00a0200 млн тенге",
    ]
    assert described.kk.splitlines()[0].startswith("Офтейк-келісімшарт, 14.03.2025 № 12-О/2025")
    assert "45.5 million tenge" in described.en
