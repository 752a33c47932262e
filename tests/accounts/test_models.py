"""People, organisations and what they are: who is in force when, and what the database does not take."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from icv_portal.accounts.models import Membership, Organization, OrganizationFact, User
from icv_portal.accounts.rules.categories import Category, FactKind
from icv_portal.accounts.rules.roles import ROLES_OF, OrganizationKind, Role
from tests.factories import organizations
from tests.factories.organizations import valid_bin

pytestmark = pytest.mark.django_db


def unsaved(**fields: object) -> Organization:
    names = dict.fromkeys(["name_kk", "name_ru", "name_en", "postal_address"], "Үлгі")
    return Organization(**{"kind": OrganizationKind.REGULATOR, "bin": valid_bin()} | names | fields)


@pytest.fixture
def customer() -> Organization:
    return organizations.organization(OrganizationKind.BIG_CUSTOMER)


def fact(of: Organization, kind: FactKind, valid_from: date, valid_until: date | None = None) -> OrganizationFact:
    made = OrganizationFact(organization=of, kind=kind, valid_from=valid_from, valid_until=valid_until, basis="№ 1")
    made.full_clean()
    made.save_by(None)
    return made


@pytest.mark.parametrize(
    ("bin_", "problem"),
    [("99014000000", "12 digits"), ("9901400000x0", "digits only"), ("990140000000", "mistyped")],
)
def test_a_bin_with_a_mistake_is_named_in_the_readers_language(bin_, problem):
    unsaved(bin=valid_bin()).full_clean()
    with translation.override("en"), pytest.raises(ValidationError, match=problem):
        unsaved(bin=bin_).full_clean()
    with translation.override("kk"), pytest.raises(ValidationError, match="цифр"):
        unsaved(bin=bin_).full_clean()


def test_a_bin_belongs_to_one_organisation(customer):
    with pytest.raises(ValidationError):
        unsaved(bin=customer.bin).full_clean()


def test_there_is_one_authorized_body_at_a_time():
    body = organizations.authorized_body()
    with pytest.raises(IntegrityError), transaction.atomic():
        unsaved(kind=OrganizationKind.AUTHORIZED_BODY).save_by(None)
    body.closed_on = date(2026, 9, 1)
    body.save_by(None)
    successor = unsaved(kind=OrganizationKind.AUTHORIZED_BODY)
    successor.save_by(None)
    assert Organization.objects.authorized_body(on=date(2026, 9, 1)) == successor


@pytest.mark.parametrize(("language", "field"), [("kk", "name_kk"), ("ru", "name_ru"), ("en", "name_en")])
def test_an_organisation_is_named_in_the_readers_language(customer, language, field):
    with translation.override(language):
        assert customer.name == str(customer) == getattr(customer, field)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_facts_and_memberships_hold_from_their_first_to_their_last_day(customer, day, holds):
    period = {"valid_from": date(2026, 9, 1), "valid_until": date(2026, 9, 30)}
    fact(customer, FactKind.BACKBONE, **period)
    member = organizations.member(customer, Role.DRAFTER, **period)
    assert (Category.BACKBONE in customer.categories_on(day)) is holds
    assert member.is_in_force(day) is holds
    assert Membership.objects.in_force(day).contains(member) is holds
    assert (member in Membership.objects.of_user(member.user, on=day)) is holds


def test_a_natural_monopoly_becomes_one_of_small_capacity_on_a_day(customer):
    fact(customer, FactKind.NATURAL_MONOPOLY, date(2025, 1, 1))
    fact(customer, FactKind.BACKBONE, date(2025, 1, 1))
    fact(customer, FactKind.SMALL_CAPACITY, date(2026, 9, 1))
    assert customer.categories_on(date(2026, 8, 31)) == {Category.NATURAL_MONOPOLY, Category.BACKBONE}
    assert customer.categories_on(date(2026, 9, 1)) == {Category.BACKBONE}


@pytest.mark.parametrize("make", [organizations.regulator, organizations.authorized_body, organizations.oversight])
def test_a_role_belongs_to_its_kind_of_organisation(make):
    body = make()
    lawful = ROLES_OF[OrganizationKind(body.kind)]
    for role in Role:
        if role in lawful:
            assert organizations.member(body, role).role == role
        else:
            with pytest.raises(ValidationError):
                organizations.member(body, role)


def test_the_last_day_is_not_before_the_first(customer):
    period = {"valid_from": date(2026, 9, 2), "valid_until": date(2026, 9, 1)}
    with pytest.raises(ValidationError):
        fact(customer, FactKind.BACKBONE, **period)
    with pytest.raises(ValidationError):
        organizations.member(customer, Role.DRAFTER, **period)


def test_one_person_per_address_whatever_the_letters():
    person = User.objects.create_user("Saule@Example.KZ", "Әлиева Сәуле")
    assert person.email == "saule@example.kz"
    assert User.objects.get_by_natural_key("SAULE@example.kz") == person
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="SAULE@example.kz", full_name="Басқа адам")


def test_the_administration_is_open_to_portal_administrators_in_force(time_machine):
    time_machine.move_to("2026-09-08T10:00:00+05:00")
    portal = organizations.portal_operator()
    administrator = organizations.member(portal, Role.PORTAL_ADMINISTRATOR).user
    former = organizations.member(portal, Role.PORTAL_ADMINISTRATOR, valid_until=date(2026, 9, 7)).user
    head = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD).user
    assert [user.is_staff for user in (administrator, former, head)] == [True, False, False]
    assert administrator.has_module_perms("accounts")
    administrator.is_active = False
    assert not administrator.is_staff


def test_history_keeps_who_changed_what_and_never_a_password(customer):
    administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
    customer.name_kk = "«Жаңа атау» АҚ"
    customer.save_by(administrator, reason="renamed")
    last = customer.history.latest("history_id")
    assert (last.history_user, last.history_change_reason) == (administrator.user, "renamed")
    assert last.name_kk == "«Жаңа атау» АҚ"
    assert {"password", "last_login"}.isdisjoint(field.name for field in User.history.model._meta.fields)


def test_an_inactive_person_acts_in_nothing(customer):
    member = organizations.member(customer, Role.DRAFTER)
    day = date(2026, 9, 8)
    assert list(Membership.objects.of_user(member.user, on=day)) == [member]
    member.user.is_active = False
    member.user.save()
    assert list(Membership.objects.of_user(member.user, on=day)) == []
