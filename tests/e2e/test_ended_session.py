"""A session that ends while a section is being typed: with scripts and without, the text is saved."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.rules.roles import Role
from tests.e2e import form_pages
from tests.e2e.page_checks import Inspector
from tests.e2e.visitors import PASSWORD, Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import organizations
from tests.factories.programs import filled

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TYPED = "27,5"
HOUR = 3601
ASKED_BY_ITSELF = re.compile(r"answer (401|404).*/form/table_2/(typing|presence)/")


def now_code() -> str:
    return format_hotp_value(hotp_value(KEY, int(timezone.now().timestamp()) // 30))


def session_of(visitor: Visitor) -> SessionStore:
    key = next(one["value"] for one in visitor.page.context.cookies() if one["name"] == "sessionid")
    return SessionStore(key)


def end_session(visitor: Visitor) -> None:
    """As if the person had done nothing for an hour."""
    session = session_of(visitor)
    session["seen_at"] -= HOUR
    session.save()


def act_in(visitor: Visitor, membership: Membership) -> None:
    session = session_of(visitor)
    session["acting_membership"] = str(membership.pk)
    session.save()


def open_section(visitor: Visitor) -> str:
    """Type into the first cell of a section; its name."""
    program = filled(visitor.membership).program
    visitor.open(f"/programs/{program.pk}/form/table_2/")
    name = next(iter(form_pages.rows_on_page(visitor).values()))[0]
    visitor.page.locator(f'[name="{name}"]').fill(TYPED)
    return name


def shows(visitor: Visitor, name: str) -> None:
    expect(visitor.page.locator(f'[name="{name}"]')).to_have_value(TYPED)


def inspected(visitor: Visitor) -> list[str]:
    """What axe finds on the page as it stands; what the section asks by itself is refused meanwhile, as it must be."""
    return [problem for problem in Inspector(visitor.page).problems() if not ASKED_BY_ITSELF.search(problem)]


@pytest.fixture(autouse=True)
def _refused_meanwhile(visitors: list[Visitor]) -> Iterator[None]:
    """A section that saves itself hears that the session has ended."""
    yield
    for visitor in visitors:
        visitor.troubles[:] = [trouble for trouble in visitor.troubles if not ASKED_BY_ITSELF.search(trouble)]


def test_the_person_signs_in_on_the_spot_and_goes_on(visit: Callable[..., Visitor]) -> None:
    drafter = visit(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER))
    TOTP.activate(User.objects.get(pk=drafter.membership.user_id), KEY)
    page = drafter.page
    page.clock.install()
    name = open_section(drafter)
    end_session(drafter)
    page.clock.fast_forward(HOUR * 1000)
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[name=login]")).to_have_value(drafter.membership.user.email)
    expect(dialog.locator("[name=password]")).to_be_focused()
    dialog.locator("[name=password]").fill("қате құпия сөз")
    dialog.locator("[name=password]").press("Enter")
    expect(dialog.locator(".error-summary")).to_be_visible()
    assert inspected(drafter) == []
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("[name=password]").press("Enter")
    dialog.locator("[name=code]").fill(now_code())
    dialog.locator("[name=code]").press("Enter")
    expect(dialog).to_have_count(0)
    shows(drafter, name)
    drafter.press(KAZAKH.save)
    page.reload()
    shows(drafter, name)


def told_slowly(route: Route) -> None:
    """What does not wait for the answer overtakes it."""
    if route.request.method == "POST":
        time.sleep(1)
    route.continue_()


def test_what_was_being_sent_is_sent_in_the_membership_of_its_page(visit: Callable[..., Visitor]) -> None:
    """A new session acts in the person's first membership, where nothing is known of the program."""
    first = organizations.member(organizations.oversight(), Role.AUDITOR)
    drafting = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER, user=first.user)
    Membership.objects.filter(pk=first.pk).update(valid_from=drafting.valid_from - timedelta(days=1))
    drafter = visit(drafting)
    act_in(drafter, drafting)
    page = drafter.page
    page.clock.install()
    for by_itself in ("**/typing/", "**/presence/"):  # would bring the dialog back at any time
        page.route(by_itself, lambda route: route.fulfill(status=204))
    name = open_section(drafter)
    section = page.url
    page.evaluate("document.querySelectorAll('[name=page_membership]').forEach((field) => field.remove())")
    session_of(drafter).delete()
    page.clock.fast_forward(HOUR * 1000)
    dialog = page.get_by_role("dialog")
    dialog.locator("form[method=dialog] button").click()
    page.get_by_role("main").get_by_role("button", name=KAZAKH.save, exact=True).click()
    dialog.locator("[name=password]").fill(PASSWORD)
    page.route("**/session/*", told_slowly)
    with page.expect_navigation():
        dialog.locator("[name=password]").press("Enter")
    drafter.open(section)  # to reload would be to send again
    shows(drafter, name)


def test_the_warning_offers_to_stay(visit: Callable[..., Visitor]) -> None:
    drafter = visit(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER))
    drafter.page.clock.install()
    drafter.open("/")
    session = session_of(drafter)
    session["seen_at"] -= HOUR - 241
    session.save()
    drafter.page.clock.fast_forward((HOUR - 241) * 1000)
    banner = drafter.page.get_by_role("alert")
    banner.get_by_role("button").click()
    expect(banner).to_be_empty()
    assert SessionStore(session.session_key)["seen_at"] > session["seen_at"] + HOUR - 300


def test_without_scripts_the_text_is_kept_and_sent_after_signing_in(visit: Callable[..., Visitor]) -> None:
    member = organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)
    drafter = visit(member, has_javascript=False)
    name = open_section(drafter)
    section = drafter.page.url
    end_session(drafter)
    drafter.press(KAZAKH.save)
    drafter.page.locator("[name=login]").fill(member.user.email)
    drafter.page.locator("[name=password]").fill(PASSWORD)
    drafter.press(KAZAKH.sign_in)
    drafter.sees(TYPED)
    drafter.click(drafter.main.locator("button.btn-primary"))
    expect(drafter.page).to_have_url(section)
    shows(drafter, name)


def test_pages_on_the_way_in_are_pages_like_any_other(visit: Callable[..., Visitor], page: Page) -> None:
    """The page for the code, and the one that says that signing in is locked."""
    person = visit(organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)).membership.user
    TOTP.activate(User.objects.get(pk=person.pk), KEY)
    inspector = Inspector(page)
    inspector.open("/sign-in/")
    sign_in(page, person.email, PASSWORD)
    expect(page).to_have_url("/sign-in/code/")
    assert inspector.problems() == []
    page.locator(".begin-anew button").click()
    expect(page).to_have_url("/sign-in/")
    for _ in range(5):
        inspector.open("/sign-in/")
        inspector.expected_status = 429
        sign_in(page, "nobody@example.kz", "қате")
    expect(page.locator("h1")).to_have_text("Кіру біраз уақытқа бұғатталды")
    assert inspector.problems() == []


def sign_in(page: Page, email: str, password: str) -> None:
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_load_state()
