"""Who may write a program, and when: the customer's drafters and signatories, while it is in the customer's hands."""

from uuid import UUID

from django.core.exceptions import PermissionDenied

from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.roles import OrganizationKind, Role
from programs.models import Program

WRITERS = frozenset({Role.DRAFTER, Role.SIGNATORY})


class ProgramLocked(Exception):
    """Nobody types: the program is out of the customer's hands, its text stands as submitted."""


class ProgramReady(ProgramLocked):
    """Nobody types: the text stands ready for signature until the signatory returns it or it is taken back."""


def may_open_program(membership: Membership | None, customer: Organization | None = None) -> bool:
    if membership is None or membership.kind is not OrganizationKind.BIG_CUSTOMER or membership.role not in WRITERS:
        return False
    return customer is None or membership.organization_id == customer.pk


def may_write(membership: Membership | None, program: Program) -> bool:
    """Whether this membership writes the program's text, at times when it is not locked."""
    return writes_for(membership, program.customer_id)


def writes_for(membership: Membership | None, customer_id: UUID) -> bool:
    """Whether this membership writes the programs of a customer."""
    return membership is not None and membership.role in WRITERS and membership.organization_id == customer_id


def require_writable(program: Program, by: Membership) -> None:
    """Raises PermissionDenied for a stranger, ProgramLocked after submission, ProgramReady before the signature."""
    if not may_write(by, program):
        raise PermissionDenied
    if program.is_locked:
        raise ProgramLocked
    if program.is_ready:
        raise ProgramReady


def may_keep_register(membership: Membership | None) -> bool:
    """Whether this membership enters contracts into the register of its own company."""
    return membership is not None and writes_for(membership, membership.organization_id)
