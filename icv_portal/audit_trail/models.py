"""A history asked for as a file: wanted by a page, written by the worker, gone after some days."""

import uuid
from datetime import datetime, timedelta

from django.db import models

from icv_portal.accounts.models import Membership

KEPT = timedelta(days=7)


class HistoryExportQuerySet(models.QuerySet["HistoryExport"]):
    def due(self, at: datetime) -> "HistoryExportQuerySet":
        return self.filter(next_attempt_at__lte=at).order_by("next_attempt_at", "id")

    def unfinished(self) -> "HistoryExportQuerySet":
        return self.exclude(next_attempt_at=None).order_by("wanted_at")

    def given_up(self) -> "HistoryExportQuerySet":
        return self.filter(next_attempt_at=None, finished_at=None)

    def of(self, membership: Membership | None) -> "HistoryExportQuerySet":
        """Who asked for a file gets it, nobody else."""
        return self.none() if membership is None else self.filter(membership=membership)

    def expired(self, at: datetime) -> "HistoryExportQuerySet":
        return self.filter(expires_at__lte=at)


class HistoryExport(models.Model):
    """`filters` is the query of the page it was asked on; `procedure_id` that of a program's timeline, None for the
    list across everything. `next_attempt_at` is None when nothing is left to do: it is there, or was given up.
    `is_cut`: there is more than a file may hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    procedure_id = models.UUIDField(null=True)
    filters = models.JSONField(default=dict)
    language = models.CharField(max_length=2)
    wanted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    is_cut = models.BooleanField(default=False)
    file = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)

    objects = HistoryExportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"], condition=models.Q(next_attempt_at__isnull=False), name="export_due"
            ),
            models.Index(fields=["expires_at"], name="export_expired"),
        ]

    def __str__(self) -> str:
        return f"{self.wanted_at:%d.%m.%Y %H:%M}"

    @property
    def is_given_up(self) -> bool:
        return self.next_attempt_at is None and self.finished_at is None
