"""How the bodies keep their terms: counted right, by period, round and ground, and shown to whom it concerns."""

from datetime import date
from io import BytesIO
from statistics import median
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from time_machine import Traveller

from approvals.models import CalendarDay, CalendarYear, Consideration
from approvals.models.timeliness import Counted, Found, Span, timeliness
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.roles import Role
from tests.approvals.conftest import SignIn
from tests.factories import cases, organizations
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 15)


@pytest.fixture
def body() -> Organization:
    """The authorized body after a year: in September 2 in time, 1 refused late and in time the second time; in October
    one withdrawn; in November one open and one overdue."""
    first, second, third = (cases.of_backbone_enterprise() for _ in range(3))
    organization: Organization = first.organization(first.authorized_body)
    first.submit(moment("2026-09-01"))
    first.agree(moment("2026-09-08"))
    second.submit(moment("2026-09-02"))
    second.agree(moment("2026-09-30"))
    third.submit(moment("2026-09-03"))
    third.refuse(moment("2026-10-05"))
    third.resubmit(moment("2026-10-07"))
    third.agree(moment("2026-10-08"))
    for filed, act in (("2026-10-12", "withdraw"), ("2026-12-01", ""), ("2026-11-02", "")):
        case = cases.of_backbone_enterprise()
        case.submit(moment(filed))
        if act:
            case.withdraw(moment("2026-10-15"))
    return organization


def found(body: Organization, span: Span = Span.MONTH) -> Found:
    calendar = CalendarDay.objects.calendar()
    return timeliness([body.pk], date(2026, 1, 1), date(2026, 12, 31), span, today=TODAY, calendar=calendar)


def whole(found: Found, body: UUID, start: date | None = None) -> Counted:
    return found[body, start].whole


class TestFigures:
    def test_the_year(self, body: Organization):
        year = found(body)[body.pk, None]
        assert (year.whole.received, year.whole.agreed, year.whole.refused) == (7, 3, 1)
        assert (year.whole.in_time, year.whole.late, year.whole.withdrawn) == (3, 1, 1)
        assert (year.whole.open, year.whole.overdue) == (2, 1)
        assert (year.first.received, year.again.received) == (6, 1)
        assert (year.first.late, year.again.in_time) == (1, 1)
        assert [(one.received, one.late, one.median) for one in year.grounds.values()] == [(1, 1, 22)]
        assert {number: one.received for number, one in year.rounds.items()} == {1: 6, 2: 1}

    def test_each_month_is_that_of_the_registration(self, body: Organization):
        months = found(body)
        counted = {start.month: one.whole.received for (_body, start), one in months.items() if start}
        assert counted == {9: 3, 10: 2, 11: 1, 12: 1}
        assert (
            whole(months, body.pk, date(2026, 11, 1)).overdue,
            whole(months, body.pk, date(2026, 12, 1)).overdue,
        ) == (
            1,
            0,
        )
        quarters = found(body, Span.QUARTER)
        assert whole(quarters, body.pk, date(2026, 7, 1)).received == 3
        assert whole(found(body, Span.YEAR), body.pk, date(2026, 1, 1)) == whole(months, body.pk)

    def test_the_median_is_of_working_days_as_terms_count_them(self, body: Organization):
        calendar = CalendarDay.objects.calendar()
        decided = Consideration.objects.filter(body=body, outcome__in=["agreed", "refused"])
        days = [
            calendar.working_days_between(one.registered_on, one.decided_at.date())
            for one in decided
            if one.registered_on and one.decided_at
        ]
        assert sorted(days) == [1, 5, 20, 22]
        assert whole(found(body), body.pk).median == median(days)

    def test_a_term_without_a_calendar_is_told_apart_and_no_days_are_invented(self, body: Organization):
        administrator_free = cases.of_backbone_enterprise()
        administrator_free.submit(moment("2028-12-20"))
        administrator_free.agree(moment("2028-12-25"))
        calendar = CalendarDay.objects.calendar()
        year = timeliness([body.pk], date(2028, 1, 1), date(2028, 12, 31), Span.YEAR, today=TODAY, calendar=calendar)
        assert (whole(year, body.pk).unknown, whole(year, body.pk).in_time) == (1, 0)
        CalendarYear.objects.filter(year=2026).delete()
        assert whole(found(body), body.pk).median is None

    def test_two_queries_however_many(self, body: Organization, django_assert_num_queries: Any):
        calendar = CalendarDay.objects.calendar()
        bodies = [body.pk, *(organizations.regulator().pk for _ in range(3))]
        with django_assert_num_queries(2):
            timeliness(bodies, date(2026, 1, 1), date(2026, 12, 31), Span.MONTH, today=TODAY, calendar=calendar)

    def test_another_bodys_are_not_counted(self, body: Organization):
        other = organizations.regulator()
        assert found(other) == {}


@pytest.fixture
def case() -> Case:
    return cases.of_natural_monopoly()


class TestPage:
    @pytest.fixture(autouse=True)
    def _december(self, now: Traveller) -> None:
        now.move_to(moment("2026-12-15"))

    def page(self, signed_in: SignIn, member: Any, **asked: str) -> str:
        answer = signed_in(member).get(reverse("timeliness"), asked)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    def test_a_body_sees_its_own_the_authorized_body_and_auditors_every_one(
        self, body: Organization, case: Case, signed_in: SignIn
    ):
        case.submit(moment("2026-09-01"))
        regulator, authorized = case.organization(case.regulator), body
        seen = {
            name: [one in self.page(signed_in, member) for one in (regulator.name_en, authorized.name_en)]
            for name, member in {
                "regulator": case.regulator[Role.REGULATOR_REVIEWER],
                "authorized": organizations.member(authorized, Role.AUTHORIZED_BODY_REGISTRAR),
                "auditor": organizations.member(organizations.oversight(), Role.AUDITOR),
            }.items()
        }
        assert seen == {"regulator": [True, False], "authorized": [True, True], "auditor": [True, True]}

    @pytest.mark.parametrize("name", ["timeliness", "timeliness_file", "api-timeliness"])
    def test_customers_and_administrators_see_none(self, name: str, case: Case, signed_in: SignIn):
        administrator = organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)
        for member in (case.signatory, administrator):
            assert signed_in(member).get(reverse(name), {"year": "2026"}).status_code == 403

    def test_a_body_without_anything_says_so(self, signed_in: SignIn):
        head = organizations.member(organizations.regulator(), Role.REGULATOR_HEAD)
        assert "Nothing was registered in 2026." in self.page(signed_in, head)

    def test_the_figures_stand_in_the_table_and_the_bars(self, body: Organization, signed_in: SignIn):
        head = organizations.member(body, Role.AUTHORIZED_BODY_HEAD)
        page = self.page(signed_in, head, span="month", year="2026")
        assert "September" in page
        assert '<rect class="bar-in-time" x="0.0" y="0" width="66.67" height="10"/>' in page
        assert '<rect class="bar-late" x="66.67" y="0" width="33.33" height="10"/>' in page
        assert "overdue: 1" in page
        assert "Round 2" in page
        assert "Understated targets" in page
        assert "January" in page
        assert self.page(signed_in, head, span="weeks", year="1999").count("Quarter") == 5  # and the choice of quarters

    def test_the_file_has_every_figure(self, body: Organization, signed_in: SignIn):
        head = organizations.member(body, Role.AUTHORIZED_BODY_HEAD)
        answer = signed_in(head).get(reverse("timeliness_file"), {"year": "2026", "span": "quarter"})
        assert "Timeliness%202026.xlsx" in answer.headers["Content-Disposition"].replace(" ", "%20")
        sheet = load_workbook(BytesIO(answer.content)).active
        assert sheet is not None
        lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert lines[0][:5] == ["State body", "Period", "What", "Received", "Agreed"]
        year = {str(line[2]): line[3:] for line in lines if line[1] == "The whole year"}
        assert year["All"] == [7, 3, 1, 3, 1, 0, 1, 2, 1, 12.5]
        assert year["Round 2"][:2] == [1, 1]
        assert [line[0] for name, line in year.items() if name.startswith("Refusals: ")].count(1) == 1
        whole = signed_in(head).get(reverse("timeliness_file"), {"year": "2026", "span": "year"})
        sheet = load_workbook(BytesIO(whole.content)).active
        assert sheet is not None
        assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {"The whole year"}

    def test_the_endpoint_tells_the_same(self, body: Organization, signed_in: SignIn):
        head = organizations.member(body, Role.AUTHORIZED_BODY_HEAD)
        (told,) = signed_in(head).get(reverse("api-timeliness"), {"year": "2026"}).json()
        assert told["body"]["name"] == body.name_en
        assert (told["year"]["all"]["received"], told["year"]["all"]["median"]) == (7, 12.5)
        assert [one["figures"]["all"]["received"] for one in told["periods"]] == [0, 0, 3, 4]
        assert signed_in(head).get(reverse("api-timeliness"), {"year": "1999"}).status_code == 400

    def test_the_number_of_queries_does_not_grow(
        self, body: Organization, signed_in: SignIn, django_assert_max_num_queries: Any
    ):
        browser = signed_in(organizations.member(organizations.oversight(), Role.AUDITOR))
        browser.get(reverse("timeliness"))
        with django_assert_max_num_queries(10):
            browser.get(reverse("timeliness"))
