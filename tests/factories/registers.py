"""Contracts aimed at industrial development and applications of manufacturers, entered by the portal's own actions."""

from datetime import date, datetime
from typing import Any

from icv_portal.accounts.models import Membership
from programs.actions.applications import add_application
from programs.actions.contracts import add_contract
from programs.models import Contract, ManufacturerApplication, Program
from programs.rules.applications import ReceivedApplication
from programs.rules.contracts import ContractInForce, PlannedYear
from tests.factories.moments import OPENED_AT
from tests.programs.rules.contents import identifier

SUPPLIER_BIN, OTHER_BIN = "990140999995", "990140999985"
CONTRACT: dict[str, Any] = {
    "kind": "offtake",
    "number": "12-О/2025",
    "signed_on": date(2025, 3, 14),
    "supplier": "«Болат Құбыр» ЖШС",
    "supplier_bin": SUPPLIER_BIN,
    "good": "Болат құбырлар",
    "product_code": "242013.900.000001",
    "unit": "тонна",
    "starts_on": date(2025, 4, 1),
    "ends_on": date(2028, 12, 31),
    "yearly": {
        "2025": {"quantity": "50", "amount": "20"},
        "2026": {"quantity": "100", "amount": "40"},
        "2027": {"quantity": "100", "amount": "45.5"},
        "2028": {"quantity": "100", "amount": "50"},
    },
}
APPLICATION: dict[str, Any] = {
    "kind": "offtake",
    "manufacturer": "«Болат Құбыр» ЖШС",
    "manufacturer_bin": SUPPLIER_BIN,
    "good": "Болат құбырлар",
    "product_code": "242013.900.000001",
    "volume": None,
    "unit": "тонна",
    "received_on": date(2026, 3, 2),
    "letter_number": "17",
    "outcome": "considered",
    "answer": "",
}


def contract(by: Membership, *, at: datetime = OPENED_AT, **facts: Any) -> Contract:
    """In force, and running in the first two years of the programs of the factories."""
    return add_contract({**CONTRACT, **facts}, by=by, at=at)


def application(program: Program, *, by: Membership, at: datetime = OPENED_AT, **facts: Any) -> ManufacturerApplication:
    return add_application(program.pk, {**APPLICATION, **facts}, by=by, at=at)


def in_force(name: str = "contract", **facts: Any) -> ContractInForce:
    """As a content holds it."""
    days = {key: str(CONTRACT[key]) for key in ("signed_on", "starts_on", "ends_on")}
    given = {**CONTRACT, **days, **facts, "id": identifier(name)}
    given["years"] = facts.get("years", (PlannedYear(2027, None, None),))
    given.pop("yearly")
    return ContractInForce(**given)


def received(name: str = "application", **facts: Any) -> ReceivedApplication:
    return ReceivedApplication(
        **{**APPLICATION, "received_on": str(APPLICATION["received_on"]), **facts, "id": identifier(name)}
    )
