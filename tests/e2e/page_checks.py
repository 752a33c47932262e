"""What holds for every page of the portal, looked at in a browser."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response, ViewportSize

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE: ViewportSize = {"width": 360, "height": 800}
DESK: ViewportSize = {"width": 1440, "height": 900}
OTHER_WIDTHS: list[ViewportSize] = [{"width": 1920, "height": 1080}, {"width": 768, "height": 1024}, PHONE]
WIDEST = 1760
"""No line of text becomes longer on a larger screen: the content is at most so wide (--page-wide)."""
ERRORS = 400
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", event =>
  console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI} on ${location.pathname}`))
"""
LOOK = """() => ({
  headings: document.querySelectorAll("h1").length,
  title: document.title.trim(),
  language: document.documentElement.lang,
  needed: document.scrollingElement.scrollWidth,
  width: innerWidth,
  content: document.querySelector("main").clientWidth,
  needed_by_content: document.querySelector("main").scrollWidth,
})"""
BEGIN_AXE = """options => {
  const later = new Promise(begin => setTimeout(begin));  // it would keep whoever started it waiting
  window.axeReport = later.then(() => axe.run(options)).then(report => report.violations.flatMap(
    one => one.nodes.slice(0, 3).map(
      node => `axe ${one.id}: ${node.html.slice(0, 200)} ${node.failureSummary.slice(0, 300)}`)));
}"""


@dataclass
class Inspector:
    """Looks at what its page shows, and keeps what the browser says meanwhile."""

    page: Page
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(REPORT_VIOLATIONS)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        self.page.on("response", self._watch)
        self.expected_status = 200

    def open(self, path: str, status: int = 200) -> None:
        self.expect(status)
        answer = self.page.goto(path)  # waits for all of it
        if answer is None or answer.status != status:
            self.heard.append(f"not answer {status}: {answer and answer.status} of {path}")

    def expect(self, status: int) -> None:
        """Listen anew, to a page that answers with this status: the one before is heard out first."""
        self.page.wait_for_load_state()
        self.page.evaluate("0")
        self.expected_status = status
        self.heard.clear()

    def problems(self, language: str = "kk", *, differs_on_phone: bool = False) -> list[str]:
        """What is wrong with the page shown now, on a desk, a large screen, a tablet and a phone."""
        self.begin()
        return self.finish(language, differs_on_phone=differs_on_phone)

    def begin(self) -> None:
        """Let axe start: it works in the page by itself, and meanwhile another window can be opened."""
        self.page.set_viewport_size(DESK)
        self._begin_axe()

    def finish(self, language: str = "kk", *, differs_on_phone: bool = False) -> list[str]:
        found = self._axe_found() + self._structure(language) + list(self.heard)
        for size in OTHER_WIDTHS:
            self.page.set_viewport_size(size)
            found += self._sizes()
        if differs_on_phone:
            self._begin_axe()
            found += self._axe_found()
        return found

    def _sizes(self) -> list[str]:
        look = self.page.evaluate(LOOK)
        found = []
        if look["needed"] > look["width"]:
            found.append(f"{look['needed']} px wide on a screen of {look['width']}: {self._sticks_out()}")
        if look["needed_by_content"] > look["content"]:
            found.append(f"content of {look['content']} px needs {look['needed_by_content']} px of {look['width']}")
        if look["content"] > WIDEST:
            found.append(f"content {look['content']} px wide on a screen of {look['width']}")
        return found

    def _structure(self, language: str) -> list[str]:
        look: dict[str, Any] = self.page.evaluate(LOOK)
        found = [] if look["headings"] == 1 else [f"{look['headings']} headings of the first rank"]
        found += [] if look["title"] and not look["title"].startswith("·") else ["no title"]
        return found + ([] if look["language"] == language else [f"said to be in {look['language']}"])

    def _begin_axe(self) -> None:
        self.page.evaluate(Axe().axe_script)
        self.page.evaluate(BEGIN_AXE, {"runOnly": STANDARDS, "resultTypes": ["violations"], "preload": False})

    def _axe_found(self) -> list[str]:
        found: list[str] = self.page.evaluate("() => axeReport")
        return found

    def _sticks_out(self) -> str:
        return str(
            self.page.evaluate(
                "() => [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right >"
                " innerWidth + 1 && !one.closest('.table-scroll')).slice(0, 3).map(one => one.outerHTML.slice(0, 120))"
            )
        )

    def _hear(self, message: ConsoleMessage) -> None:
        is_an_answer_again = message.text.startswith("Failed to load resource: the server responded")
        if message.type in ("error", "warning") and not is_an_answer_again:
            self.heard.append(f"console: {message.text}")

    def _watch(self, response: Response) -> None:
        if response.status >= ERRORS and response.status != self.expected_status:
            self.heard.append(f"answer {response.status}: {response.url}")
