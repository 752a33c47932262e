"""What happened, in order, by whom and by which point: insert-only and chained by hashes."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import connection, models

from icv_portal.journal import chain
from icv_portal.journal.insert_only import insert_only


class Actor(Protocol):
    """A membership: who acted, for which organisation."""

    @property
    def id(self) -> uuid.UUID: ...

    @property
    def organization_id(self) -> uuid.UUID: ...


class Audience(models.TextChoices):
    """Who may read an entry, beside the auditors, who read all."""

    CUSTOMER = "customer", "the customer and the state bodies"
    BODIES = "bodies", "the state bodies"
    STAFF = "staff", "the acting organisation itself"
    PORTAL = "portal", "the portal's administrators"
    OVERSIGHT = "oversight", "auditors alone"


class JournalEntryQuerySet(models.QuerySet["JournalEntry"]):
    def of_chain(self, chain_id: uuid.UUID) -> "JournalEntryQuerySet":
        return self.filter(chain_id=chain_id).order_by("number")

    def readable_by_customer(self, organization_id: uuid.UUID) -> "JournalEntryQuerySet":
        own = models.Q(audience=Audience.STAFF, organization_id=organization_id)
        return self.filter(models.Q(audience=Audience.CUSTOMER) | own)

    def readable_by_body(self, organization_id: uuid.UUID) -> "JournalEntryQuerySet":
        own = models.Q(audience=Audience.STAFF, organization_id=organization_id)
        return self.filter(models.Q(audience__in=[Audience.CUSTOMER, Audience.BODIES]) | own)


class JournalEntry(models.Model):
    """One event. `content` is the canonical JSON the hash covers; the other columns repeat it for questions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain_id = models.UUIDField()
    number = models.PositiveIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    event = models.CharField(max_length=60)
    membership_id = models.UUIDField(null=True)
    organization_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    point = models.CharField(max_length=20, blank=True)
    version_sha256 = models.CharField(max_length=64, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    payload = models.JSONField(default=dict)
    content = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain_id", "number"], name="one_entry_per_number")]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="journal_subject"),
            models.Index(fields=["at", "id"], name="journal_by_moment"),
            models.Index(fields=["organization_id", "at", "id"], name="journal_of_organization"),
            models.Index(fields=["membership_id", "at", "id"], name="journal_of_membership"),
            models.Index(fields=["event", "at", "id"], name="journal_of_event"),
            models.Index(fields=["at", "id"], condition=models.Q(audience="portal"), name="journal_of_portal"),
            models.Index(
                fields=["version_sha256"],
                opclasses=["varchar_pattern_ops"],
                condition=~models.Q(version_sha256=""),
                name="journal_of_version",
            ),
        ]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.number}. {self.event}"


class SealQuerySet(models.QuerySet["Seal"]):
    def latest_one(self) -> "Seal | None":
        return self.order_by("-number").first()


class Seal(models.Model):
    """What all chains ended with on a night: a chain that is shorter later, or gone, was cut.

    `heads` maps the chains that grew since the seal before to [number, hash] of their last entry; `digest` is SHA-256
    over the heads of all chains. `broken` lists what was found wrong that night: {"chain", "number", "what"}. Seals are
    chained by hashes as entries are.
    """

    number = models.PositiveIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    chains = models.PositiveIntegerField()
    entries = models.PositiveBigIntegerField()
    heads = models.JSONField()
    broken = models.JSONField()
    digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = SealQuerySet.as_manager()

    class Meta:
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.number}, {self.sealed_at:%d.%m.%Y %H:%M}"

    @property
    def content(self) -> str:
        """The canonical text its hash covers."""
        return chain.canonical(
            {
                "number": self.number,
                "at": self.sealed_at.astimezone(UTC).isoformat(),
                "chains": self.chains,
                "entries": self.entries,
                "heads": self.heads,
                "broken": self.broken,
                "digest": self.digest,
            }
        )


def record(
    *,
    chain_id: uuid.UUID,
    subject_kind: str,
    subject_id: uuid.UUID,
    event: str,
    by: Actor | None,
    at: datetime,
    point: str = "",
    version_sha256: str = "",
    audience: Audience = Audience.CUSTOMER,
    payload: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """Append one entry to a chain, inside the caller's transaction. The payload holds ids and figures, never names."""
    last_number, previous_hash = _wait_for_turn(chain_id)
    entry = JournalEntry(
        chain_id=chain_id,
        number=last_number + 1,
        subject_kind=subject_kind,
        subject_id=subject_id,
        event=event,
        membership_id=by.id if by else None,
        organization_id=by.organization_id if by else None,
        at=at,
        point=point,
        version_sha256=version_sha256,
        audience=audience,
        payload=dict(payload or {}),
        previous_hash=previous_hash,
    )
    entry.content = content_of(entry)
    entry.hash = chain.entry_hash(previous_hash, entry.content)
    entry.save(force_insert=True)
    return entry


def content_of(entry: JournalEntry) -> str:
    """The canonical text of an entry's columns, which the hash covers."""
    return chain.canonical(
        {
            "chain": str(entry.chain_id),
            "number": entry.number,
            "subject": {"kind": entry.subject_kind, "id": str(entry.subject_id)},
            "event": entry.event,
            "membership": str(entry.membership_id) if entry.membership_id else None,
            "organization": str(entry.organization_id) if entry.organization_id else None,
            "at": entry.at.astimezone(UTC).isoformat(),
            "point": entry.point,
            "version_sha256": entry.version_sha256,
            "audience": str(entry.audience),
            "payload": entry.payload,
        }
    )


def first_broken_entry(chain_id: uuid.UUID) -> int | None:
    """Number of the chain's first entry that was tampered with or is missing, None when the chain is whole.

    An entry whose columns no longer say what its content says is broken, too: columns are what people read.
    """
    return chain.first_broken(link_of(entry) for entry in JournalEntry.objects.of_chain(chain_id).iterator())


def link_of(entry: JournalEntry) -> chain.Link:
    """An entry as a link of its chain; its content is None when its columns say something else."""
    content = entry.content if entry.content == content_of(entry) else None
    return entry.number, entry.previous_hash, content, entry.hash


LAST_IN_TURN = """
SELECT pg_advisory_xact_lock(hashtextextended(%(chain)s, 0));
SELECT number, hash FROM journal_journalentry WHERE chain_id = %(chain)s::uuid ORDER BY number DESC LIMIT 1
"""


def _wait_for_turn(chain_id: uuid.UUID) -> tuple[int, str]:
    """Number and hash of the chain's last entry. One writer at a time per chain, until the transaction ends."""
    with connection.cursor() as cursor:
        # two statements sent at once: the second one begins, and looks, when the first one has its lock
        cursor.execute(LAST_IN_TURN, {"chain": str(chain_id)})
        cursor.nextset()
        return cursor.fetchone() or (0, chain.FIRST_PREVIOUS_HASH)
