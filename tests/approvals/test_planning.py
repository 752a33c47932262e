"""A draft's page and its submit page tell the latest day to file; the examples are those of the backward planning."""

from datetime import date

import pytest
from django.urls import reverse
from time_machine import Traveller

from approvals.models import CalendarYear
from approvals.workflow import State
from icv_portal.accounts.models import LegalSetting
from icv_portal.accounts.rules.legal_settings import SettingKey
from tests.approvals.conftest import NOW, SignIn
from tests.factories import cases
from tests.factories.cases import Case

pytestmark = pytest.mark.django_db
PAGES = ["procedure", "submit"]
SAID = "So that every body may use its whole term before 1 December 2026."
PASSED = "late adoption is marked, not blocked"


def page(name: str, case: Case, signed_in: SignIn) -> str:
    answer = signed_in(case.signatory).get(reverse(name, args=[case.procedure_id]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def set_hand_over_days(value: str) -> None:
    key = SettingKey.HAND_OVER_WORKING_DAYS
    LegalSetting.objects.create(key=key, value=value, in_force_from=date(2026, 9, 1), basis="№ 1", entered_at=NOW)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("of", "days", "day"),
    [
        (cases.of_backbone_enterprise, "1", "2026-10-30"),
        (cases.of_natural_monopoly, "1", "2026-10-07"),
        (cases.of_backbone_enterprise, "0", "2026-11-02"),
        (cases.of_natural_monopoly, "0", "2026-10-09"),
    ],
)
def test_a_draft_tells_the_latest_day_to_file(name, of, days, day, signed_in: SignIn):
    set_hand_over_days(days)
    shown = page(name, of(), signed_in)
    assert f'<time datetime="{day}">' in shown
    assert SAID in shown
    assert PASSED not in shown


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("today", "has_passed"), [("2026-10-30", False), ("2026-10-31", True), ("2027-02-01", True)])
def test_when_the_day_has_passed_the_page_says_so_calmly(name, today, has_passed, signed_in: SignIn, now: Traveller):
    case = cases.of_backbone_enterprise()
    now.move_to(f"{today}T12:00:00+05:00")
    shown = page(name, case, signed_in)
    assert '<time datetime="2026-10-30">' in shown
    assert (PASSED in shown) is has_passed


@pytest.mark.parametrize("name", PAGES)
def test_without_the_calendar_no_day_is_told(name: str, signed_in: SignIn):
    case = cases.of_backbone_enterprise()
    CalendarYear.objects.filter(year=2026).delete()
    shown = page(name, case, signed_in)
    assert "Latest day to file" in shown
    assert "cannot be computed: calendar of 2026 missing" in shown
    assert PASSED not in shown


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_what_has_been_filed_is_not_planned(state: State, signed_in: SignIn):
    assert "Latest day to file" not in page("procedure", cases.in_state(state), signed_in)


def test_a_customer_of_no_category_has_no_route_to_plan(signed_in: SignIn):
    case = cases.of_backbone_enterprise()
    assert "Latest day to file" in page("procedure", case, signed_in)
    case.procedure.customer.facts.all().delete()
    assert "Latest day to file" not in page("procedure", case, signed_in)
