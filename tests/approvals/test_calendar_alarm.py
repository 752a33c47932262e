"""Those who keep the calendar hear of years that are missing, well before terms need them and once a month."""

import logging
from datetime import datetime

import pytest

from approvals.actions.calendar_alarms import tell_of_missing_years
from approvals.models import CalendarYear
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import InboxEntry
from tests.factories import cases, organizations
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(db: None) -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


def told() -> list[str]:
    return list(InboxEntry.objects.order_by("delivered_at").values_list("title_en", flat=True))


def test_a_calendar_that_lasts_is_nobodys_concern():
    assert tell_of_missing_years(moment("2026-12-01")) == []
    assert told() == []


@pytest.mark.parametrize(
    ("at", "years"),
    [
        (moment("2028-09-30"), []),
        (moment("2028-10-01"), [2029, 2030]),
        (moment("2027-10-01"), [2029]),
        (moment("2029-01-10"), [2029]),
    ],
)
def test_from_october_on_two_years_ahead_are_wanted(at: datetime, years: list[int]):
    assert tell_of_missing_years(at) == years
    assert told() == [f"The calendar is not loaded: {', '.join(map(str, years))}"] * bool(years)


def test_it_is_told_once_a_month_until_the_year_is_loaded(administrator: Membership):
    for day in ("2028-10-01", "2028-10-02", "2028-10-31", "2028-11-01"):
        tell_of_missing_years(moment(day))
    assert len(told()) == 2
    entry = InboxEntry.objects.latest("delivered_at")
    assert (entry.organization_id, entry.roles) == (administrator.organization_id, [Role.PORTAL_ADMINISTRATOR])
    assert entry.link == "/calendar/"


def test_terms_that_wait_already_are_counted_and_the_log_alarms(caplog: pytest.LogCaptureFixture):
    cases.of_backbone_enterprise().submit(moment("2028-12-27"))
    CalendarYear.objects.create(year=2030, source="test", loaded_at=moment("2028-01-05"))
    with caplog.at_level(logging.ERROR):
        assert tell_of_missing_years(moment("2028-12-28")) == [2029]
    assert "The calendar is not loaded: [2029]; terms that wait for it: 1" in caplog.text
    assert "Terms not computed for want of it: 1." in InboxEntry.objects.get(event="calendar_missing").text_en
