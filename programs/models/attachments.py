"""Files beside the form: kept as they came, never changed; removal, scanning and being submitted are rows of their own.

An attachment is in force until it is removed. The versions that named it name it for ever.
"""

import uuid
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Sum

from icv_portal.accounts.models import Membership
from icv_portal.documents.inspection import FileFormat
from icv_portal.journal.insert_only import insert_only
from programs.models.programs import Program
from programs.models.rows import OUT_OF_THE_CUSTOMERS_HANDS
from programs.models.versions import Version
from programs.rules.attachments import Attachment as NamedAttachment
from programs.rules.attachments import AttachmentKind


class ScanState(StrEnum):
    """Whether a scanner has looked for viruses: read from the rows and from whether there is a scanner at all."""

    CLEAN = "clean"
    INFECTED = "infected"
    WAITING = "waiting"
    NOT_SCANNED = "not_scanned"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, membership: Membership | None) -> "AttachmentQuerySet":
        """Those of the customer's own draft; for everybody those named by a version they may read."""
        own = models.Q(program__in=Program.objects.drafted_by(membership), removal=None)
        readable = Version.objects.visible_to(membership).filter(pk=OuterRef("version"))
        named = VersionAttachment.objects.filter(Exists(readable), attachment=OuterRef("pk"))
        return self.filter(own | models.Q(Exists(named)))

    def in_force(self) -> "AttachmentQuerySet":
        return self.filter(removal=None)

    def of_version(self, version: Version) -> "AttachmentQuerySet":
        return self.filter(Exists(VersionAttachment.objects.filter(version=version, attachment=OuterRef("pk"))))

    def in_force_or_named(self) -> "AttachmentQuerySet":
        """Those somebody may still ask for."""
        named = VersionAttachment.objects.filter(attachment=OuterRef("pk"))
        return self.filter(models.Q(removal=None) | models.Q(Exists(named)))

    def unscanned(self) -> "AttachmentQuerySet":
        return self.filter(scan=None)

    def unnamed(self) -> "AttachmentQuerySet":
        """Those no version names."""
        return self.filter(~Exists(VersionAttachment.objects.filter(attachment=OuterRef("pk"))))

    def total_size(self) -> int:
        """Bytes."""
        return self.aggregate(total=Sum("size"))["total"] or 0


class Attachment(models.Model):
    """`file` is a name in the default storage; `size` in bytes, `sha256` of the bytes as they came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=150)
    format = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by_id = models.UUIDField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["program", "added_at", "id"], name="attachment_of_program")]
        triggers = [*insert_only(), OUT_OF_THE_CUSTOMERS_HANDS]

    def __str__(self) -> str:
        return self.name

    @property
    def attachment_kind(self) -> AttachmentKind:
        return AttachmentKind(self.kind)

    @property
    def media_type(self) -> str:
        return FileFormat(self.format).media_type

    @property
    def scan_state(self) -> ScanState:
        """One that was let in without a scanner waits as soon as there is one."""
        scan: AttachmentScan | None = getattr(self, "scan", None)
        if scan is not None:
            return ScanState.CLEAN if scan.is_clean else ScanState.INFECTED
        return ScanState.WAITING if settings.CLAMD_ADDRESS else ScanState.NOT_SCANNED

    def may_be_downloaded_by(self, membership: Membership | None) -> bool:
        """Of whoever may see it: a file with a virus by nobody, one that waits to be scanned by whoever added it."""
        if self.scan_state is ScanState.WAITING:
            return membership is not None and membership.pk == self.added_by_id
        return self.scan_state is not ScanState.INFECTED

    @property
    def as_named(self) -> NamedAttachment:
        """As a version names it."""
        return NamedAttachment(str(self.pk), self.kind, self.name, self.size, self.sha256)


class AttachmentRemoval(models.Model):
    """Taken out of the draft: by a person, or by the portal (None) because a virus was found."""

    attachment = models.OneToOneField(Attachment, primary_key=True, on_delete=models.PROTECT, related_name="removal")
    removed_at = models.DateTimeField()
    removed_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["removed_at"], name="attachment_removal_by_moment")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.attachment_id}, {self.removed_at:%d.%m.%Y %H:%M}"


class AttachmentScan(models.Model):
    """What the scanner said, once; `found` is the name it gives the virus."""

    attachment = models.OneToOneField(Attachment, primary_key=True, on_delete=models.PROTECT, related_name="scan")
    is_clean = models.BooleanField()
    found = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField()

    class Meta:
        triggers = insert_only()

    def __str__(self) -> str:
        return self.found or "clean"


class VersionAttachment(models.Model):
    """The version names the attachment in its content: whoever reads the one may have the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "attachment"], name="one_attachment_per_version")]
        triggers = insert_only()

    def __str__(self) -> str:
        return f"{self.version_id} {self.attachment_id}"
