"""Every kind of page that can be reached by links from the home page, some pages of each kind."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Error, Page

OF_A_KIND = 2
IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w-]+\.eml")
OF_A_ROW = re.compile(r"/form/\w+/rows/")
"""Looks the same whatever section the row is of."""
PLACES = {"after", "cell", "year", "right"}
"""Parts of a query that say where in something one is, and change nothing of how a page looks."""
ELSEWHERE = ("/admin/", "/api/", "/static/", "/sign-out/")
A_FILE = (".pdf", ".csv", ".xlsx")
A_DOWNLOAD = "Download is starting"
"""What the browser says of a link to a file that it does not show."""
MAIL = "/mail/"
"""Where letters to everybody are read: what they lead to is for their readers."""


@dataclass(frozen=True)
class Found:
    """A page the browser shows now; `name` is fit for a file."""

    name: str
    path: str
    status: int


def walk(page: Page, start: str = "/") -> Iterator[Found]:
    """Go breadth first, by GET alone; each page is yielded while it is shown."""
    waiting, seen, kinds = deque([start]), {start}, Counter[str]()
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path)
        if kinds[kind] == OF_A_KIND:
            continue
        kinds[kind] += 1
        try:
            response = page.goto(path)
        except Error as error:
            if A_DOWNLOAD in error.message:
                continue
            raise
        for link in links(page):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
        yield Found(name_of(kind, kinds[kind]), path, response.status if response else 0)


def links(page: Page) -> list[str]:
    """Paths, with their queries, of the links that stay in the portal, and from a letter among the letters."""
    addresses: list[str] = page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
    parts = [urlsplit(address) for address in addresses]
    here = urlsplit(page.url)
    below = MAIL if here.path.startswith(MAIL) else "/"
    pages = [part for part in parts if not part.path.startswith(ELSEWHERE) and not part.path.endswith(A_FILE)]
    inside = [part for part in pages if part.netloc == here.netloc and part.path.startswith(below)]
    return [f"{part.path}?{part.query}" if part.query else part.path for part in inside]


def kind_of(path: str) -> str:
    """Pages of the same kind differ in identifiers, in where a list goes on and in the cell or year they are of."""
    parts = urlsplit(path)
    query = [f"{name}={'' if name in PLACES else values[0]}" for name, values in sorted(parse_qs(parts.query).items())]
    return "?".join([OF_A_ROW.sub("/form/rows/", IDENTIFIER.sub("*", parts.path)), *query])


def name_of(kind: str, number: int) -> str:
    words = re.sub(r"[^a-z0-9_=]+", "-", kind).strip("-") or "home"
    return words if number == 1 else f"{words}-{number}"
