"""Files with purchases on their way in: read by the worker, then a list of the program or a report of what is wrong."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from icv_portal.accounts.models import Membership
from programs.models.programs import Program
from programs.models.purchases import PurchaseList
from programs.rules.purchases.faults import Fault, fault_from_json
from programs.rules.purchases.kinds import PurchasePurpose

KEPT = timedelta(days=7)


class PurchaseImportQuerySet(models.QuerySet["PurchaseImport"]):
    def visible_to(self, membership: Membership | None) -> "PurchaseImportQuerySet":
        return self.filter(program__in=Program.objects.drafted_by(membership))

    def due(self, at: datetime) -> "PurchaseImportQuerySet":
        return self.filter(next_attempt_at__lte=at).order_by("next_attempt_at", "id")

    def given_up(self) -> "PurchaseImportQuerySet":
        return self.filter(next_attempt_at=None, finished_at=None)

    def unfinished(self) -> "PurchaseImportQuerySet":
        return self.exclude(next_attempt_at=None)

    def overtaking(self, wanted: "PurchaseImport") -> "PurchaseImportQuerySet":
        """Sent after it and taken: for the same program and purpose."""
        later = self.filter(program=wanted.program_id, purpose=wanted.purpose, uploaded_at__gt=wanted.uploaded_at)
        return later.exclude(purchase_list=None)

    def kept(self, at: datetime) -> "PurchaseImportQuerySet":
        return self.filter(expires_at__gt=at)

    def expired(self, at: datetime) -> "PurchaseImportQuerySet":
        return self.filter(expires_at__lte=at)


class PurchaseImport(models.Model):
    """`next_attempt_at` is None when nothing is left to do: the list was taken, refused or given up.

    `refusal`: what is wrong with the file as a whole, {"code", "values"}. `faulty` counts its bad cells, the first of
    which stand in `faults`, all of them in `fault_file`. Neither: the list was taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="purchase_imports")
    purpose = models.CharField(max_length=10)
    name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    lines_read = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    refusal = models.JSONField(null=True)
    sheet = models.CharField(max_length=100, blank=True)
    faulty = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    fault_file = models.CharField(max_length=200, blank=True)
    purchase_list = models.ForeignKey(PurchaseList, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PurchaseImportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=models.Q(next_attempt_at__isnull=False),
                name="purchase_import_due",
            ),
            models.Index(fields=["program", "-uploaded_at", "-id"], name="purchase_import_of_program"),
            models.Index(fields=["expires_at"], name="purchase_import_expired"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def import_purpose(self) -> PurchasePurpose:
        return PurchasePurpose(self.purpose)

    @property
    def state(self) -> str:
        """waiting, reading, taken, faulty, refused or given_up."""
        if self.finished_at is None:
            if self.next_attempt_at is None:
                return "given_up"
            return "reading" if self.attempts else "waiting"
        if self.refusal:
            return "refused"
        return "faulty" if self.faulty else "taken"

    @property
    def is_under_way(self) -> bool:
        return self.state in ("waiting", "reading")

    @property
    def first_faults(self) -> list[Fault]:
        stored: list[Any] = self.faults
        return [fault_from_json(one) for one in stored]
