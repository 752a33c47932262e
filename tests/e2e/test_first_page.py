"""The first page anybody sees: light, readable on a phone, usable from the keyboard, in each language."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from approvals.models import Letter
from approvals.rules.letter_kinds import LetterKind
from approvals.workflow import State
from icv_portal.accounts.rules.roles import Role
from tests.e2e.page_checks import STANDARDS
from tests.e2e.visitors import Visitor
from tests.factories import cases, organizations
from tests.factories.moments import moment
from tests.factories.programs import filled
from tests.portals import RunningPortal

SIGN_IN = "/sign-in/"
MOST_REQUESTS, MOST_BYTES = 8, 100_000


def first_load(context: BrowserContext, path: str) -> dict[str, float]:
    """What came over the wire, in bytes by address, into a browser that has been nowhere yet."""
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    addresses: dict[str, str] = {}
    weights: dict[str, float] = {}
    protocol.on("Network.requestWillBeSent", lambda sent: addresses.update({sent["requestId"]: sent["request"]["url"]}))
    protocol.on(
        "Network.loadingFinished",
        lambda loaded: weights.update({addresses[loaded["requestId"]]: loaded["encodedDataLength"]}),
    )
    protocol.send("Network.enable")
    protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(path, wait_until="networkidle")
    page.close()
    return weights


def assert_light(weights: dict[str, float], portal: RunningPortal) -> None:
    assert len(weights) >= 5
    assert [address for address in weights if not address.startswith(portal.address)] == []
    assert len(weights) <= MOST_REQUESTS, weights
    assert sum(weights.values()) <= MOST_BYTES, weights


def test_signing_in_begins_light(page: Page, portal: RunningPortal) -> None:
    assert_light(first_load(page.context, SIGN_IN), portal)


def test_whatever_page_comes_first_is_light(visit: Callable[..., Visitor], portal: RunningPortal) -> None:
    organizations.authorized_body()
    signatory = visit(organizations.member(organizations.backbone_enterprise(), Role.SIGNATORY))
    procedure = filled(signatory.membership)
    for path in ("/", "/programs/", f"/procedures/{procedure.pk}/", f"/programs/{procedure.program_id}/document/"):
        assert_light(first_load(signatory.page.context, path), portal)


def test_whatever_a_reader_opens_is_light(visit: Callable[..., Visitor], portal: RunningPortal) -> None:
    case = cases.in_state(State.REWORK)
    case.resubmit(moment("2026-09-08"))
    reader = visit(case.regulator[Role.REGULATOR_HEAD])
    refusal = Letter.objects.get(procedure=case.procedure_id, kind=LetterKind.REFUSAL)
    assert case.procedure.considerations.count() == 2
    paths = (
        f"/procedures/{case.procedure_id}/",
        f"/procedures/{case.procedure_id}/history/",
        f"/considerations/{case.consideration.pk}/",
        f"/letters/{refusal.pk}/",
        "/calendar/",
    )
    for path in paths:
        assert_light(first_load(reader.page.context, path), portal)


@pytest.mark.parametrize("code", ["table_1", "table_4"])
def test_every_section_is_light_to_write(visit: Callable[..., Visitor], portal: RunningPortal, code: str) -> None:
    case = cases.of_backbone_enterprise()
    drafter = visit(case.customer[Role.DRAFTER])
    assert_light(first_load(drafter.page.context, f"/programs/{case.program.pk}/form/{code}/"), portal)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_page_is_accessible_and_nothing_sticks_out(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(SIGN_IN)
    for language in ("kk", "ru", "en"):
        page.locator(f'button[name="language"][value="{language}"]').click()
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options={"runOnly": STANDARDS})
        assert found.violations_count == 0, found.generate_report()


def test_kazakh_letters_come_from_the_portals_own_font(page: Page) -> None:
    page.goto(SIGN_IN)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.weight).sort()")
    assert loaded == ["400", "600"]


def test_the_keyboard_reaches_the_content_at_once(page: Page) -> None:
    page.goto(SIGN_IN)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "login"
