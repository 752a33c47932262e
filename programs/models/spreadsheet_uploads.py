"""A workbook somebody filled in and sent back: read by the portal, looked at and applied by them, soon gone."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models

from icv_portal.accounts.models import Membership
from programs.models.programs import Program

KEPT = timedelta(days=3)


class UploadState(StrEnum):
    """How far it is: read from its row."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    APPLIED = "applied"


class SpreadsheetUploadQuerySet(models.QuerySet["SpreadsheetUpload"]):
    def due(self, at: datetime) -> "SpreadsheetUploadQuerySet":
        return self.filter(next_attempt_at__lte=at).order_by("next_attempt_at", "id")

    def unfinished(self) -> "SpreadsheetUploadQuerySet":
        return self.exclude(next_attempt_at=None)

    def given_up(self) -> "SpreadsheetUploadQuerySet":
        return self.filter(next_attempt_at=None, read_at=None)

    def of(self, membership: Membership | None) -> "SpreadsheetUploadQuerySet":
        """Who sent a workbook sees what is in it, nobody else."""
        return self.none() if membership is None else self.filter(membership=membership)

    def kept(self, at: datetime) -> "SpreadsheetUploadQuerySet":
        return self.filter(expires_at__gt=at)

    def listed(self) -> "SpreadsheetUploadQuerySet":
        """Without their large results: of those only whether anything was found."""
        found = models.ExpressionWrapper(models.Q(result__has_key="found"), output_field=models.BooleanField())
        return self.annotate(has_found=found).defer("result")

    def unapplied(self) -> "SpreadsheetUploadQuerySet":
        return self.filter(applied_at=None)

    def applied_with_files(self) -> "SpreadsheetUploadQuerySet":
        """Nobody needs their files any more."""
        return self.exclude(applied_at=None).exclude(file="")

    def expired(self, at: datetime) -> "SpreadsheetUploadQuerySet":
        return self.filter(expires_at__lte=at)


class SpreadsheetUpload(models.Model):
    """`next_attempt_at` is None when nothing is left to read: it was read, refused or given up.

    `result` is None before, then what was `found` in it (`programs.spreadsheets.findings.Findings`), or why it was
    `refused` as a whole; `annotated` a copy with the problems beside their cells, where there are any. `applied_at`:
    its changes stand in the draft.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="spreadsheet_uploads")
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="bytes")
    file = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sheets = models.PositiveSmallIntegerField(default=0, help_text="of the form, in the workbook")
    sheets_read = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    annotated = models.CharField(max_length=200, blank=True)
    applied_at = models.DateTimeField(null=True)

    has_found: bool | None
    """Set on those that are `listed`."""

    objects = SpreadsheetUploadQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="spreadsheet_due",
            ),
            models.Index(fields=["expires_at"], name="spreadsheet_expired"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> UploadState:
        if self.applied_at is not None:
            return UploadState.APPLIED
        if self.read_at is None:
            return UploadState.GIVEN_UP if self.next_attempt_at is None else UploadState.WAITING
        return UploadState.READ if self._is_found else UploadState.REFUSED

    @property
    def _is_found(self) -> bool:
        """Without loading the result of one that is listed."""
        if "has_found" in self.__dict__:
            return bool(self.has_found)
        return bool(self.result and "found" in self.result)

    @property
    def is_waiting(self) -> bool:
        return self.state is UploadState.WAITING

    @property
    def is_given_up(self) -> bool:
        return self.state is UploadState.GIVEN_UP
