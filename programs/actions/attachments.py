"""Files beside the form: taken in after a look at their content and, where there is a scanner, at what it says."""

import uuid
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from icv_portal.accounts.models import Membership
from icv_portal.documents import scanning, storage
from icv_portal.documents.inspection import UnacceptableFile, inspect
from icv_portal.documents.scanning import ScannerAway, ScanResult
from icv_portal.jobs import nudge
from icv_portal.journal.models import Audience, record
from programs.models import Attachment, AttachmentRemoval, AttachmentScan, Program
from programs.permissions import require_writable
from programs.rules.attachments import AttachmentKind, cleaned_name, extension_of

SCAN_WAITING = "programs.tasks.tend_attachments"
MOST_ATTACHMENTS = 50
"""Of one program, in force."""


def attach(
    program_id: uuid.UUID, sent: UploadedFile, *, kind: AttachmentKind, by: Membership, at: datetime
) -> Attachment:
    """Put a file beside the form. Judging and scanning it takes time: nobody waits for the program's row meanwhile.

    Raises UnacceptableFile with what is wrong, PermissionDenied, ProgramLocked. A scanner that is away refuses nothing:
    the file waits, and a sweep has it scanned.
    """
    require_writable(Program.objects.select_related("customer").get(pk=program_id), by)
    attachment = _judged(program_id, sent, kind=kind, by=by, at=at)
    result = _scanned(sent)
    if result is not None and not result.is_clean:
        _leave_record("attachment_refused", attachment, by=by, at=at, found=result.found)
        raise UnacceptableFile(
            "virus", _("The scanner found a virus in the file (%(name)s). It was not kept.") % {"name": result.found}
        )
    attachment.file = storage.keep_file(
        sent, kind="attachment", of=attachment.pk, digest=attachment.sha256, extension=extension_of(attachment.name)
    )
    try:
        _keep(attachment, result, by=by, at=at)
    except BaseException:
        storage.forget(attachment.file)
        raise
    return attachment


@transaction.atomic
def remove_attachment(program_id: uuid.UUID, attachment_id: uuid.UUID, *, by: Membership, at: datetime) -> None:
    """Out of the draft; removed twice is removed once. A sweep drops the bytes unless a version names the file.

    Raises PermissionDenied, ProgramLocked.
    """
    program = Program.objects.lock(program_id)
    require_writable(program, by)
    attachment = program.attachments.get(pk=attachment_id)
    if AttachmentRemoval.objects.filter(attachment=attachment).exists():
        return
    AttachmentRemoval.objects.create(attachment=attachment, removed_at=at, removed_by_id=by.pk)
    _leave_record("attachment_removed", attachment, by=by, at=at)
    nudge(SCAN_WAITING)


@transaction.atomic
def keep_scan(attachment: Attachment, result: ScanResult, *, at: datetime) -> None:
    """What the scanner said of a file that waited; one with a virus leaves the draft, whoever may be at work in it."""
    Program.objects.lock(attachment.program_id)
    if AttachmentScan.objects.filter(attachment=attachment).exists():
        return
    _keep_result(attachment, result, at=at)
    if not result.is_clean:
        AttachmentRemoval.objects.get_or_create(attachment=attachment, defaults={"removed_at": at})
        _leave_record("attachment_infected", attachment, by=None, at=at, audience=Audience.CUSTOMER, found=result.found)


def _judged(
    program_id: uuid.UUID, sent: UploadedFile, *, kind: AttachmentKind, by: Membership, at: datetime
) -> Attachment:
    """The attachment as it would be kept. Raises UnacceptableFile."""
    if not sent.size:
        raise UnacceptableFile("empty", _("The file is empty."))
    if sent.size > settings.ATTACHMENT_LARGEST:
        raise too_large()
    name = cleaned_name(sent.name or "")
    return Attachment(
        program_id=program_id,
        kind=kind,
        name=name,
        format=inspect(bytes_of(sent), extension_of(name)),
        size=sent.size,
        sha256=storage.digest_of(sent),
        added_at=at,
        added_by_id=by.pk,
    )


def bytes_of(file: "File[bytes]") -> IO[bytes]:
    """The open file a Django file stands for."""
    assert file.file is not None
    return file.file


def too_large() -> UnacceptableFile:
    allowed = filesizeformat(settings.ATTACHMENT_LARGEST)
    return UnacceptableFile(
        "too_large", _("The file is larger than %(allowed)s. Attach a smaller one.") % {"allowed": allowed}
    )


def _scanned(sent: UploadedFile) -> ScanResult | None:
    """None: nobody has looked."""
    if not scanning.is_configured():
        return None
    try:
        return scanning.scan(bytes_of(sent))
    except ScannerAway:
        return None


@transaction.atomic
def _keep(attachment: Attachment, result: ScanResult | None, *, by: Membership, at: datetime) -> None:
    program = Program.objects.lock(attachment.program_id)
    require_writable(program, by)
    _require_room(program, attachment)
    attachment.save(force_insert=True)
    if result is not None:
        _keep_result(attachment, result, at=at)
    elif scanning.is_configured():
        nudge(SCAN_WAITING)
    _leave_record("attachment_added", attachment, by=by, at=at)


def _require_room(program: Program, attachment: Attachment) -> None:
    present = program.attachments.in_force()
    same = present.filter(sha256=attachment.sha256).first()
    if same is not None:
        raise UnacceptableFile("same", _("This file is attached already: %(name)s.") % {"name": same.name})
    if present.count() >= MOST_ATTACHMENTS:
        raise UnacceptableFile(
            "too_many", _("A program has %(most)d attachments at most. Remove one first.") % {"most": MOST_ATTACHMENTS}
        )
    if present.total_size() + attachment.size > settings.ATTACHMENTS_LARGEST:
        allowed = filesizeformat(settings.ATTACHMENTS_LARGEST)
        raise UnacceptableFile(
            "program_full",
            _("All attachments of a program together hold %(allowed)s at most. Remove one first.")
            % {"allowed": allowed},
        )


def _keep_result(attachment: Attachment, result: ScanResult, *, at: datetime) -> None:
    AttachmentScan.objects.create(
        attachment=attachment, is_clean=result.is_clean, found=result.found[:200], scanned_at=at
    )


def _leave_record(
    event: str,
    attachment: Attachment,
    *,
    by: Membership | None,
    at: datetime,
    audience: Audience = Audience.STAFF,
    **more: Any,
) -> None:
    """For the company itself, until a version names the attachment: the name of the file stands in its own row."""
    with transaction.atomic():
        record(
            chain_id=attachment.program_id,
            subject_kind="attachment",
            subject_id=attachment.pk,
            event=event,
            by=by,
            at=at,
            audience=audience,
            payload={"kind": attachment.kind, "size": attachment.size, "sha256": attachment.sha256, **more},
        )
