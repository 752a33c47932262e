"""Outgoing letters of a state body: numbered, dated, their text frozen in both languages."""

import uuid
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import connection, models
from django.db.models import Exists, OuterRef

from approvals.models.considerations import Consideration
from approvals.models.procedures import Procedure
from approvals.rules.letter_kinds import LetterKind
from icv_portal.accounts.choices import choices_of
from icv_portal.accounts.models import Membership, Organization
from icv_portal.journal.chain import canonical
from icv_portal.journal.insert_only import insert_only
from programs.models import Access, Version

NEXT_IN_TURN = """
SELECT pg_advisory_xact_lock(hashtextextended(%(body)s || ':' || %(year)s, 958));
SELECT coalesce(max(sequence), 0) + 1 FROM approvals_letter WHERE body_id = %(body)s::uuid AND year = %(year)s
"""


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, membership: Membership | None) -> "LetterQuerySet":
        """Those of visible procedures; for a state body those sent before its access ended."""
        visible = self.filter(procedure__in=Procedure.objects.visible_to(membership))
        if membership is None or not membership.is_official:
            return visible
        given = Access.objects.given_to(membership.organization_id, program=OuterRef("procedure__program"))
        return visible.filter(Exists(given.covering(OuterRef("sent_at"))))

    def of_visible(self, procedure: Procedure) -> "LetterQuerySet":
        """As `visible_to`, of one visible procedure read `with_end_of_access`: nothing is judged again."""
        return self.filter(procedure=procedure, sent_at__lte=procedure.readable_until)

    def next_sequence(self, body: Organization, year: int) -> int:
        """The next outgoing number of a body in a year, without gaps: one writer at a time until it commits."""
        with connection.cursor() as cursor:
            # two statements sent at once: the second one begins, and looks, when the first one has its lock
            cursor.execute(NEXT_IN_TURN, {"body": str(body.pk), "year": year})
            cursor.nextset()
            sequence: int = cursor.fetchone()[0]
        return sequence


class Letter(models.Model):
    """A letter stands as soon as its row is committed; its PDF is made later, from `content` alone.

    `content` holds for `kk` and `ru` the whole text in blocks (`approvals.rules.letters.LetterText`), `sha256` is that
    of its canonical JSON. `signed_by` is None where the portal itself confirms (registration).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=choices_of(LetterKind))
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="letters")
    consideration = models.ForeignKey(Consideration, on_delete=models.PROTECT, related_name="letters")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    date = models.DateField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "sequence"]
        constraints = [models.UniqueConstraint(fields=["body", "year", "sequence"], name="one_letter_per_number")]
        indexes = [models.Index(fields=["sha256"], name="letter_by_sha256")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.number}, {self.date:%d.%m.%Y}"

    @property
    def number(self) -> str:
        return outgoing_number(self.date, self.sequence)

    @property
    def letter_kind(self) -> LetterKind:
        return LetterKind(self.kind)

    @property
    def is_intact(self) -> bool:
        """Whether the stored text still has the SHA-256 it was frozen with."""
        return digest_of(self.content) == self.sha256


def outgoing_number(day: date, sequence: int) -> str:
    """Our convention: the running number of the body in the year, and the year, as 17/2026."""
    return f"{sequence}/{day.year}"


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON (RFC 8785) of a letter's text, both languages in one."""
    return sha256(canonical(content).encode()).hexdigest()
