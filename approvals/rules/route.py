"""Which state bodies consider a program, in which order, and to whom a reworked one returns."""

from collections.abc import Collection

from icv_portal.accounts.rules.categories import Category
from icv_portal.accounts.rules.labels import Label, Labelled
from icv_portal.accounts.rules.roles import OrganizationKind


class BodyKind(Labelled):
    """A step of the route; the codes and names are those of the kinds of organisations that take it."""

    REGULATOR = OrganizationKind.REGULATOR.value, OrganizationKind.REGULATOR.label
    AUTHORIZED_BODY = OrganizationKind.AUTHORIZED_BODY.value, OrganizationKind.AUTHORIZED_BODY.label


class ReworkReturnsTo(Labelled):
    """Legal setting: p. 15 sends a reworked program "to the corresponding state bodies" and doesn't say which."""

    REFUSING_BODY = (
        "refusing_body",
        Label(kk="Бас тартқан органға", ru="В орган, который отказал", en="To the body that refused"),
    )
    FROM_THE_START = (
        "from_the_start",
        Label(kk="Маршруттың басынан", ru="С начала маршрута", en="From the start of the route"),
    )


class NotABigCustomer(ValueError):
    """The organisation belongs to no category of p. 2(1): no body has to agree its program."""


def route(categories: Collection[Category]) -> tuple[BodyKind, ...]:
    """The bodies in order: the authorized body (p. 10), for natural monopolies after the regulator (p. 11).

    `categories` are the effective ones: a natural monopoly of small capacity isn't among them.
    """
    if not categories:
        raise NotABigCustomer
    if Category.NATURAL_MONOPOLY in categories:
        return BodyKind.REGULATOR, BodyKind.AUTHORIZED_BODY
    return (BodyKind.AUTHORIZED_BODY,)


def first_body(route: tuple[BodyKind, ...]) -> BodyKind:
    return route[0]


def next_body(route: tuple[BodyKind, ...], after: BodyKind) -> BodyKind | None:
    """Who considers once `after` has agreed; None when it was the last and the program is agreed."""
    following = route[route.index(after) + 1 :]
    return following[0] if following else None


def returns_to(route: tuple[BodyKind, ...], refused_by: BodyKind, setting: str) -> BodyKind:
    """To whom the customer resubmits after a refusal (p. 15)."""
    return refused_by if ReworkReturnsTo(setting) is ReworkReturnsTo.REFUSING_BODY else first_body(route)
