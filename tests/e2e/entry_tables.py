"""A table of the form as somebody has it open in a browser: cells, keys, what is pasted and what is said about it."""

from typing import Any

from playwright.sync_api import expect

from programs.models import Program, Row
from tests.e2e.visitors import Visitor

PASTE = """texts => {
  const copied = new DataTransfer();
  for (const [type, text] of Object.entries(texts)) copied.setData(type, text);
  const event = new ClipboardEvent("paste", {clipboardData: copied, bubbles: true, cancelable: true});
  return document.activeElement.dispatchEvent(event);
}"""


class Table:
    """A table of one program as its drafter has it open."""

    def __init__(self, visitor: Visitor, program: Program, code: str) -> None:
        self.visitor, self.program, self.code, self.page = visitor, program, code, visitor.page
        self.page.set_default_timeout(5_000)
        self.visitor.open(f"/programs/{program.pk}/form/{code}/")

    def row(self, kind: str, group: str = "", number: int = 0) -> Row:
        return self.program.rows.filter(section=self.code, kind=kind, group=group)[number]

    def cell(self, row: Row, key: str) -> Any:
        return self.page.locator(f'[name="cell:{row.pk}:{key}"]')

    def enter(self, row: Row, key: str) -> None:
        self.cell(row, key).focus()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def paste(self, text: str, html: str = "") -> bool:
        """Whether the browser goes on to paste it as a text."""
        used: bool = self.page.evaluate(PASTE, {"text/plain": text, **({"text/html": html} if html else {})})
        return used

    def is_in(self, row: Row, key: str) -> None:
        expect(self.cell(row, key)).to_be_focused()

    def holds(self, row: Row, **texts: str) -> None:
        for key, text in texts.items():
            expect(self.cell(row, key.replace("__", "."))).to_have_value(text)

    def told(self, text: str) -> None:
        expect(self.page.locator("#pasted")).to_have_text(text)

    def sums(self) -> dict[str, str]:
        found: dict[str, str] = self.page.locator("[data-key]").evaluate_all(
            "all => Object.fromEntries(all.map(one => [one.dataset.key, one.querySelector('b').textContent]))"
        )
        return found
