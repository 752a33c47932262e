"""What waits to be told once a day, and on which days somebody was told: each day once, even if of nothing."""

import uuid
from datetime import date, datetime

from django.db import models

from icv_portal.accounts.models.users import User
from icv_portal.journal.insert_only import insert_only
from icv_portal.outbox.models import InboxEntry


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


class DailyNoticeQuerySet(models.QuerySet["DailyNotice"]):
    def untold(self) -> "DailyNoticeQuerySet":
        return self.filter(told_at=None)


class DailyNotice(models.Model):
    """A notice of which a person is told once a day instead of at once: in the e-mail of `told_at`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="daily_notices")
    entry = models.ForeignKey(InboxEntry, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects = DailyNoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "entry"], name="each_notice_once_a_day")]
        indexes = [models.Index(fields=["user"], condition=models.Q(told_at=None), name="untold_notices")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.entry_id}"
