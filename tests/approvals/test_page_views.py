"""The front page, the review page, the proof of a term, the calendar: what they say, at a fixed number of queries."""

import re
from datetime import date

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.actions import DayChange, change_calendar
from approvals.models import CalendarDay, CalendarYear
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import Email, InboxEntry
from tests.approvals.conftest import SignIn
from tests.factories import cases, organizations, programs
from tests.factories.cases import Case
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
MOST_ON_THE_FRONT_PAGE = 18
"""More for letters, documents made and wanted, the preliminary decision, and e-mails that came back."""


@pytest.fixture
def auditor(db: None) -> Membership:
    return organizations.member(organizations.oversight(), Role.AUDITOR)


@pytest.fixture
def administrator(db: None) -> Membership:
    return organizations.member(organizations.portal_operator(), Role.PORTAL_ADMINISTRATOR)


def text(browser: Client, name: str, *args: object) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def due_on(case: Case) -> date:
    found = case.running.due_on
    assert found is not None
    return found


def in_rounds(rounds: int) -> Case:
    """With the authorized body, which has refused all rounds but the last."""
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01", "09:00"))
    for number in range(1, rounds):
        case.refuse(moment("2026-09-01", f"1{number}:00"))
        case.resubmit(moment("2026-09-01", f"1{number}:30"))
    return case


@pytest.mark.parametrize("name", ["procedure", "procedure_history", "consideration"])
def test_many_rounds_cost_as_many_queries_as_two(name: str, signed_in: SignIn):
    counted = []
    for rounds in (2, 6):
        case = in_rounds(rounds)
        browser = signed_in(case.head)
        address = reverse(name, args=[case.consideration.pk if name == "consideration" else case.procedure_id])
        with CaptureQueriesContext(connection) as made:
            assert browser.get(address).status_code == 200
        counted.append(len(made))
    assert counted[0] == counted[1] <= (MOST_ON_THE_FRONT_PAGE if name == "procedure" else MOST_QUERIES)


@pytest.mark.parametrize("state", list(State))
def test_the_front_page_of_every_state_keeps_within_its_queries(state: State, signed_in: SignIn):
    case = cases.in_state(state)
    browser = signed_in(case.signatory)
    with CaptureQueriesContext(connection) as made:
        text(browser, "procedure", case.procedure_id)
    assert len(made) <= MOST_ON_THE_FRONT_PAGE


def test_the_header_tag_costs_two_queries_and_tells_of_the_newest_procedure(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    withdrawn = case.procedure
    following = case.withdraw(moment("2026-09-04"))
    request = RequestFactory().get("/")
    template = Template("{% load procedure %}{% procedure_header program %}")
    for membership, seen in [(case.signatory, following), (case.regulator[Role.REGULATOR_HEAD], withdrawn)]:
        request.membership = membership  # type: ignore[attr-defined]
        with CaptureQueriesContext(connection) as made:
            page = template.render(Context({"request": request, "program": case.program}))
        assert reverse("procedure", args=[seen.pk]) in page
        assert len(made) == 2 + 1  # the test's own question for the program


def test_a_reworking_customer_reads_the_grounds_the_reasoning_and_the_rows(signed_in: SignIn):
    case = cases.in_state(State.REWORK)
    page = text(signed_in(case.customer[Role.DRAFTER]), "procedure", case.procedure_id)
    assert "Understated targets of the ICV share in purchases of goods" in page
    assert "Доля занижена." in page
    assert "Table 2, “Raising the share of in-country value in purchases of goods (%)”" in page
    assert reverse("program_form", args=[case.program.pk]) in page


def test_an_adopted_program_shows_its_order(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.ADOPTED)
    page = text(signed_in(auditor), "procedure", case.procedure_id)
    assert "17-Ө" in page
    assert reverse("version_document", args=[case.procedure.adopted_version_id]) in page
    assert "Adopted late" not in page


def test_a_withdrawn_procedure_leads_its_customer_alone_to_what_followed(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.WITHDRAWN)
    following = reverse("procedure", args=[case.procedure.following.pk])
    assert following in text(signed_in(case.signatory), "procedure", case.procedure_id)
    assert following not in text(signed_in(auditor), "procedure", case.procedure_id)


def test_the_review_page_shows_the_evidence_and_the_document(signed_in: SignIn):
    case = cases.in_state(State.WITH_REGULATOR)
    page = text(signed_in(case.head), "consideration", case.consideration.pk)
    content = case.version.as_content
    assert content.customer.name_kk in page  # the document stands in a language of the program
    assert all(f">{year}</th>" in page for year in (*content.baseline_years, *content.years))
    assert page.count("The checks found nothing here.") == 3
    assert reverse("agree", args=[case.consideration.pk]) in page


def test_a_body_that_saw_the_program_before_sees_what_changed_since(signed_in: SignIn):
    case = in_rounds(2)
    page = text(signed_in(case.head), "consideration", case.consideration.pk)
    assert "Changed since version 1" in page
    assert "Nothing was changed." in page


def test_a_change_late_in_a_long_text_is_shown(signed_in: SignIn):
    case = cases.of_natural_monopoly()
    row = case.program.rows.get(section="problem_issues")

    def write(last_word: str) -> None:
        cells = row.cells | {"text.kk": "мәтін " * 200 + last_word}
        programs.saved(case.program, row.section, cells={str(row.pk): cells}, by=case.signatory)

    write("бұрын")
    case.submit(moment("2026-09-01"))
    case.refuse(moment("2026-09-02"))
    write("кейін")
    case.resubmit(moment("2026-09-03"))
    page = text(signed_in(case.head), "consideration", case.consideration.pk)
    for tag, word in [("del", "бұрын"), ("ins", "кейін")]:
        assert re.search(rf'<{tag} class="preserved">…[^<]{{50,150}}{word}</{tag}>', page)


def test_a_term_is_proved_day_by_day_with_the_act_of_each_day_off(signed_in: SignIn, auditor: Membership):
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-10-15", "18:31"))
    term = case.running
    page = text(signed_in(auditor), "term", case.procedure_id, term.pk)
    assert term.started_on == date(2026, 10, 16)
    assert "Working hours 09:00–18:30" in page
    assert "Republic Day" in page
    assert "Law “On holidays in the Republic of Kazakhstan”" in page
    assert page.count('<td class="number">') == len(term.registration) + len(term.proof)
    assert "Filed at 18:31. After the working hours" in page
    assert "Last day, until 24:00" in page


def test_a_term_without_its_calendar_says_which_year_is_missing(signed_in: SignIn, auditor: Membership):
    CalendarYear.objects.filter(year__gte=2026).delete()
    case = cases.of_backbone_enterprise()
    case.submit(moment("2026-09-01"))
    browser = signed_in(auditor)
    assert "The calendar of 2026 is missing" in text(browser, "term", case.procedure_id, case.running.pk)
    assert "cannot be computed: calendar of 2026 missing" in text(browser, "procedure", case.procedure_id)
    assert "cannot be computed: calendar missing" in text(browser, "home")
    assert "cannot be computed: calendar missing" in text(browser, "procedure_list")
    assert "cannot be computed: calendar missing" in text(signed_in(case.signatory), "program_form", case.program.pk)


def test_a_term_that_moved_shows_its_earlier_date(signed_in: SignIn, auditor: Membership, administrator: Membership):
    case = cases.in_state(State.WITH_REGULATOR)
    before = due_on(case)
    day_off = DayChange(date(2026, 9, 10), CalendarDay.Kind.DAY_OFF, "Order of the Government No. 1")
    change_calendar([day_off], by=administrator, at=moment("2026-09-08"))
    page = text(signed_in(auditor), "term", case.procedure_id, case.running.pk)
    assert due_on(case) > before
    assert "Earlier dates" in page
    assert "Order of the Government No. 1" in page


def test_the_calendar_is_read_by_everybody_with_the_basis_of_each_day(signed_in: SignIn, auditor: Membership):
    browser = signed_in(auditor)
    with CaptureQueriesContext(connection) as made:
        page = text(browser, "calendar")
    assert all(f"<h2>{year}</h2>" in page for year in CalendarYear.objects.values_list("year", flat=True))
    assert page.index("<h2>2026</h2>") < page.index("<h2>2028</h2>") < page.index("<h2>2025</h2>")
    assert "Labour Code, art. 84(5)" in page
    assert "estimated" in page
    assert len(made) <= MOST_QUERIES


def test_the_timeline_names_the_person_the_event_and_the_point(signed_in: SignIn, auditor: Membership):
    case = cases.in_state(State.REWORK)
    page = text(signed_in(auditor), "procedure_history", case.procedure_id)
    assert page.index("Agreement refused") < page.index("Submitted for agreement") < page.index("Draft opened")
    head = case.regulator[Role.REGULATOR_HEAD]
    assert f"{head.user.full_name}, {head.position}, {head.organization.name_en}" in page
    assert case.version.sha256[:16] in page


def test_the_body_sees_on_the_program_page_whom_its_notice_did_not_reach(signed_in: SignIn):
    case = cases.in_state(State.REWORK)
    refused = InboxEntry.objects.get(event="refused")
    Email.objects.create(
        key="1",
        entry=refused,
        user_id=case.signatory.user_id,
        address=case.signatory.user.email,
        language="kk",
        created_at=refused.delivered_at,
        attempts=9,
        last_error="SMTP 550",
        failed_at=refused.delivered_at,
    )
    address = reverse("procedure", args=[case.procedure_id])
    head = case.regulator[Role.REGULATOR_HEAD]
    told = "E-mails about your notices came back"
    assert told in signed_in(head).get(address).content.decode()
    assert told not in signed_in(case.customer[Role.DRAFTER]).get(address).content.decode()
