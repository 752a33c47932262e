"""The first page anybody sees: light, readable on a phone, usable from the keyboard, in each language."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

SIGN_IN = "/sign-in/"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def test_the_first_load_is_at_most_8_requests_and_100_kilobytes_from_one_host(page: Page) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(SIGN_IN, wait_until="networkidle")
    weights = {answer.url: sum_of_sizes(answer) for answer in answers}
    assert {urlsplit(url).netloc for url in weights} == {urlsplit(page.url).netloc}
    assert len(weights) <= 8, weights
    assert sum(weights.values()) <= 100_000, weights


def sum_of_sizes(answer: Response) -> int:
    sizes = answer.request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


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
