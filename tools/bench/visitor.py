"""Somebody at a browser: one kept-alive connection, cookies, and the form of the page they look at."""

import html
import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tools.bench.counting import ASKED, TOLD
from tools.devkit.ports import HOST
from tools.devkit.progress import Failure

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Request:
    """A page to get or, with `fields`, a form to send."""

    path: str
    fields: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Reply:
    """`seconds` until the last byte; `queries` only when they were to be counted."""

    status: int
    text: str
    seconds: float
    queries: int | None


@dataclass
class Visitor:
    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection(HOST, self.port, timeout=60)

    def send(self, request: Request, *, count: bool = False) -> Reply:
        """Raises Failure for an answer that is neither a page nor a redirect."""
        body = None if request.fields is None else urlencode(request.fields)
        headers = self._headers(body) | ({ASKED: "1"} if count else {})
        began = time.perf_counter()
        self._connection.request("GET" if body is None else "POST", request.path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - began
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        if response.status >= 400:
            raise Failure(f"{request.path} answered {response.status}")
        counted = response.headers.get(TOLD)
        return Reply(response.status, content.decode(), seconds, int(counted) if counted else None)

    def form(self, path: str) -> dict[str, str]:
        """The fields of the form in the main part of a page, as they stand there."""
        parser = FormParser()
        parser.feed(self.send(Request(path)).text)
        return parser.fields

    def next_page(self, path: str) -> str:
        """The query that leads to the page after this one, empty on the last."""
        found = re.search(r'href="(\?[^"]*after=[^"]*)"', self.send(Request(path)).text)
        return html.unescape(found[1]) if found else ""

    def sign_in(self, email: str, password: str) -> None:
        fields = self.form("/sign-in/") | {"login": email, "password": password}
        if self.send(Request("/sign-in/", fields)).status != http.HTTPStatus.FOUND:
            raise Failure(f"{email} cannot sign in")

    def _headers(self, body: str | None) -> dict[str, str]:
        headers = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())}
        return headers if body is None else headers | {"Content-Type": "application/x-www-form-urlencoded"}


class FormParser(HTMLParser):
    """Fields of the first form that is sent by POST in <main>."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._in_main = self._in_form = self._is_over = False
        self._textarea = self._select = ""

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        given = {name: value or "" for name, value in attributes}
        name = given.get("name", "")
        match tag:
            case "main":
                self._in_main = True
            case "form" if self._in_main and given.get("method") == "post" and not self._is_over:
                self._in_form = True
            case "input" if self._in_form and name and _is_sent(given):
                self.fields[name] = given.get("value", "")
            case "textarea" if self._in_form:
                self._textarea, self.fields[name] = name, ""
            case "select" if self._in_form:
                self._select, self.fields[name] = name, ""
            case "option" if self._in_form and self._select and "selected" in given:
                self.fields[self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data.removeprefix("\n") if not self.fields[self._textarea] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form" and self._in_form:
            self._in_form, self._is_over = False, True


def _is_sent(given: Mapping[str, str]) -> bool:
    return given.get("type") not in ("checkbox", "radio", "submit") or "checked" in given
