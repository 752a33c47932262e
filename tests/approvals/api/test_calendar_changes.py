"""The calendar changed through the API: as the pages change it, for administrators alone."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from approvals.models import CalendarDay, CalendarYear
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests.api.people import Caller, secret_of
from tests.approvals.api.calls import JSON
from tests.approvals.conftest import SignIn
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment
from tests.fingerprints import changed_tables, fingerprint

pytestmark = pytest.mark.django_db
DAY: dict[str, Any] = {"date": "2026-09-10", "kind": "day_off", "basis": "Order No. 1"}
PREVIEW, CHANGE = "api-calendar-preview", "api-calendar-change"


@pytest.fixture
def administrator() -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


@pytest.fixture
def browser(administrator: Membership, signed_in: SignIn) -> Client:
    return signed_in(administrator)


@pytest.fixture
def case() -> Case:
    return cases.in_state(State.WITH_REGULATOR)


def post(browser: Client, name: str, body: Any, *args: int) -> Any:
    return browser.post(reverse(name, args=args), body, content_type=JSON)


def test_what_would_move_is_shown_then_done(browser: Client, case: Case):
    before = fingerprint()
    shown = post(browser, PREVIEW, {"days": [DAY]}).json()
    assert changed_tables(before, fingerprint()) == set()
    (term,) = shown["terms"]
    assert (term["term"], term["due_on"], term["due_on_then"]) == (str(case.running.pk), "2026-09-22", "2026-09-23")
    (day,) = shown["days"]
    assert (day["before"], day["after"]["kind"], day["after"]["confirmed"]) == (None, "day_off", True)
    done = post(browser, CHANGE, {"days": [DAY], "seen": shown["seen"]})
    assert (done.status_code, done.json()) == (200, {"terms_moved": 1})
    assert case.running.due_on == date(2026, 9, 23)
    told = browser.get(reverse("api-calendar-year", args=[2026])).json()
    entered = next(day for day in told["days"] if day["date"] == "2026-09-10")
    assert entered["entered_by"] != ""
    ordinary = {"days": [{"date": "2026-09-10", "kind": "ordinary"}]}
    back = post(browser, PREVIEW, ordinary).json()
    assert (back["days"][0]["after"], back["terms"][0]["due_on_then"]) == (None, "2026-09-22")


def test_something_else_than_was_shown_is_not_done(browser: Client, case: Case):
    seen = post(browser, PREVIEW, {"days": [DAY]}).json()["seen"]
    case.agree(moment("2026-09-08", "11:30"))
    before = fingerprint()
    answer = post(browser, CHANGE, {"days": [DAY], "seen": seen})
    assert (answer.status_code, answer.json()["code"]) == (409, "calendar-moved")
    assert changed_tables(before, fingerprint()) == set()


@pytest.mark.parametrize(
    "days",
    [
        [],
        [{**DAY, "kind": "holiday"}],
        [{**DAY, "basis": " "}],
        [{**DAY, "date": "2040-01-01"}],
        [DAY, DAY],
        [{"date": "2026-09-10"}],
        [DAY] * 21,
    ],
    ids=["none", "unknown kind", "no act", "year not loaded", "twice", "no kind", "too many"],
)
def test_days_that_do_not_fit_are_told_with_their_place(days: list[Any], browser: Client):
    before = fingerprint()
    answer = post(browser, PREVIEW, {"days": days})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")
    assert all(error["pointer"].startswith("/days") for error in answer.json()["errors"])
    assert changed_tables(before, fingerprint()) == set()


def test_a_year_is_loaded_as_it_was_shown(browser: Client):
    waiting = cases.of_backbone_enterprise()
    waiting.submit(moment("2028-12-20"))
    shown = post(browser, "api-year-preview", None, 2029).json()
    assert [term["due_on"] for term in shown["terms"]] == [None]
    assert len(shown["days"]) > 5
    assert post(browser, "api-load-year", {"seen": shown["seen"]}, 2029).json() == {"terms_moved": 1}
    assert CalendarYear.objects.filter(year=2029).exists()
    assert waiting.running.due_on is not None
    for name in ("api-year-preview", "api-load-year"):
        assert post(browser, name, {"seen": shown["seen"]}, 2029).status_code == 404


def test_nobody_else_asks_or_changes_and_no_token(administrator: Membership, case: Case, signed_in: SignIn):
    others = [case.head, case.signatory, organizations.member(organizations.oversight(), Role.AUDITOR)]
    browsers = [signed_in(member) for member in others]
    before = fingerprint()
    for browser in browsers:
        assert post(browser, PREVIEW, {"days": [DAY]}).status_code == 403
        assert post(browser, CHANGE, {"days": [DAY], "seen": "x"}).status_code == 403
        assert post(browser, "api-year-preview", None, 2029).status_code == 403
        assert post(browser, "api-load-year", {"seen": "x"}, 2029).status_code == 403
    assert changed_tables(before, fingerprint()) == set()
    program = Caller(secret=secret_of(administrator))
    assert program.send("POST", reverse(PREVIEW), {"days": [DAY]}).status_code == 403
    assert not CalendarDay.objects.filter(date=date(2026, 9, 10)).exists()
