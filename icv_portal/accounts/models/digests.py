"""Which days somebody has been written to about their day: each once, whether or not there was anything to tell."""

import uuid
from datetime import date, datetime

from django.db import models

from icv_portal.accounts.models.users import User
from icv_portal.journal.insert_only import insert_only


class DailyDigest(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="daily_digests")
    day = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_digest_a_day")]
        indexes = [models.Index(fields=["user", "-made_at"], name="latest_digest")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"

    @staticmethod
    def begin(user: User, day: date, *, at: datetime) -> bool:
        """Whether this caller is the one who writes; somebody else's turn for the same day is waited for."""
        made = DailyDigest(user=user, day=day, made_at=at)
        DailyDigest.objects.bulk_create([made], ignore_conflicts=True)
        return DailyDigest.objects.filter(pk=made.pk).exists()
