"""A person at a browser of their own, and what a browser complains about meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, expect

from approvals.models import Procedure
from icv_portal.accounts.models import Membership
from tests.e2e.wording import Words

PASSWORD = "сынақ-құпия-сөзі-958"
LEFT_BEHIND = "net::ERR_ABORTED"  # how the browser calls what it no longer needs after going to another page
ALSO_AN_ANSWER = "Failed to load resource"  # how its console repeats an answer that is an error


LEAVING = "[data-leaving]"
"""A section is sent by a button once what it sends by itself has been answered."""


@dataclass
class Visitor:
    """Goes through pages as `membership`, reading them in the language of `words`."""

    page: Page
    membership: Membership
    words: Words
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heed_console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("request", self._heed_request)
        self.page.on("requestfailed", self._heed_failure)
        self.page.on("response", self._heed_response)

    def sign_in(self) -> None:
        self.open("/")
        self.page.get_by_label(self.words.email).fill(self.membership.user.email)
        self.page.get_by_label(self.words.password).fill(PASSWORD)
        self.press(self.words.sign_in)
        expect(self.page).to_have_url("/")

    def open(self, path: str) -> None:
        self.page.goto(path)

    def press(self, button: str) -> None:
        self.click(self.main.get_by_role("button", name=button, exact=True))

    def follow(self, link: str) -> None:
        self.click(self.main.get_by_role("link", name=link, exact=True).first)

    def click(self, what: Locator) -> None:
        """Click what leads to a page, and wait for all of that page: on a slow machine it comes in parts."""
        what.click()
        expect(self.page.locator(LEAVING)).to_have_count(0)
        self.page.wait_for_load_state()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).to_contain_text(text)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def turn(self, procedure: Procedure) -> Locator:
        """What the home page says about the program, whoever's turn it is."""
        self.open("/")
        link = self.page.locator(f'a[href="/procedures/{procedure.pk}/"]')
        return self.main.locator("li, tr").filter(has=link)

    def answered(self, status: int, act: Callable[[], object]) -> None:
        """Do what is answered by an error, and only that."""
        with self.page.expect_response(lambda response: response.status == status) as found:
            act()
        self.troubles.remove(_answer(found.value))

    def _heed_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(ALSO_AN_ANSWER):
            self.troubles.append(f"console: {message.text} on {self.page.url}")

    def _heed_request(self, request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            self.troubles.append(f"another host: {request.url} from {self.page.url}")

    def _heed_failure(self, request: Request) -> None:
        if request.failure != LEFT_BEHIND:
            self.troubles.append(f"no answer: {request.failure} for {request.url}")

    def _heed_response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(_answer(response))


def _answer(response: Response) -> str:
    request = response.request
    return f"answer {response.status}: {request.method} {response.url} from {request.headers.get('referer')}"
