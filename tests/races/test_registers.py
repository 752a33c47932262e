"""Two people of a company at its registers at the same moment."""

import pytest
from django.core.exceptions import ValidationError

from icv_portal.accounts.models import Membership, Organization
from icv_portal.accounts.rules.roles import Role
from programs.actions.contracts import ContractChanged, change_contract
from programs.models import Contract, ManufacturerApplication
from tests.factories import organizations, programs
from tests.factories.moments import moment
from tests.factories.registers import application, contract
from tests.races.threads import Act, at_once, hold_program

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")


@pytest.fixture
def by() -> Membership:
    return organizations.team(organizations.backbone_enterprise())[Role.DRAFTER]


def hold_register(by: Membership) -> Act:
    return lambda: Organization.objects.select_for_update(no_key=True).get(pk=by.organization_id)


def test_the_same_contract_entered_twice_at_once_is_entered_once(by: Membership):
    first, second = at_once(*[lambda: contract(by, at=AT)] * 2, holding=hold_register(by))
    assert isinstance(first, Contract)
    assert isinstance(second, ValidationError)
    assert list(second.message_dict) == ["number"]
    assert Contract.objects.get() == first


def test_two_changes_over_the_same_state_are_one_change_and_one_question(by: Membership):
    made = contract(by, at=AT)
    seen = made.version
    first, second = at_once(
        lambda: change_contract(made.pk, {"good": "Құбырлар"}, seen=seen, by=by, at=AT),
        lambda: change_contract(made.pk, {"unit": "метр"}, seen=seen, by=by, at=AT),
        holding=hold_register(by),
    )
    assert isinstance(first, Contract)
    assert isinstance(second, ContractChanged)
    now = Contract.objects.get()
    assert (now.good, now.unit) == ("Құбырлар", made.unit)


def test_the_same_application_entered_twice_at_once_is_entered_once(by: Membership):
    program = programs.opened(by).program
    first, second = at_once(
        *[lambda: application(program, by=by, at=AT)] * 2,
        holding=hold_program(program.pk),
    )
    assert isinstance(first, ManufacturerApplication)
    assert isinstance(second, ValidationError)
    assert ManufacturerApplication.objects.get() == first
