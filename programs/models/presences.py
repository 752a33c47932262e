"""Who has a draft open right now, and where in it."""

import uuid
from datetime import datetime, timedelta

from django.db import models

from icv_portal.accounts.models import Membership
from programs.models.programs import Program

PRESENT = timedelta(seconds=45)
"""A page tells every quarter of a minute that it is open; one that missed three times is closed or cut off."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    def now(self, at: datetime) -> "PresenceQuerySet":
        return self.filter(seen_at__gt=at - PRESENT)


class Presence(models.Model):
    """One for each person and program: the section, and the cell if any, they were last seen in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="presences")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=30)
    cell = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "membership"], name="one_presence_per_person")]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.section}"
