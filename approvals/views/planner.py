"""The planner of the latest safe day to file: for a period and a route, by how often it may be refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.due_dates import DueDates
from approvals.forms.planner import ROUTES, PlannerForm, code_of
from approvals.rules.backward_planning import latest_filing, terms_ahead
from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.forward_planning import Course, course_of
from approvals.rules.route import BodyKind, route
from approvals.rules.working_days import CalendarNotLoaded
from approvals.views.planning import hand_over_days
from icv_portal.accounts.models import LegalSetting, Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.legal_settings import SettingKey


@dataclass(frozen=True)
class Scenario:
    """`day` is the last on which a filing may be registered; without the calendar of `missing_year` nobody can tell."""

    title: Promise
    refusals: tuple[BodyKind, ...]
    day: date | None
    days_left: int | None
    course: Course | None
    missing_year: int | None = None


@dataclass(frozen=True)
class Plan:
    first_year: int
    route: tuple[BodyKind, ...]
    adopt_by: date
    hand_over_days: int
    scenarios: Sequence[Scenario]


def planner(request: PortalRequest) -> HttpResponse:
    dates = DueDates.as_of_today()
    form = PlannerForm(request.GET, today=dates.today, own_route=own_route(request.membership, dates.today))
    first_year, code = form.asked()
    plan = plan_of(first_year, ROUTES[code], dates)
    return render(request, "approvals/planner.html", {"form": form, "plan": plan, "dates": dates})


def own_route(membership: Membership | None, today: date) -> str:
    """Of the reader's company, if it has one today; else the authorized body alone."""
    categories = membership.organization.categories_on(today) if membership else ()
    return code_of(route(categories)) if categories else "authorized_body"


def plan_of(first_year: int, bodies: tuple[BodyKind, ...], dates: DueDates) -> Plan:
    """By the legal settings of today."""
    left_over = hand_over_days(dates.today)
    setting = LegalSetting.objects.value(SettingKey.REWORK_RETURNS_TO, at=dates.today)
    adopt_by = last_day_to_adopt(first_year)
    scenarios = [
        _scenario(title, refusals, first_year, bodies, dates, left_over, setting)
        for title, refusals in _refusals(bodies)
    ]
    return Plan(first_year, bodies, adopt_by, left_over, scenarios)


def _refusals(bodies: tuple[BodyKind, ...]) -> list[tuple[Promise, tuple[BodyKind, ...]]]:
    asked: list[tuple[Promise, tuple[BodyKind, ...]]] = [
        (_("Nobody refuses"), ()),
        (_("The authorized body refuses once"), bodies[-1:]),
    ]
    return asked if len(bodies) == 1 else [*asked, (_("Each body refuses once"), bodies)]


def _scenario(
    title: Promise,
    refusals: tuple[BodyKind, ...],
    first_year: int,
    bodies: tuple[BodyKind, ...],
    dates: DueDates,
    left_over: int,
    setting: str,
) -> Scenario:
    try:
        day = latest_filing(
            first_year, bodies, dates.calendar, refusals=refusals, hand_over_days=left_over, setting=setting
        )
    except CalendarNotLoaded as missing:
        return Scenario(title, refusals, None, None, None, missing.year)
    course = course_of(
        terms_ahead(bodies, refusals, setting),
        dates.calendar,
        registered_on=day,
        first_year=first_year,
        hand_over_days=left_over,
    )
    return Scenario(title, refusals, day, dates.days_left(day), course)
