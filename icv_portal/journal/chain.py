"""The hash chain: each entry's hash covers its content and the hash before it, so a changed or missing entry shows."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import rfc8785

FIRST_PREVIOUS_HASH = "0" * 64


def canonical(value: Mapping[str, Any]) -> str:
    """The one text of a JSON object (RFC 8785), so that equal content has equal bytes."""
    return rfc8785.dumps(dict(value)).decode()


def entry_hash(previous_hash: str, content: str) -> str:
    """SHA-256, 64 hexadecimal digits, over the previous hash and the canonical content."""
    return hashlib.sha256(f"{previous_hash}\n{content}".encode()).hexdigest()


def first_broken(links: Iterable[tuple[int, str, str, str]]) -> int | None:
    """Number of the first entry that does not fit its chain, None when all fit.

    `links` are (number, previous hash, canonical content, hash) in order of number, which starts at 1.
    """
    expected = FIRST_PREVIOUS_HASH
    for position, (number, previous_hash, content, stored) in enumerate(links, start=1):
        if number != position or previous_hash != expected or entry_hash(previous_hash, content) != stored:
            return position
        expected = stored
    return None
