"""Planning backwards from adoption: the latest day to file a draft so that no body has to hurry."""

from dataclasses import dataclass
from datetime import date

from approvals.due_dates import DueDates
from approvals.models import Procedure
from approvals.rules.backward_planning import latest_filing
from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.route import route
from approvals.rules.working_days import CalendarNotLoaded
from approvals.workflow import State
from icv_portal.accounts.models import LegalSetting
from icv_portal.accounts.rules.legal_settings import SettingKey


@dataclass(frozen=True)
class FilingPlan:
    """`day` is empty where the calendar of `missing_year` is not loaded; `adopt_by` is 30 November."""

    adopt_by: date
    day: date | None
    has_passed: bool
    missing_year: int | None = None


def filing_plan(procedure: Procedure, dates: DueDates) -> FilingPlan | None:
    """By the categories and the hand-over days of today; None for what is not a draft, or has no route today."""
    if procedure.state != State.DRAFT:
        return None
    categories = procedure.customer.categories_on(dates.today)
    if not categories:
        return None
    adopt_by = last_day_to_adopt(procedure.first_year)
    hand_over_days = int(LegalSetting.objects.value(SettingKey.HAND_OVER_WORKING_DAYS, at=dates.today))
    try:
        day = latest_filing(procedure.first_year, route(categories), dates.calendar, hand_over_days=hand_over_days)
    except CalendarNotLoaded as missing:
        return FilingPlan(adopt_by, None, False, missing.year)
    return FilingPlan(adopt_by, day, day < dates.today)
