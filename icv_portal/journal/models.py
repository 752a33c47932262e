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

    id: uuid.UUID
    organization_id: uuid.UUID


class Audience(models.TextChoices):
    """Who may read an entry, beside the auditors, who read all."""

    CUSTOMER = "customer", "the customer and the state bodies"
    BODIES = "bodies", "the state bodies"
    STAFF = "staff", "the acting organisation itself"
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
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="journal_subject")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.number}. {self.event}"


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
    _wait_for_turn(chain_id)
    last = JournalEntry.objects.filter(chain_id=chain_id).order_by("-number").values_list("number", "hash").first()
    number, previous_hash = (last[0] + 1, last[1]) if last else (1, chain.FIRST_PREVIOUS_HASH)
    entry = JournalEntry(
        chain_id=chain_id,
        number=number,
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
    entries = JournalEntry.objects.of_chain(chain_id)
    return chain.first_broken(
        (entry.number, entry.previous_hash, entry.content if entry.content == content_of(entry) else "", entry.hash)
        for entry in entries.iterator()
    )


def _wait_for_turn(chain_id: uuid.UUID) -> None:
    """One writer at a time per chain, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(chain_id)])
