"""Fictional organisations, the facts that decide their route, and people with a role in them."""

from datetime import date
from itertools import count

from icv_portal.accounts.models import Membership, Organization, OrganizationFact, User
from icv_portal.accounts.rules.categories import FactKind
from icv_portal.accounts.rules.identifiers import check_digit
from icv_portal.accounts.rules.roles import ROLES_OF, OrganizationKind, Role

SINCE = date(2025, 1, 1)
_serial = count(1)


def valid_bin() -> str:
    """A number nobody else in this run has, with its check digit."""
    while True:
        first_digits = f"990140{next(_serial):05d}"
        last = check_digit(first_digits)
        if last is not None:
            return f"{first_digits}{last}"


def organization(kind: OrganizationKind, *facts: FactKind, **fields: object) -> Organization:
    bin_ = valid_bin()
    names = {
        "name_kk": f"«Үлгі {bin_}» АҚ",
        "name_ru": f"АО «Улги {bin_}»",
        "name_en": f"Ulgi {bin_} JSC",
        "postal_address": "010000, Астана қ., Үлгі к-сі, 1",
    }
    made = Organization(kind=kind, bin=bin_, **{**names, **fields})
    made.full_clean(exclude=["competent_regulator"])
    made.save_by(None, reason="test")
    for fact in facts:
        OrganizationFact(organization=made, kind=fact, valid_from=SINCE, basis="test").save_by(None, reason="test")
    return made


def backbone_enterprise(**fields: object) -> Organization:
    """An ordinary customer: straight to the authorized body."""
    return organization(OrganizationKind.BIG_CUSTOMER, FactKind.BACKBONE, **fields)


def natural_monopoly(regulator: Organization, **fields: object) -> Organization:
    return organization(
        OrganizationKind.BIG_CUSTOMER, FactKind.NATURAL_MONOPOLY, competent_regulator=regulator, **fields
    )


def subsoil_user(**fields: object) -> Organization:
    """Its contracts and licences come with `tests.factories.programs.subsoil_rights`."""
    return organization(OrganizationKind.BIG_CUSTOMER, FactKind.SUBSOIL_USER, **fields)


def regulator(**fields: object) -> Organization:
    return organization(OrganizationKind.REGULATOR, **fields)


def authorized_body(**fields: object) -> Organization:
    """The one there is; a second call gives the same."""
    present = Organization.objects.filter(kind=OrganizationKind.AUTHORIZED_BODY, closed_on=None).first()
    return present or organization(OrganizationKind.AUTHORIZED_BODY, **fields)


def oversight(**fields: object) -> Organization:
    return organization(OrganizationKind.OVERSIGHT, **fields)


def portal_operator(**fields: object) -> Organization:
    return organization(OrganizationKind.PORTAL, **fields)


def person(*, language: str = "kk") -> User:
    """Signs in with `client.force_login`: there is no password."""
    number = next(_serial)
    return User.objects.create_user(f"person{number}@example.kz", f"Әлиева Сәуле {number}", language=language)


def member(of: Organization, role: Role, **fields: object) -> Membership:
    """A new person with this role in the organisation."""
    user = fields.pop("user", None) or person()
    made = Membership(
        **{"user": user, "organization": of, "role": role, "position": "Маман", "valid_from": SINCE, "basis": "№ 1"}
        | fields
    )
    made.full_clean()
    made.save_by(None, reason="test")
    return made


def team(of: Organization) -> dict[Role, Membership]:
    """One person for each role the organisation has."""
    return {role: member(of, role) for role in sorted(ROLES_OF[OrganizationKind(of.kind)])}
