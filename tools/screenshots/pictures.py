"""Which pictures are taken, and of what: a portal with the demo, on a database of its own."""

import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from icv_portal.demo.people import sign_ins
from tests import databases
from tests.browsers import chromium
from tests.e2e import made_here
from tests.portals import portal_server
from tools.devkit import commands
from tools.devkit.places import PYTHON, ROOT, VAR
from tools.devkit.progress import say, step
from tools.screenshots.desk import WIDE, Desk, sign_in, stranger
from tools.screenshots.walk import walk

PICTURE = ROOT / "docs/images/procedure.png"
PICTURED_FOR, PICTURED = "head@regulator.example", "Күнқала"
CUT_AT = "#terms"  # what comes before it tells where the program stands, its route, versions and considerations
LANGUAGES = ("kk", "ru")
WIDTHS = (WIDE["width"], 360)
PLACE = VAR / "screenshots"
NOBODY = "signed-out"


def take(parts: Collection[str] | None) -> list[str]:
    """The README's picture, then those of everybody whose e-mail contains one of `parts`; what was found wrong."""
    with demo_portal() as address, chromium() as browser:
        take_picture(browser, address)
        return [] if parts is None else walk_all(browser, address, parts)


@contextmanager
def demo_portal() -> Iterator[str]:
    """The address of the portal."""
    with databases.fresh_database() as name, tempfile.TemporaryDirectory(prefix="icv-", dir="/tmp") as directory:
        url = databases.url_of(name)
        with step("demo data"):
            load: commands.Words = [PYTHON, "manage.py", "load_demo", "--verbosity", "0"]
            kept_files = str(Path(directory) / "documents")
            commands.run(load, env=commands.environment(DATABASE_URL=url, MEDIA_ROOT=kept_files))
        with portal_server(url, Path(directory)) as portal:
            yield portal.address


def take_picture(browser: Browser, address: str) -> None:
    with step("picture of the README"), sign_in(browser, address, PICTURED_FOR, "kk") as desk:
        desk.page.get_by_role("link", name=PICTURED).first.click()
        desk.page.wait_for_load_state("networkidle")
        box = desk.page.locator(CUT_AT).bounding_box()
        assert box is not None
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        desk.page.screenshot(
            path=PICTURE, full_page=True, clip={"x": 0, "y": 0, "width": WIDE["width"], "height": box["y"]}
        )


def walk_all(browser: Browser, address: str, parts: Collection[str]) -> list[str]:
    shutil.rmtree(PLACE, ignore_errors=True)
    problems: list[str] = []
    for email in dict.fromkeys(one.email for one in sign_ins()):
        for language in LANGUAGES if any(part in email for part in parts) else ():
            with step(f"{email}, {language}") as progress, sign_in(browser, address, email, language) as desk:
                progress.note = f" {photograph(desk, PLACE / email / language, problems)} pages"
    for language in LANGUAGES if any(part in NOBODY for part in parts) else ():
        with step(f"{NOBODY}, {language}") as progress, stranger(browser, address, language) as desk:
            progress.note = f" {photograph(desk, PLACE / NOBODY / language, problems, start='/sign-in/')} pages"
            photograph_errors(desk, PLACE / NOBODY / language, language, problems)
    say(f"\nThe pictures are in {PLACE}.")
    return problems


def photograph_errors(desk: Desk, place: Path, language: str, problems: list[str]) -> None:
    desk.page.goto("/nowhere/")
    for width in WIDTHS:
        problems += desk.photograph(place / str(width) / "error-404.png", width)
    for name, answer in made_here.rare_answers(language).items():
        made_here.show(desk.page, answer)
        for width in WIDTHS:
            problems += desk.photograph(place / str(width) / f"error-{name}.png", width)


def photograph(desk: Desk, place: Path, problems: list[str], start: str = "/") -> int:
    """How many pages were reached; each has its picture in every width."""
    number = 0
    for number, found in enumerate(walk(desk.page, start), start=1):
        if found.status != 200:
            problems.append(f"{desk.who}: {found.path} answers {found.status}")
        for width in WIDTHS:
            problems += desk.photograph(place / str(width) / f"{number:02}-{found.name}.png", width)
    return number
