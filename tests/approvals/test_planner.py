"""The planner's page and endpoint: the latest safe day to file, with the days of the backward planning."""

import re
from datetime import date

import pytest
from django.urls import reverse
from time_machine import Traveller

from approvals.models import CalendarYear
from icv_portal.accounts.models import LegalSetting
from icv_portal.accounts.rules.legal_settings import SettingKey
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import NOW, SignIn
from tests.factories import organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
BOTH = "regulator_and_authorized_body"


def shown(signed_in: SignIn, **asked: str) -> str:
    member = organizations.member(organizations.oversight(), Role.AUDITOR)
    return signed_in(member).get(reverse("planner"), asked).content.decode()


def days(page: str) -> list[str]:
    return re.findall(r'plan-day"><b><time datetime="([\d-]+)', page)


def rows(page: str) -> list[str]:
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in table.split("<tr>")[1:]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"first_year": "2027", "route": "authorized_body"}, ["2026-10-30", "2026-09-29"]),
        ({"first_year": "2027", "route": BOTH}, ["2026-10-07", "2026-09-07", "2026-08-06"]),
        ({}, ["2026-10-30", "2026-09-29"]),
        ({"first_year": "soon", "route": "by itself"}, ["2026-10-30", "2026-09-29"]),
    ],
)
def test_the_latest_days_are_told_for_each_number_of_refusals(asked, found, signed_in: SignIn):
    assert days(shown(signed_in, **asked)) == found


def test_each_term_is_told_with_its_days(signed_in: SignIn):
    assert rows(shown(signed_in)) == [
        "Consideration by the authorized body p. 13 Authorized body 30.10.2026 27.11.2026",
        "Adoption by the customer p. 17 Customer 30.11.2026 30.11.2026",
    ]


def test_a_company_sees_its_own_route_first(signed_in: SignIn):
    drafter = organizations.member(organizations.natural_monopoly(organizations.regulator()), Role.DRAFTER)
    page = signed_in(drafter).get(reverse("planner")).content.decode()
    assert f'<option value="{BOTH}" selected' in page
    assert days(page)[0] == "2026-10-07"


def test_a_day_that_has_passed_is_said_to_have(signed_in: SignIn, time_machine: Traveller):
    assert "has passed" not in shown(signed_in)
    time_machine.move_to(moment("2026-11-02"))
    page = shown(signed_in)
    assert page.count("has passed") == 2
    assert "late adoption is marked, not blocked" in page


def test_without_a_calendar_no_day_is_invented(signed_in: SignIn):
    CalendarYear.objects.filter(year=2026).delete()
    page = shown(signed_in)
    assert days(page) == []
    assert "calendar of 2026 missing" in page


def test_the_setting_of_hand_over_days_counts(signed_in: SignIn):
    key = SettingKey.HAND_OVER_WORKING_DAYS
    LegalSetting.objects.create(key=key, value="0", in_force_from=date(2026, 9, 1), basis="№ 1", entered_at=NOW)
    assert days(shown(signed_in))[0] == "2026-11-02"


def test_the_endpoint_tells_the_same(signed_in: SignIn):
    browser = signed_in(organizations.member(organizations.natural_monopoly(organizations.regulator()), Role.DRAFTER))
    told = browser.get(reverse("api-latest-filing"), {"first_year": "2027", "route": BOTH}).json()
    found = [(one["refusals"], one["latest_filing"], len(one["terms"])) for one in told["scenarios"]]
    assert found == [
        ([], "2026-10-07", 2),
        (["authorized_body"], "2026-09-07", 4),
        (["regulator", "authorized_body"], "2026-08-06", 6),
    ]
    assert (told["adopt_by"], told["hand_over_days"]) == ("2026-11-30", 1)
    unknown = browser.get(reverse("api-latest-filing"), {"first_year": "2099", "route": BOTH}).json()
    assert {(one["latest_filing"], one["missing_year"]) for one in unknown["scenarios"]} == {(None, 2029)}
    assert browser.get(reverse("api-latest-filing"), {"first_year": "2027"}).status_code == 400
