"""Customers and staff are shown different things of the same program."""

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import OrganizationKind


def is_customers(membership: Membership) -> bool:
    """Whether this is somebody of a customer: what such a person may see is its own organisation's."""
    return membership.kind is OrganizationKind.BIG_CUSTOMER
