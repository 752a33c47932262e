"""Planning backwards from adoption, the latest day to file, and forwards from a filing, what it would lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from approvals.due_dates import DueDates
from approvals.forms.planner import code_of
from approvals.models import Procedure
from approvals.rules.backward_planning import latest_filing, terms_ahead
from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.forward_planning import Course, Stage, course_of
from approvals.rules.route import BodyKind, route
from approvals.rules.terms import TermKind
from approvals.rules.working_days import CalendarNotLoaded
from approvals.workflow import State
from icv_portal.accounts.models import LegalSetting, Organization
from icv_portal.accounts.rules.legal_settings import SettingKey


@dataclass(frozen=True)
class FilingPlan:
    """`day` is empty where the calendar of `missing_year` is not loaded; `adopt_by` is 30 November.

    `route` is the planner's code of the route.
    """

    route: str
    adopt_by: date
    day: date | None
    has_passed: bool
    missing_year: int | None = None

    @property
    def first_year(self) -> int:
        return self.adopt_by.year + 1


def filing_plan(procedure: Procedure, dates: DueDates) -> FilingPlan | None:
    """By the categories and the hand-over days of today; None for what is not a draft, or has no route today."""
    if procedure.state != State.DRAFT:
        return None
    categories = procedure.customer.categories_on(dates.today)
    if not categories:
        return None
    adopt_by = last_day_to_adopt(procedure.first_year)
    left_over = hand_over_days(dates.today)
    bodies = route(categories)
    try:
        day = latest_filing(procedure.first_year, bodies, dates.calendar, hand_over_days=left_over)
    except CalendarNotLoaded as missing:
        return FilingPlan(code_of(bodies), adopt_by, None, False, missing.year)
    return FilingPlan(code_of(bodies), adopt_by, day, day < dates.today)


def hand_over_days(today: date) -> int:
    return int(LegalSetting.objects.value(SettingKey.HAND_OVER_WORKING_DAYS, at=today))


@dataclass(frozen=True)
class Ahead:
    """A course, and those of its terms that are told with it, each with whose it is."""

    course: Course
    terms: Sequence[tuple[Stage, Organization]]


@dataclass(frozen=True)
class Outlook:
    """What a filing would lead to when everybody uses the whole term: without a refusal, and what one would add.

    It is the last body that `refuses`, so its refusal changes nothing of what comes before.
    """

    smooth: Ahead
    refused: Ahead
    refuses: Organization


def outlook(procedure: Procedure, first: BodyKind, registered_on: date, dates: DueDates) -> Outlook:
    """`procedure` has its route."""
    setting = LegalSetting.objects.value(SettingKey.REWORK_RETURNS_TO, at=dates.today)
    considered = {BodyKind(kind) for kind in procedure.considerations.values_list("body_kind", flat=True)}
    left_over = hand_over_days(dates.today)
    smooth, refused = (
        course_of(
            terms_ahead(procedure.bodies, refusals, setting, first=first, considered=considered),
            dates.calendar,
            registered_on=registered_on,
            first_year=procedure.first_year,
            hand_over_days=left_over,
        )
        for refusals in ((), procedure.bodies[-1:])
    )
    added = refused.stages[len(smooth.stages) :]
    return Outlook(
        Ahead(smooth, [(stage, _whose(procedure, stage)) for stage in smooth.stages]),
        Ahead(refused, [(stage, _whose(procedure, stage)) for stage in added]),
        procedure.body(procedure.bodies[-1]),
    )


def _whose(procedure: Procedure, stage: Stage) -> Organization:
    return procedure.customer if stage.kind is TermKind.REWORK else procedure.body(stage.body)
