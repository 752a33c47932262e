"""Two drafters open a program of the same years at the same moment: there is one, and the other is told so."""

import pytest
from django.core.exceptions import ValidationError

from approvals import actions
from approvals.models import Procedure
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.roles import Role
from tests.factories import organizations
from tests.factories.moments import moment
from tests.races.threads import at_once

pytestmark = pytest.mark.own_database


def test_a_program_opened_twice_at_once():
    customer = organizations.backbone_enterprise()
    drafters = [organizations.member(customer, Role.DRAFTER) for _ in range(2)]

    def opens(number: int) -> Procedure:
        return actions.open_program(
            customer, first_year=2027, last_year=2029, languages=["kk"], by=drafters[number], at=moment("2026-09-08")
        )

    first, second = at_once(
        lambda: opens(0),
        lambda: opens(1),
        holding=lambda: Organization.objects.select_for_update(no_key=True).get(pk=customer.pk),
    )
    assert isinstance(first, Procedure)
    assert isinstance(second, ValidationError)
    assert Procedure.objects.get() == first
