"""What a browser does with the form's pages: read the inputs, type into them, press a button."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from programs.models import Program, Row


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.buttons: list[str] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "button" and name == "do":
            self.buttons.append(given["value"])
        elif tag in ("input", "textarea") and (name in ("version", "before") or name.startswith(("cell:", "new:"))):
            self.values[name] = given.get("value", "")
            self._open = name if tag == "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self._open:
            # a browser drops the line break right after <textarea>
            self.values[self._open] += data if self.values[self._open] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._open = ""


def only_row(program: Program, section: str, kind: str, group: str = "") -> Row:
    return program.rows.get(section=section, kind=kind, group=group)


class SectionPage:
    """A section as one person sees it in one window."""

    def __init__(self, client: Client, program: Program, code: str) -> None:
        self.client, self.url = client, reverse("section", args=[program.pk, code])
        self.read(client.get(self.url))

    def read(self, response: Any) -> None:
        self.response = response
        self.text = response.content.decode()
        inputs = _Inputs()
        inputs.feed(self.text)
        self.values, self.buttons = inputs.values, inputs.buttons

    def type(self, row_id: object, **cells: str) -> None:
        for key, text in cells.items():
            name = f"cell:{row_id}:{key.replace('__', '.')}"
            assert name in self.values, f"no input {name}"
            self.values[name] = text

    def press(self, button: str = "save", **others: str) -> Any:
        """Send what stands in the inputs; the page that comes back is read, redirects are followed."""
        response = self.client.post(self.url, {**self.values, "do": button, **others}, follow=True)
        self.read(response)
        return response


def typed_cells(values: Mapping[str, str], row_id: object) -> dict[str, str]:
    """The inputs of one row that are not empty."""
    prefix = f"cell:{row_id}:"
    return {name.removeprefix(prefix): text for name, text in values.items() if name.startswith(prefix) and text}
