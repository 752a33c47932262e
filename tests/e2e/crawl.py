"""Finds the portal's pages by itself: everything links lead to, for every kind of person, and the fewest that show all.

It reads pages without a browser, which is quick. Two pages of one address look alike when they are made of the same
parts (elements and their classes), whatever is written in them: a state that has a look of its own has its own part.
"""

import http.client
import re
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from allauth.account.internal.flows import login
from allauth.account.internal.userkit import user_id_to_str
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from icv_portal.accounts.models import User

HERE = "http://localhost"
WHOLE_DAY = 86_400  # seconds
AT_ONCE = 2
"""So many people read at the same time."""
OF_A_KIND = 2
"""So many pages are read for each person whose addresses differ by identifiers alone."""
IDENTIFIER = re.compile(r"/(\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w-]+\.eml)/")
OF_A_ROW = re.compile(r"/form/\w+/rows/")
FILE = re.compile(r"[^/]+\.(pdf|xlsx)$")
"""No page: its languages do not look different."""

Part = tuple[str, str]
TO_BE_FILLED_IN: Part = ("form", "required")


@dataclass(frozen=True)
class Seen:
    """A page as `who` sees it (an e-mail, empty when signed out); `name` is that of its address."""

    who: str
    path: str
    name: str
    parts: frozenset[Part] = field(repr=False)


@dataclass
class Findings:
    """`names` holds files and redirects too, `troubles` what was answered by an error."""

    pages: list[Seen] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def together(cls, each: Iterable["Findings"]) -> "Findings":
        """In the order given."""
        found = cls()
        for one in each:
            found.pages += one.pages
            found.names |= one.names
            found.troubles += one.troubles
        return found


class Reader(HTMLParser):
    """Links and parts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.parts: set[Part] = set()
        self._is_posted = False

    def handle_endtag(self, tag: str) -> None:
        self._is_posted = self._is_posted and tag != "form"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if tag == "form":
            self._is_posted = found.get("method") == "post"
        if self._is_posted and "required" in found:
            self.parts.add(TO_BE_FILLED_IN)
        self.parts.update((tag, name) for name in (found.get("class") or "").split() or [""])
        if tag in ("input", "button"):
            self.parts.add((tag, f"type={found.get('type')}"))


def session_of(who: str) -> str:
    """The key of a session in which that person has only just signed in, as long as it lasts."""
    browser, user = Client(), User.objects.get(email=who)
    browser.force_login(user)
    session = browser.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() + WHOLE_DAY}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    return browser.cookies["sessionid"].value


@dataclass
class Answer:
    status: int
    kind: str
    leads_to: str
    text: str


class Asking:
    """One person's requests to the portal at `address`."""

    def __init__(self, address: str, who: str) -> None:
        self.who = who
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc)
        self._headers = {"Cookie": "django_language=kk" + (f"; sessionid={session_of(who)}" if who else "")}

    def close(self) -> None:
        self._connection.close()

    def get(self, path: str) -> Answer:
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        kind, body = answer.headers.get_content_type(), answer.read()
        text = body.decode() if kind == "text/html" else ""
        return Answer(answer.status, kind, answer.headers.get("Location", ""), text)


def crawl_as_each(address: str, starts: Mapping[str, Iterable[str]]) -> Findings:
    """What is found by each of these people (e-mails), two of them at a time, from where they start."""
    asking = [Asking(address, who) for who in starts]  # here: threads have no connection to the database
    with ThreadPoolExecutor(AT_ONCE) as threads:
        each = threads.map(crawl, asking, starts.values())
        return Findings.together(each)


def crawl(asking: Asking, starts: Iterable[str], inside: str = "/", outside: str = "/admin/") -> Findings:
    """Follow every link from `starts`, breadth first, by GET alone."""
    found, waiting, kinds = Findings(), deque(starts), Counter[object]()
    met = set(waiting)
    while waiting:
        path = waiting.popleft()
        address = resolve(urlsplit(path).path)
        kind = (address.view_name, _without_identifiers(path))
        kinds[kind] += 1
        if kinds[kind] > OF_A_KIND:
            continue
        found.names.add(address.view_name)
        for link in links_of(found, asking.get(path), Seen(asking.who, path, address.view_name, frozenset())):
            if link not in met and link.startswith(inside) and not link.startswith(outside):
                met.add(link)
                waiting.append(link)
    asking.close()
    return found


def _without_identifiers(path: str) -> str:
    """A row's pages are alike in every section."""
    return OF_A_ROW.sub("/form/rows/", FILE.sub("", IDENTIFIER.sub("/*/", path.partition("?")[0])))


def links_of(found: Findings, answer: Answer, seen: Seen) -> Iterator[str]:
    """Where the answer leads; a page is kept."""
    if answer.status >= 400:
        found.troubles.append(f"{seen.who or 'signed out'}: {seen.path} answers {answer.status}")
    elif answer.leads_to:
        yield from own([urljoin(HERE + seen.path, answer.leads_to)])
    elif answer.text and answer.status == 200:  # 202: a file that is still being made
        reader = Reader()
        reader.feed(answer.text)
        found.pages.append(Seen(seen.who, seen.path, seen.name, frozenset(reader.parts)))
        yield from own(urljoin(HERE + seen.path, link) for link in reader.links)


def own(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" == HERE and not parts.path.startswith("/static/"):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def telling(pages: list[Seen]) -> list[Seen]:
    """Of each address the two pages that differ most, and what else it takes to show every part there is."""
    by_name: dict[str, list[Seen]] = {}
    for page in pages:
        by_name.setdefault(page.name, []).append(page)
    chosen: set[Seen] = set()
    for alike in by_name.values():
        fullest = max(alike, key=lambda page: len(page.parts))
        other = max(alike, key=lambda page: len(page.parts - fullest.parts))
        chosen |= {fullest, other} if other.parts - fullest.parts else {fullest}
    missing = {part for page in pages for part in page.parts} - {part for page in chosen for part in page.parts}
    while missing:
        best = max(pages, key=lambda page: len(page.parts & missing))
        chosen.add(best)
        missing -= best.parts
    return sorted(chosen, key=lambda page: (page.who, page.path))


def names_of_all_addresses() -> set[str]:
    """Every name of the URL configuration but the administration's."""
    return {name for name in _names(get_resolver().url_patterns) if name}


def _names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or ""
        elif pattern.namespace != "admin":
            yield from _names(pattern.url_patterns)
