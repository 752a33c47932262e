"""Signatures: who took responsibility for which content, as what, when."""

import uuid

from django.db import models

from icv_portal.journal.insert_only import insert_only


class SignatureMethod(models.TextChoices):
    RECORDED_IN_PORTAL = "recorded_in_portal", "act recorded in the portal"


class Signature(models.Model):
    """A person's act over content named by its SHA-256 (Administrative Procedure Code art. 63(2)(5), 80(1)(5))."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    act = models.CharField(max_length=40)
    content_sha256 = models.CharField(max_length=64)
    membership_id = models.UUIDField()
    position = models.CharField(max_length=300)
    method = models.CharField(max_length=40, choices=SignatureMethod.choices)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="signature_subject")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.act}, {self.at:%d.%m.%Y %H:%M}"
