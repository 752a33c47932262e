"""A draft's page and its submit page tell the latest day to file; the examples are those of the backward planning."""

import re
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
from tests.factories.moments import moment

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


def rows_of(shown: str) -> list[str]:
    """The table of what lies ahead, a line of text each."""
    table = shown.partition('<section class="outlook">')[2].partition("</section>")[0]
    lines = [re.sub(r"<[^>]+>", " ", row) for row in table.split("<tr>")[2:]]
    return [" ".join(line.split()) for line in lines]


def test_before_filing_every_last_day_is_told_and_whether_adoption_is_in_time(signed_in: SignIn, now: Traveller):
    now.move_to("2026-09-30T12:00:00+05:00")
    case = cases.of_natural_monopoly()
    rows = rows_of(page("submit", case, signed_in))
    days = [re.findall(r"\d\d\.\d\d\.2026", row) for row in rows]
    assert [found[0] for found in days if found] == [
        "21.10.2026",
        "20.11.2026",
        "23.11.2026",
        "07.12.2026",
        "23.12.2026",
        "24.12.2026",
    ]
    assert "before 1 December 2026" in rows[2]
    assert "after 30 November 2026" in rows[-1]
    assert rows[3].startswith("With one refusal")


def test_a_reworked_program_is_told_what_lies_ahead_from_where_it_returns(signed_in: SignIn, now: Traveller):
    case = cases.of_natural_monopoly()
    case.submit(moment("2026-09-01"))
    case.agree(moment("2026-09-02"))
    case.refuse(moment("2026-09-03"))
    now.move_to("2026-09-07T12:00:00+05:00")
    rows = rows_of(page("resubmit", case, signed_in))
    assert rows[0].startswith("Consideration of the reworked program")
    assert len(rows) == 6


def test_without_a_calendar_what_lies_ahead_says_so(signed_in: SignIn, now: Traveller):
    CalendarYear.objects.filter(year__gte=2027).delete()
    now.move_to("2026-12-14T12:00:00+05:00")
    rows = rows_of(page("submit", cases.of_backbone_enterprise(), signed_in))
    assert "2027" in rows[0]


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
