"""The route of a procedure as a line of steps with their dates, read from its considerations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from approvals.models import Consideration, Procedure
from approvals.rules.route import BodyKind, NotABigCustomer, route
from approvals.workflow import State
from icv_portal.accounts.rules.categories import Category
from icv_portal.accounts.templatetags.portal import in_language


@dataclass(frozen=True)
class RouteStep:
    """`status` is done, current, refused or upcoming."""

    label: str
    status: str
    on: date | None = None
    note: str = ""


def route_line(procedure: Procedure, considerations: Iterable[Consideration]) -> list[RouteStep]:
    last_of = {consideration.body_kind: consideration for consideration in considerations}
    return [
        _submission(procedure),
        *(_body(procedure, kind, last_of.get(kind)) for kind in _bodies(procedure)),
        *_ends(procedure),
    ]


def _bodies(procedure: Procedure) -> Iterable[BodyKind]:
    """Before submission the route is the one the categories of today lead to."""
    if procedure.bodies:
        return procedure.bodies
    try:
        return route([Category(category) for category in procedure.categories])
    except NotABigCustomer:
        return (BodyKind.AUTHORIZED_BODY,)


def _submission(procedure: Procedure) -> RouteStep:
    label = pgettext("step of the route", "Submission")
    if procedure.submitted_at is None:
        return RouteStep(label, "current")
    return RouteStep(label, "done", _day(procedure.submitted_at))


def _body(procedure: Procedure, kind: BodyKind, last: Consideration | None) -> RouteStep:
    label = _short_name(kind)
    if last is None:
        return RouteStep(label, "upcoming")
    if last.outcome == Consideration.Outcome.AGREED:
        return RouteStep(label, "done", _day(last.decided_at))
    if last.outcome == Consideration.Outcome.REFUSED:
        note = _("In rework") if procedure.state == State.REWORK else ""
        return RouteStep(label, "refused", _day(last.decided_at), note)
    if last.outcome == Consideration.Outcome.WITHDRAWN:
        return RouteStep(label, "upcoming", note=pgettext("outcome", "Withdrawn"))
    note = _("round %(number)d") % {"number": last.round} if last.round > 1 else ""
    return RouteStep(label, "current", last.registered_on, note)


def _ends(procedure: Procedure) -> Iterator[RouteStep]:
    agreed = procedure.agreed_at
    yield RouteStep(pgettext("step of the route", "Agreed"), "done" if agreed else "upcoming", _day(agreed))
    label = pgettext("step of the route", "Adoption")
    if procedure.state == State.ADOPTED:
        yield RouteStep(label, "done", procedure.order_date)
    else:
        yield RouteStep(label, "current" if procedure.state == State.AGREED else "upcoming")


def _short_name(kind: BodyKind) -> str:
    if kind is BodyKind.REGULATOR:
        return _("Natural-monopoly body")
    return in_language(kind.label)


def _day(moment: datetime | None) -> date | None:
    return localdate(moment) if moment else None
