from icv_portal.accounts.rules.roles import ROLES_OF, Role
from icv_portal.demo.organizations import CUSTOMERS, ORGANIZATIONS
from icv_portal.demo.people import DEMO_PASSWORD, PEOPLE, SECOND_MEMBERSHIPS, sign_ins

KINDS = {organization.code: organization.kind for organization in ORGANIZATIONS}


def test_everybody_has_an_address_of_their_own_that_reaches_nobody() -> None:
    emails = [person.email for person in PEOPLE]
    assert len(set(emails)) == len(emails)
    assert {email.rsplit(".", 1)[1] for email in emails} == {"example"}


def test_nobody_holds_a_role_their_organization_does_not_have() -> None:
    held = [(person.organization, person.role) for person in PEOPLE]
    held += [(code, role) for _person, code, role in SECOND_MEMBERSHIPS]
    assert [(code, role) for code, role in held if role not in ROLES_OF[KINDS[code]]] == []


def test_every_customer_has_a_drafter_and_a_signatory() -> None:
    held = {(person.organization, person.role) for person in PEOPLE}
    needed = {(customer.code, role) for customer in CUSTOMERS for role in (Role.DRAFTER, Role.SIGNATORY)}
    assert needed <= held


def test_there_is_one_sign_in_for_each_role_and_one_for_switching() -> None:
    assert [one.role for one in sign_ins()] == [*(role.label.en for role in Role), "Drafter in two companies"]
    assert {one.email for one in sign_ins()} <= {person.email for person in PEOPLE}


def test_the_password_can_be_typed_on_any_latin_keyboard() -> None:
    assert DEMO_PASSWORD.isascii()
    assert len(DEMO_PASSWORD) >= 12
