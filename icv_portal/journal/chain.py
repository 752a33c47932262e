"""The hash chain: each entry's hash covers its content and the hash before it, so a changed or missing entry shows."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import rfc8785

FIRST_PREVIOUS_HASH = "0" * 64
Link = tuple[int, str, str | None, str]
"""Number, previous hash, canonical content (None when the columns beside it say something else), hash."""


def canonical(value: Mapping[str, Any]) -> str:
    """The one text of a JSON object (RFC 8785), so that equal content has equal bytes."""
    return rfc8785.dumps(dict(value)).decode()


def entry_hash(previous_hash: str, content: str) -> str:
    """SHA-256, 64 hexadecimal digits, over the previous hash and the canonical content."""
    return hashlib.sha256(f"{previous_hash}\n{content}".encode()).hexdigest()


def problem(link: Link, *, position: int, expected: str) -> str:
    """What is wrong with the link at a position, from 1 on, after one with the `expected` hash; empty if nothing."""
    number, previous_hash, content, stored = link
    if number != position:
        return "is missing"
    if previous_hash != expected:
        return "does not follow the entry before it"
    if content is None:
        return "has columns that say something else than what was recorded"
    return "" if entry_hash(previous_hash, content) == stored else "does not have the hash of its content"


def first_broken(links: Iterable[Link]) -> int | None:
    """Number of the first entry that does not fit its chain, None when all fit; `links` in order of number."""
    expected = FIRST_PREVIOUS_HASH
    for position, link in enumerate(links, start=1):
        if problem(link, position=position, expected=expected):
            return position
        expected = link[-1]
    return None
