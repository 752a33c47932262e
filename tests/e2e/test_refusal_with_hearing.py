"""A refusal as the Procedure Code wants it: announced, answered, made, and received as a letter on paper."""

import time
from collections.abc import Callable
from datetime import datetime

import pypdfium2
from django.utils import timezone
from playwright.sync_api import expect

from approvals import actions
from approvals.models import CalendarDay, Letter
from approvals.rules.terms import TIME_ZONE
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.e2e import steps
from tests.e2e.visitors import Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import cases

PATIENCE = 60  # seconds: the worker makes the documents of the whole case first


def working_days_ago(number: int) -> datetime:
    day = CalendarDay.objects.calendar().latest_start(timezone.localdate(), number)
    return datetime(day.year, day.month, day.day, 10, tzinfo=TIME_ZONE)


def test_a_refusal_is_announced_answered_made_and_received_as_a_letter(visit: Callable[..., Visitor]) -> None:
    case = cases.of_backbone_enterprise(at=working_days_ago(12))
    case.submit(working_days_ago(10))
    ground = cases.lawful_ground(case.version)
    actions.decide_preliminarily(case.consideration.pk, grounds=[ground], by=case.head, at=working_days_ago(5))
    customer, head = visit(case.signatory), visit(case.head)

    customer.open("/")
    customer.click(customer.main.locator(f'a[href="/procedures/{case.procedure_id}/#hearing"]').first)
    customer.click(customer.main.locator('#hearing a[href$="/answer/"]'))
    customer.sees("Үлес төмендетілген.")
    customer.page.locator('[name="text"]').fill("Көрсеткіштер жаңа желіге байланысты.")
    customer.click(customer.main.locator("form button"))
    customer.sees("Көрсеткіштер жаңа желіге байланысты.")

    steps.consider(head, case.procedure)
    head.sees("Көрсеткіштер жаңа желіге байланысты.")
    head.follow(KAZAKH.refuse)
    expect(head.page.locator('[name="understated_targets-stated"]')).to_be_checked()  # as it was announced
    head.press(KAZAKH.refuse)
    assert case.procedure.state == State.REWORK

    letter = Letter.objects.get(kind="refusal", procedure=case.procedure_id)
    customer.open("/inbox/")
    customer.click(customer.main.get_by_role("button").first)
    expect(customer.page).to_have_url(f"/letters/{letter.pk}/")
    customer.sees(f"№ {letter.number}", "Үлес төмендетілген.")
    paper = printed(customer, f"/letters/{letter.pk}/kk.pdf")
    assert "Үлес төмендетілген." in paper
    assert letter.version.sha256 in "".join(paper.split())
    drafter = visit(case.customer[Role.DRAFTER])
    drafter.open(f"/verify/{letter.version.sha256}/")
    drafter.sees(case.organization(case.customer).name_kk)


def printed(visitor: Visitor, address: str) -> str:
    """The text of a document, as soon as the worker has made it."""
    given_up_at = time.monotonic() + PATIENCE
    while (answer := visitor.page.request.get(address)).status == 202:
        assert time.monotonic() < given_up_at, f"{address} is still being prepared"
        time.sleep(0.5)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    pages = pypdfium2.PdfDocument(answer.body())
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
