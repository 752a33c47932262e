"""What a company decides about its own work in the portal, by its administrator."""

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.roles import Role


def may_keep_company(membership: Membership | None) -> bool:
    return membership is not None and membership.role == Role.COMPANY_ADMINISTRATOR


@transaction.atomic
def ask_for_two_people(organization_id: uuid.UUID, wanted: bool, *, by: Membership, at: datetime) -> Organization:
    """Whether whoever says that a program is ready must be another person than the one who submits it.

    The journal tells of the change by itself; asking for what is so already changes nothing.
    """
    if not may_keep_company(by) or by.organization_id != organization_id or not by.is_in_force(localdate(at)):
        raise PermissionDenied
    organization = Organization.objects.select_for_update(no_key=True).get(pk=organization_id)
    if organization.two_people_submit != wanted:
        organization.two_people_submit = wanted
        organization.save_by(by, reason="two people submit", at=at)
    return organization
