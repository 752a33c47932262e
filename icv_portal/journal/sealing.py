"""The nightly seal: what all chains ended with, in a row that is never changed and a line that is kept elsewhere."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime

from django.db import connection, transaction

from icv_portal.journal import chain
from icv_portal.journal.models import Seal
from icv_portal.journal.verification import SEALS, Broken, Verified, digest_of, verify

SEALING_LOCK = 958_174
MOST_BROKEN_KEPT = 100
SEAL = "icv-seal"


@transaction.atomic
def seal(*, at: datetime, progress: Callable[[int], None] = lambda entries: None) -> tuple[Seal, Verified]:
    """Verify all chains and seal those that are whole; one that is broken keeps the end it was sealed with before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING_LOCK])
    verified = verify(progress)
    before = Seal.objects.latest_one()
    made = Seal(
        number=before.number + 1 if before else 1,
        sealed_at=at,
        chains=verified.chains,
        entries=verified.entries,
        heads={name: list(head) for name, head in verified.heads.items() if verified.sealed.get(name) != head},
        broken=[asdict(broken) for broken in verified.broken[:MOST_BROKEN_KEPT]],
        digest=digest_of(verified.heads),
        previous_hash=before.hash if before else chain.FIRST_PREVIOUS_HASH,
    )
    made.hash = chain.entry_hash(made.previous_hash, made.content)
    made.save(force_insert=True)
    return made, verified


def line_of(sealed: Seal) -> str:
    """One line to be kept outside: whoever has it can tell later that this seal and what it covers are still there."""
    at = sealed.sealed_at.astimezone(UTC).isoformat(timespec="seconds")
    return f"{SEAL} {sealed.number} {at} chains={sealed.chains} entries={sealed.entries} {sealed.hash}"


def last_line() -> str:
    """The line of the last seal; empty before the first."""
    last = Seal.objects.latest_one()
    return line_of(last) if last else ""


def differs(line: str) -> Broken | None:
    """What is wrong with the seal a line was made of, None when it stands.

    Raises ValueError for what is no such line.
    """
    parts = line.split()
    if len(parts) != 6 or parts[0] != SEAL or not parts[1].isdecimal():
        raise ValueError(line)
    kept = Seal.objects.filter(number=int(parts[1])).first()
    if kept is None:
        return Broken(SEALS, int(parts[1]), "is missing: its line was kept elsewhere")
    return None if line_of(kept) == " ".join(parts) else Broken(SEALS, kept.number, "is not the one of the line kept")
