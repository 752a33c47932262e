"""A browser, and the running portal it looks at."""

import re
from collections.abc import Callable, Generator, Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as BrowserError
from pytest_django import DjangoDbBlocker

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from tests import databases
from tests.browsers import chromium
from tests.e2e.entry_tables import Table
from tests.e2e.visitors import PASSWORD, Visitor
from tests.e2e.wording import KAZAKH, RUSSIAN, Words
from tests.factories import organizations, programs
from tests.portals import RunningPortal, portal_server
from tools.devkit.places import VAR

HERE = Path(__file__).parent
ARTIFACTS = VAR / "test-artifacts"
PATIENCE = 15_000  # milliseconds: a machine that is busy with other things is slow, not wrong
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU"}
ADDRESSES = ip_network("10.0.0.0/8").hosts()
"""Each visitor has a computer of their own: the portal lets one address sign in so many times a minute."""

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("own_database")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test leaves every page that was open in var/test-artifacts."""
    report = yield
    if report.when == "call" and report.failed:
        kept = [keep(item.name, number, page) for number, page in enumerate(open_pages(item.funcargs))]
        report.sections.append(("pages at the failure", "\n".join(kept)))
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def open_pages(fixtures: dict[str, Any]) -> list[Page]:
    visitors: list[Visitor] = fixtures.get("visitors", [])
    return [visitor.page for visitor in visitors] + [page for page in [fixtures.get("page")] if page]


def keep(test: str, number: int, page: Page) -> str:
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w-]", "-", test)
    picture, source = ARTIFACTS / f"{name}-{number}.png", ARTIFACTS / f"{name}-{number}.html"
    try:
        page.screenshot(path=picture, full_page=True)
        source.write_text(page.content())
    except BrowserError as trouble:  # it was just going elsewhere: the other tests go on
        return f"{page.url}: {trouble}"
    return f"{page.url}: {picture}, {source}"


@pytest.fixture(scope="package")
def own_database(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """One for all browser tests, since a portal takes seconds to start: each test brings customers of its own."""
    with databases.used_by_django(django_db_blocker) as url:
        yield url


@pytest.fixture(scope="package")
def portal(own_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """The portal, running on a database that tests can fill through Django."""
    with portal_server(own_database, tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, portal: RunningPortal) -> Iterator[Page]:
    """A page in a new window, with `portal` behind its relative addresses."""
    context = browser.new_context(base_url=portal.address, locale="kk-KZ", timezone_id="Asia/Almaty")
    yield context.new_page()
    context.close()


@pytest.fixture
def visitors(request: pytest.FixtureRequest) -> Iterator[list[Visitor]]:
    """Everybody who signed in during the test; no page of theirs may have had anything wrong with it."""
    everybody: list[Visitor] = []
    yield everybody
    for visitor in everybody:
        visitor.page.context.close()
    if not request.node.stash.get(FAILED, False):
        assert [trouble for visitor in everybody for trouble in visitor.troubles] == []


@pytest.fixture(scope="package")
def password_hash() -> str:
    """Made once: hashing is slow on purpose."""
    return make_password(PASSWORD)


@pytest.fixture
def visit(
    browser: Browser, portal: RunningPortal, visitors: list[Visitor], password_hash: str
) -> Callable[..., Visitor]:
    """visit(membership, RUSSIAN, has_javascript=False) signs that person in, in a browser window of their own."""

    def visit(membership: Membership, words: Words = KAZAKH, *, has_javascript: bool = True) -> Visitor:
        membership.user.password, membership.user.language = password_hash, words.language
        membership.user.save()
        context = browser.new_context(
            base_url=portal.address,
            locale=LOCALES[words.language],
            timezone_id="Asia/Almaty",
            viewport={"width": 1440, "height": 900},
            java_script_enabled=has_javascript,
            extra_http_headers={"X-Forwarded-For": str(next(ADDRESSES))},
        )
        visitor = Visitor(context.new_page(), membership, words)
        visitors.append(visitor)
        visitor.sign_in()
        return visitor

    return visit


@pytest.fixture
def drafter() -> Membership:
    return organizations.member(organizations.backbone_enterprise(), Role.DRAFTER)


@pytest.fixture
def opened(visit: Callable[..., Visitor], drafter: Membership) -> Callable[..., Table]:
    """opened("table_1") is a table of a complete program."""

    def opened(code: str, **how: Any) -> Table:
        program = programs.filled(drafter).program
        return Table(visit(drafter, RUSSIAN, **how), program, code)

    return opened
