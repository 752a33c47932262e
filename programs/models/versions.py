"""Frozen content: made at every submission, never changed, the same bytes for whoever reads it."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import rfc8785
from django.db import models
from django.db.models import Exists, OuterRef

from icv_portal.accounts.models import Membership
from icv_portal.journal.insert_only import insert_only
from programs.models.access import Access
from programs.models.programs import Program
from programs.rules.content import Content
from programs.rules.content_json import from_json


class VersionQuerySet(models.QuerySet["Version"]):
    def visible_to(self, membership: Membership | None) -> "VersionQuerySet":
        """Versions of visible programs; for a state body those made before its access ended."""
        visible = self.filter(program__in=Program.objects.visible_to(membership))
        if membership is None or not membership.is_official:
            return visible
        given = Access.objects.given_to(membership.organization_id, program=OuterRef("program"))
        return visible.filter(Exists(given.covering(OuterRef("created_at"))))


class Version(models.Model):
    """Canonical JSON (RFC 8785) of the whole program and its SHA-256; numbers start at 1 in each program."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by_id = models.UUIDField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "number"], name="one_version_per_number")]
        indexes = [models.Index(fields=["sha256"], name="version_by_sha256")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.number}"

    @cached_property
    def as_content(self) -> Content:
        return from_json(json.loads(self.content))

    @property
    def is_intact(self) -> bool:
        """Whether the stored text still has the SHA-256 it was frozen with."""
        return sha256_of(self.content) == self.sha256


def canonical_text(frozen: Mapping[str, Any]) -> str:
    """The text of a version, from the frozen form of its content."""
    return rfc8785.dumps(frozen).decode()


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
