"""What holds for every page of the portal, looked at in a browser."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response, ViewportSize

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE: ViewportSize = {"width": 360, "height": 800}
DESK: ViewportSize = {"width": 1440, "height": 900}
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
})"""


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
        self.page.goto(path)

    def expect(self, status: int) -> None:
        """Listen anew, to a page that answers with this status."""
        self.expected_status = status
        self.heard.clear()

    def problems(self, language: str = "kk") -> list[str]:
        """What is wrong with the page shown now, on a desk and on a phone."""
        self.page.set_viewport_size(DESK)
        found = self._structure(language) + list(self.heard) + self._axe()
        self.page.set_viewport_size(PHONE)
        look = self.page.evaluate(LOOK)
        if look["needed"] > look["width"]:
            found.append(f"{look['needed']} px wide on a phone of {look['width']}: {self._sticks_out()}")
        return found

    def _structure(self, language: str) -> list[str]:
        look: dict[str, Any] = self.page.evaluate(LOOK)
        found = [] if look["headings"] == 1 else [f"{look['headings']} headings of the first rank"]
        found += [] if look["title"] and not look["title"].startswith("·") else ["no title"]
        return found + ([] if look["language"] == language else [f"said to be in {look['language']}"])

    def _axe(self) -> list[str]:
        report = Axe().run(self.page, options={"runOnly": STANDARDS, "resultTypes": ["violations"]}).response
        return [
            f"axe {violation['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for violation in report["violations"]
            for node in violation["nodes"][:3]
        ]

    def _sticks_out(self) -> str:
        return str(
            self.page.evaluate(
                "() => [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right >"
                " innerWidth + 1 && !one.closest('.table-scroll')).slice(0, 3).map(one => one.outerHTML.slice(0, 120))"
            )
        )

    def _hear(self, message: ConsoleMessage) -> None:
        is_the_answer_again = message.text.startswith("Failed to load resource") and self.expected_status >= 400
        if message.type in ("error", "warning") and not is_the_answer_again:
            self.heard.append(f"console: {message.text}")

    def _watch(self, response: Response) -> None:
        if response.status >= 400 and response.status != self.expected_status:
            self.heard.append(f"answer {response.status}: {response.url}")
