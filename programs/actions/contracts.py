"""The company's register of contracts aimed at industrial development: entered, corrected, ended, taken up again.

Whatever becomes of a program: a contract in force is a fact. Versions keep what they were submitted with.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from icv_portal.accounts.models import Membership, Organization
from icv_portal.journal.models import Audience, record
from programs.models import Contract
from programs.permissions import may_keep_register
from programs.rules.contracts import ContractStatus

FACTS = (
    "kind",
    "number",
    "signed_on",
    "supplier",
    "supplier_bin",
    "good",
    "product_code",
    "unit",
    "starts_on",
    "ends_on",
    "yearly",
)
Facts = Mapping[str, Any]
"""By the names in FACTS."""


class ContractChanged(Exception):
    """Somebody else changed the contract after it was read. Nothing was changed now."""

    def __init__(self, contract: Contract) -> None:
        super().__init__(str(contract.pk))
        self.contract = contract


class ContractEnded(Exception):
    """It has ended already, or is in force again: there is nothing to end or to take up."""


@transaction.atomic
def add_contract(facts: Facts, *, by: Membership, at: datetime) -> Contract:
    """Into the register of one's own company. Raises PermissionDenied, ValidationError."""
    customer = _lock_register(by)
    contract = Contract(customer=customer)
    _take(contract, facts)
    _require_sense(contract, at=at)
    contract.save_by(by, reason="added", at=at)
    _leave_record("contract_added", contract, by=by, at=at)
    return contract


@transaction.atomic
def change_contract(
    contract_id: uuid.UUID, facts: Facts, *, seen: int | None, by: Membership, at: datetime
) -> Contract:
    """Correct some facts, over the state that was `seen` (None: over whatever stands).

    What changes nothing leaves no trace. Raises PermissionDenied, ValidationError, ContractChanged.
    """
    contract = _lock(contract_id, by)
    before = {name: getattr(contract, name) for name in FACTS}
    _take(contract, facts)
    changed = [name for name in FACTS if getattr(contract, name) != before[name]]
    if not changed:
        return contract
    if seen is not None and seen != contract.version:
        raise ContractChanged(Contract.objects.get(pk=contract_id))
    _require_sense(contract, at=at)
    contract.save_by(by, reason="changed", at=at)
    _leave_record("contract_changed", contract, by=by, at=at, fields=changed)
    return contract


@transaction.atomic
def end_contract(
    contract_id: uuid.UUID, *, status: ContractStatus, ended_on: date, reason: str, by: Membership, at: datetime
) -> Contract:
    """Say what became of it: it counts towards no target from now on. Said twice is said once.

    Raises PermissionDenied, ValidationError, ContractEnded.
    """
    contract = _lock(contract_id, by)
    end = {"status": status.value, "ended_on": ended_on, "end_reason": reason.strip()}
    if not contract.is_in_force:
        if all(getattr(contract, name) == value for name, value in end.items()):
            return contract
        raise ContractEnded
    for name, value in end.items():
        setattr(contract, name, value)
    _require_end(contract, at=at)
    contract.save_by(by, reason="ended", at=at)
    _leave_record("contract_ended", contract, by=by, at=at, status=status.value, ended_on=ended_on.isoformat())
    return contract


@transaction.atomic
def take_up_contract(contract_id: uuid.UUID, *, by: Membership, at: datetime) -> Contract:
    """In force after all: its end was entered by mistake. Raises PermissionDenied."""
    contract = _lock(contract_id, by)
    if contract.is_in_force:
        return contract
    contract.status, contract.ended_on, contract.end_reason = ContractStatus.IN_FORCE.value, None, ""
    contract.save_by(by, reason="in force again", at=at)
    _leave_record("contract_taken_up", contract, by=by, at=at)
    return contract


def _lock_register(by: Membership) -> Organization:
    """One change of a company's register at a time: two people cannot enter the same contract twice."""
    if not may_keep_register(by):
        raise PermissionDenied
    return Organization.objects.select_for_update(no_key=True).get(pk=by.organization_id)


def _lock(contract_id: uuid.UUID, by: Membership) -> Contract:
    """Raises Contract.DoesNotExist for one of another company."""
    customer = _lock_register(by)
    return Contract.objects.filter(customer=customer).select_for_update(of=("self",)).get(pk=contract_id)


def _take(contract: Contract, facts: Facts) -> None:
    for name in FACTS:
        if name in facts:
            value = facts[name]
            setattr(contract, name, " ".join(value.split()) if isinstance(value, str) else value)


def _require_sense(contract: Contract, *, at: datetime) -> None:
    if contract.supplier_bin == contract.customer.bin:
        raise ValidationError({"supplier_bin": _("This is the BIN of your own company. Enter the supplier's.")})
    if contract.signed_on and contract.signed_on > localdate(at):
        raise ValidationError(
            {"signed_on": _("This day is still to come. Enter the contract when it has been concluded.")}
        )
    _require_another(contract)
    contract.full_clean()


def _require_another(contract: Contract) -> None:
    same = Contract.objects.filter(
        customer=contract.customer_id,
        supplier_bin=contract.supplier_bin,
        number=contract.number,
        signed_on=contract.signed_on,
    )
    if contract.signed_on and same.exclude(pk=contract.pk).exists():
        entered = _("The register has this contract of this supplier already: %s. Open it there and change it.")
        raise ValidationError({"number": entered % contract})


def _require_end(contract: Contract, *, at: datetime) -> None:
    assert contract.ended_on is not None
    if contract.ended_on < contract.signed_on:
        raise ValidationError({"ended_on": _("It cannot have ended before it was signed.")})
    if contract.ended_on > localdate(at):
        raise ValidationError({"ended_on": _("This day is still to come. Enter the end when it has come.")})
    if contract.status == ContractStatus.ENDED_EARLY and not contract.end_reason:
        raise ValidationError({"end_reason": _("Say why it ended before its term.")})


def _leave_record(event: str, contract: Contract, *, by: Membership, at: datetime, **more: Any) -> None:
    """In the company's own chain, by ids and codes: who supplies what stands in the register."""
    record(
        chain_id=contract.customer_id,
        subject_kind="contract",
        subject_id=contract.pk,
        event=event,
        by=by,
        at=at,
        audience=Audience.STAFF,
        payload={"kind": contract.kind, **more},
    )
