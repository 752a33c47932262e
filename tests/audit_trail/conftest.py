"""Who reads the journal, and the browsers of pages' tests."""

import pytest

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import now, signed_in
from tests.factories import organizations

__all__ = ["now", "signed_in"]


@pytest.fixture
def auditor(db: None) -> Membership:
    return organizations.member(organizations.oversight(), Role.AUDITOR)


@pytest.fixture
def administrator(db: None) -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
