"""Whether the journal is as it was written: every chain in one pass, and its end against the seals."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from icv_portal.journal import chain
from icv_portal.journal.models import JournalEntry, Seal, link_of

SEALS = "seals"
"""Stands where a chain's id stands when the seals themselves are broken."""

AT_A_TIME = 2000
Head = tuple[int, str]
"""Number and hash of a chain's last entry."""


@dataclass(frozen=True)
class Broken:
    """The first entry of a chain that is not as it was written; `what` reads on from "entry 3 of chain …"."""

    chain: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"Entry {self.number} of chain {self.chain} {self.what}"


@dataclass(frozen=True)
class Verified:
    """`heads` are those of the whole chains, and for broken ones those in `sealed`, which are of the seals before."""

    chains: int
    entries: int
    broken: tuple[Broken, ...]
    heads: Mapping[str, Head]
    sealed: Mapping[str, Head]


@transaction.atomic
def verify(progress: Callable[[int], None] = lambda entries: None) -> Verified:
    """Read the whole journal once, in one snapshot; `progress` hears how many entries were read so far."""
    sealed, broken = _sealed_heads()
    heads = dict(sealed)
    found_chains: set[str] = set()
    entries = 0
    for chain_id, of_chain in groupby(_in_order(), key=attrgetter("chain_id")):
        name = str(chain_id)
        head, found = _check(name, of_chain, sealed.get(name))
        found_chains.add(name)
        entries += head[0]
        if found is None:
            heads[name] = head
        else:
            broken.append(found)
        progress(entries)
    for name in sorted(sealed.keys() - found_chains):
        number, _hash = sealed[name]
        broken.append(Broken(name, 1, f"is missing, with all of the chain: {number} entries were sealed"))
    return Verified(len(found_chains), entries, tuple(broken), heads, sealed)


def _in_order() -> Iterator[JournalEntry]:
    return JournalEntry.objects.order_by("chain_id", "number").iterator(chunk_size=AT_A_TIME)


def _check(name: str, entries: Iterable[JournalEntry], sealed: Head | None) -> tuple[Head, Broken | None]:
    """How many entries there are with the hash of the last, and the first that is wrong."""
    found: Broken | None = None
    position, expected = 0, chain.FIRST_PREVIOUS_HASH
    for position, entry in enumerate(entries, start=1):
        what = "" if found else chain.problem(link_of(entry), position=position, expected=expected)
        if not (found or what) and sealed and position == sealed[0] and entry.hash != sealed[1]:
            what = "is not the one that was sealed: the chain was written anew"
        if what:
            found = Broken(name, position, what)
        expected = entry.hash
    if found is None and sealed and position < sealed[0]:
        found = Broken(name, position + 1, f"is missing: {sealed[0]} entries were sealed")
    return (position, expected), found


def problem_of(entry: JournalEntry) -> str:
    """What is wrong with one entry beside the one before it; empty for one that stands as it was written."""
    before = JournalEntry.objects.filter(chain_id=entry.chain_id, number=entry.number - 1)
    expected = before.values_list("hash", flat=True).first() if entry.number > 1 else chain.FIRST_PREVIOUS_HASH
    return chain.problem(link_of(entry), position=entry.number, expected=expected or "")


def _sealed_heads() -> tuple[dict[str, Head], list[Broken]]:
    """What each chain ended with when it was sealed last, and the first seal that is not as it was written."""
    heads: dict[str, Head] = {}
    broken: list[Broken] = []
    expected, last = chain.FIRST_PREVIOUS_HASH, None
    for position, seal in enumerate(Seal.objects.order_by("number").iterator(chunk_size=10), start=1):
        link = (seal.number, seal.previous_hash, seal.content, seal.hash)
        what = chain.problem(link, position=position, expected=expected)
        if what and not broken:
            broken.append(Broken(SEALS, position, what))
        heads |= {name: (number, digest) for name, (number, digest) in seal.heads.items()}
        expected, last = seal.hash, seal
    if last is not None and not broken and digest_of(heads) != last.digest:
        broken.append(Broken(SEALS, last.number, "does not have the digest of what was sealed"))
    return heads, broken


def digest_of(heads: Mapping[str, Head]) -> str:
    """SHA-256 over a line "chain number hash" for each chain, in order of the chains' ids."""
    digest = sha256()
    for name, (number, last_hash) in sorted(heads.items()):
        digest.update(f"{name} {number} {last_hash}\n".encode())
    return digest.hexdigest()
