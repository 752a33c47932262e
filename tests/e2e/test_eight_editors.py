"""Eight people in one draft, tabs closed at random, the server restarted, connections lost: nothing typed is lost."""

import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response
from playwright.sync_api import Error as BrowserError

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import Role
from programs.models import Program, Row
from programs.rules.numbers import canonical_number
from tests.e2e.visitors import Visitor
from tests.e2e.wording import KAZAKH
from tests.factories import organizations
from tests.factories.programs import filled
from tests.portals import RunningPortal, portal_server

EDITORS = 8
SECTIONS = ("current_situation", "table_1", "table_2", "table_3", "table_4")
SHARED = 5
"""Cells everybody types into; each of the others is one person's alone."""
RESTART_EVERY = 12.0
PATIENCE = 60.0
HELD = "([row, key]) => JSON.parse(document.getElementById('section-form').elements.before.value)[row]?.[key] ?? ''"
UNSAVED = "Object.keys(localStorage).filter((key) => key.startsWith('typed ')).length"

Cell = tuple[str, str]
"""Section, and the name of its input on the page."""


@dataclass
class Editor:
    """`typed` is the last text of each cell of one's own; `seen` are texts of cells that were typed or decided over."""

    number: int
    membership: Membership
    context: BrowserContext
    program: Program
    own: list[Cell]
    shared: list[Cell]
    page: Page
    section: str = ""
    is_offline: bool = False
    count: int = 0
    typed: dict[Cell, str] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    confirmed: list[tuple[str, str]] = field(default_factory=list)

    def open(self, section: str) -> None:
        """Again and again while the server is away."""
        self.section = section
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self.page.goto(f"/programs/{self.program.pk}/form/{section}/", wait_until="load")
                if answer is not None and answer.ok:
                    return
            except BrowserError:
                pass
            assert time.monotonic() < end, "the portal did not come back"
            time.sleep(0.3)

    def type(self, cell: Cell) -> None:
        self.count += 1
        field_ = self.page.locator(f'[name="{cell[1]}"]')
        is_number = field_.get_attribute("inputmode") == "decimal"
        text = f"{self.number}{self.count:05}" if is_number else f"{self.number}-{self.count} мәтін"
        field_.fill(text)
        self.seen.add((cell[1], canonical_number(self.page.evaluate(HELD, cell[1].split(":")[1:]))))
        if cell in self.own:
            self.typed[cell] = text

    def cells_here(self) -> list[Cell]:
        return [cell for cell in (*self.own, *self.shared) if cell[0] == self.section]

    def answer_questions(self) -> None:
        questions = self.page.locator("[data-about]")
        for _ in range(questions.count()):
            question = questions.first  # an answered one goes
            self.seen.add(
                (
                    question.get_attribute("data-about") or "",
                    canonical_number(question.get_attribute("data-theirs") or ""),
                )
            )
            question.locator("[data-answer=mine]").click()

    def close_tab(self) -> None:
        if self.is_offline:
            self.set_offline(False)
        self.page.close()
        self.page = self.context.new_page()
        self.listen()

    def set_offline(self, is_offline: bool) -> None:
        self.is_offline = is_offline
        self.context.set_offline(is_offline)

    def listen(self) -> None:
        self.page.on("request", self._note)
        self.page.on("response", self._heed)

    def _note(self, request: Request) -> None:
        self.seen |= {(name, canonical_number(before)) for name, (before, _text) in texts_in(request).items()}

    def _heed(self, response: Response) -> None:
        texts = texts_in(response.request)
        if response.status != 200 or not texts:
            return
        try:
            told = response.json()["kept"]
        except BrowserError:
            return  # the tab was closed before it had heard
        self.confirmed += [(name, texts[name][1]) for name in told]


def texts_in(request: Request) -> dict[str, tuple[str, str]]:
    """What a page asks to be saved by itself: the name of a cell, and what it was typed over and what was typed."""
    if not request.url.endswith("/typing/"):
        return {}
    _, _, sent = (request.post_data or "").partition('name="changes"\r\n\r\n')
    changes = json.loads(sent.partition("\r\n------")[0])
    return {f"cell:{one['row']}:{one['key']}": (one["before"], one["text"]) for one in changes}


@pytest.fixture
def own_portal(own_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    with portal_server(own_database, tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture
def editors(browser: Browser, own_portal: RunningPortal, password_hash: str) -> Iterator[list[Editor]]:
    customer = organizations.backbone_enterprise()
    members = [organizations.member(customer, Role.DRAFTER) for _ in range(EDITORS)]
    program = filled(members[0]).program
    cells = cells_of(program)
    shared, others = cells[:SHARED], cells[SHARED:]
    found = []
    for number, member in enumerate(members):
        member.user.password, member.user.language = password_hash, "kk"
        member.user.save()
        context = browser.new_context(base_url=own_portal.address, locale="kk-KZ", timezone_id="Asia/Almaty")
        page = context.new_page()
        Visitor(page, member, KAZAKH).sign_in()
        editor = Editor(number + 1, member, context, program, others[number::EDITORS], shared, page)
        editor.listen()
        found.append(editor)
    yield found
    for editor in found:
        editor.context.close()


def cells_of(program: Program) -> list[Cell]:
    """In an order of chance, the same in every run."""
    rows = program.rows.filter(section__in=SECTIONS)
    cells = [(row.section, f"cell:{row.pk}:{key}") for row in rows for key in row.cells]
    order = random.Random(958)
    cells.sort(key=lambda cell: (cell[0], cell[1].split(":")[2]))
    order.shuffle(cells)
    return cells


@pytest.mark.parametrize("seconds", [60, pytest.param(600, marks=pytest.mark.soak)])
def test_every_text_is_there_at_the_end(editors: list[Editor], own_portal: RunningPortal, seconds: int) -> None:
    chance = random.Random(1158)
    for editor in editors:
        editor.open(chance.choice(SECTIONS))
    edit(editors, own_portal, seconds, chance)
    for editor in editors:
        finish(editor)
    for editor in editors:
        lost = {cell: text for cell, text in editor.typed.items() if kept(cell[1]) != text}
        assert lost == {}
    assert_no_shared_text_was_overwritten_unseen(editors)
    assert sum(len(editor.confirmed) for editor in editors) > seconds
    print(f"{sum(editor.count for editor in editors)} texts typed, {sum(len(e.confirmed) for e in editors)} confirmed")


def edit(editors: list[Editor], portal: RunningPortal, seconds: int, chance: random.Random) -> None:
    end = time.monotonic() + seconds
    restart_at = time.monotonic() + RESTART_EVERY
    deeds: list[tuple[float, Callable[[Editor], None]]] = [
        (0.78, lambda editor: type_somewhere(editor, chance)),
        (0.05, Editor.close_tab),
        (0.06, lambda editor: editor.set_offline(not editor.is_offline)),
        (0.06, lambda editor: go_elsewhere(editor, chance)),
        (0.05, lambda editor: editor.answer_questions()),
    ]
    weights = [weight for weight, _deed in deeds]
    while time.monotonic() < end:
        if time.monotonic() > restart_at:
            os.kill(portal.pid("web"), signal.SIGKILL)  # the supervisor starts another
            restart_at = time.monotonic() + RESTART_EVERY
        editor = chance.choice(editors)
        [(_weight, deed)] = chance.choices(deeds, weights)
        if editor.page.url == "about:blank":
            editor.open(chance.choice(SECTIONS))
        deed(editor)


def type_somewhere(editor: Editor, chance: random.Random) -> None:
    cells = editor.cells_here()
    if cells:
        editor.type(chance.choice(cells))


def go_elsewhere(editor: Editor, chance: random.Random) -> None:
    if editor.is_offline:
        editor.set_offline(False)
    editor.open(chance.choice(SECTIONS))


def finish(editor: Editor) -> None:
    """Back on line, every section opened once more, as long as this computer still keeps something unsaved."""
    editor.set_offline(False)
    for section in SECTIONS:
        editor.open(section)
        end = time.monotonic() + PATIENCE
        while editor.page.evaluate(UNSAVED_HERE):
            editor.answer_questions()
            assert time.monotonic() < end, editor.page.locator("#saved-state").inner_text()
            time.sleep(0.2)
    assert editor.page.evaluate(UNSAVED) == 0


UNSAVED_HERE = """() => {
  const form = document.getElementById("section-form");
  return localStorage.getItem(`typed ${document.body.dataset.person} ${form.dataset.typing}`) !== null;
}"""


def kept(name: str) -> str:
    _, row, key = name.split(":")
    return str(Row.objects.get(pk=row).cells.get(key, ""))


def assert_no_shared_text_was_overwritten_unseen(editors: list[Editor]) -> None:
    """Each confirmed text of a shared cell stands at the end, or whoever wrote over it had seen it."""
    seen = set().union(*(editor.seen for editor in editors))
    for editor in editors:
        shared = {name for _section, name in editor.shared}
        for name, text in editor.confirmed:
            if name in shared:
                assert kept(name) == text or (name, canonical_number(text)) in seen, (name, text)
