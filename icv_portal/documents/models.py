"""Rendered files as they were issued, those still wanted, and signatures: who took responsibility for which content."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class Document(models.Model):
    """A file made once from one source (a version, a letter) in one language; its bytes never change.

    `file` is a name in the default storage, `sha256` of the bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source_kind = models.CharField(max_length=30)
    source_id = models.UUIDField()
    language = models.CharField(max_length=2)
    file = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    rendered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id", "language"], name="one_document_per_language")
        ]
        indexes = [models.Index(fields=["sha256"], name="document_by_sha256")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source_id} ({self.language})"


LONGEST_WAIT = timedelta(hours=1)


class RenderingQuerySet(models.QuerySet["Rendering"]):
    def due(self, at: datetime) -> "RenderingQuerySet":
        """Those to be tried now: what a reader waits for, then the oldest first."""
        return self.filter(next_attempt_at__lte=at).order_by("-is_waited_for", "next_attempt_at", "id")

    def failing(self) -> "RenderingQuerySet":
        """Those that went wrong at least once; the attempt under way may be the one that succeeds."""
        return self.exclude(last_error="")

    def overdue(self, at: datetime) -> "RenderingQuerySet":
        """Those that left no error and are given up, or have waited too long while no document was made at all."""
        since = at - LONGEST_WAIT
        worker_runs = models.Exists(Document.objects.filter(rendered_at__gt=since))
        return self.filter(models.Q(next_attempt_at=None) | ~worker_runs, last_error="", wanted_at__lt=since)


class Rendering(models.Model):
    """A document that is wanted and not made yet; gone once the document is there.

    Inserted in the transaction of the act, so the act stands whatever becomes of the rendering. `next_attempt_at` is
    None when it was given up until an administrator asks again. A document whose file was altered gets such a row, too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source_kind = models.CharField(_("source"), max_length=30)
    source_id = models.UUIDField()
    language = models.CharField(_("language"), max_length=2)
    wanted_at = models.DateTimeField(_("wanted at"))
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    is_waited_for = models.BooleanField(_("a reader waits"), default=False)

    objects = RenderingQuerySet.as_manager()

    class Meta:
        verbose_name = _("document not made yet")
        verbose_name_plural = _("documents not made yet")
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id", "language"], name="wanted_once_per_language")
        ]
        indexes = [models.Index(fields=["next_attempt_at", "id"], name="rendering_due")]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source_id} ({self.language})"
