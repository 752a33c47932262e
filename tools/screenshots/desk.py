"""Somebody of the demo at a browser, with a camera."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from icv_portal.demo.people import DEMO_PASSWORD

WIDE: ViewportSize = {"width": 1440, "height": 900}


@dataclass(frozen=True)
class Desk:
    """`who` names person and language in what is reported."""

    page: Page
    who: str

    def photograph(self, file: Path, width: int) -> list[str]:
        """Take the whole page, `width` pixels wide; tells when something sticks out at the side."""
        self.page.wait_for_load_state("networkidle")
        self.page.set_viewport_size({"width": width, "height": WIDE["height"]})
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file, full_page=True)
        needed = int(self.page.evaluate("document.documentElement.scrollWidth"))
        return [f"{self.who}: {self.page.url} is {needed} px wide on a screen of {width}"] if needed > width else []


@contextmanager
def stranger(browser: Browser, address: str, language: str) -> Iterator[Desk]:
    """A window of somebody who has not signed in and reads in this language."""
    context = browser.new_context(base_url=address, locale=language, timezone_id="Asia/Almaty", viewport=WIDE)
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    yield Desk(context.new_page(), f"nobody, {language}")
    context.close()


@contextmanager
def sign_in(browser: Browser, address: str, email: str, language: str) -> Iterator[Desk]:
    """A window of that person, who reads in this language."""
    context = browser.new_context(base_url=address, locale=language, timezone_id="Asia/Almaty", viewport=WIDE)
    page = context.new_page()
    page.goto("/")
    page.locator('[name="login"]').fill(email)
    page.locator('[name="password"]').fill(DEMO_PASSWORD)
    page.locator("main button").click()
    page.wait_for_url("/")
    page.locator(f'[name="language"][value="{language}"]').click()
    page.wait_for_load_state("networkidle")
    yield Desk(page, f"{email}, {language}")
    context.close()
