"""A browser, and the running portal it looks at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.portals import RunningPortal, portal_server

HERE = Path(__file__).parent
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("own_database")


@pytest.fixture
def portal(own_database: str, tmp_path: Path) -> Iterator[RunningPortal]:
    """The portal, running on the test's own database, which the test can fill through Django."""
    with portal_server(own_database, tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; what Django fears of one does not happen between its calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, portal: RunningPortal) -> Iterator[Page]:
    """A page in a new window, with `portal` behind its relative addresses."""
    context = browser.new_context(base_url=portal.address, locale="kk-KZ", timezone_id="Asia/Almaty")
    yield context.new_page()
    context.close()
