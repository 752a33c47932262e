"""Workbooks sent back: taken in after a look at what kind of file it is, kept for some days, then gone."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from icv_portal.accounts.models import Membership
from icv_portal.documents import storage
from icv_portal.jobs import nudge
from programs.actions.attachments import bytes_of
from programs.models import Program, SpreadsheetUpload
from programs.models.spreadsheet_uploads import KEPT
from programs.permissions import require_writable
from programs.rules.attachments import cleaned_name
from programs.spreadsheets.containers import make_sure_it_is_a_workbook
from programs.spreadsheets.refusals import WorkbookRefused

READ_WAITING = "programs.tasks.read_workbooks"
MOST_KEPT = 10
"""Of one membership, not yet applied."""
AT_A_TIME = 100
LONGEST_NAME = 200


class TooManyUploads(Exception):
    """As many workbooks as one may have wait to be looked at: some must be applied or discarded first."""


def take_in(program_id: uuid.UUID, sent: UploadedFile, *, by: Membership, at: datetime) -> SpreadsheetUpload:
    """Keep a workbook for the worker to read. What is none is refused at once, before anything is kept.

    Raises WorkbookRefused, TooManyUploads, PermissionDenied, ProgramLocked.
    """
    require_writable(Program.objects.select_related("customer").get(pk=program_id), by)
    _judge(sent)
    upload = SpreadsheetUpload(
        membership=by,
        program_id=program_id,
        name=cleaned_name(sent.name or "")[:LONGEST_NAME],
        size=sent.size or 0,
        uploaded_at=at,
        expires_at=at + KEPT,
        next_attempt_at=at,
    )
    upload.file = storage.keep_file(
        sent, kind="spreadsheet", of=upload.pk, digest=storage.digest_of(sent), extension=".xlsx"
    )
    try:
        _keep(upload, by=by, at=at)
    except BaseException:
        storage.forget(upload.file)
        raise
    return upload


def _judge(sent: UploadedFile) -> None:
    if (sent.size or 0) > settings.SPREADSHEET_LARGEST:
        raise too_large()
    make_sure_it_is_a_workbook(bytes_of(sent))


def too_large() -> WorkbookRefused:
    return WorkbookRefused("too_large", most=settings.SPREADSHEET_LARGEST // (1024 * 1024))


@transaction.atomic
def _keep(upload: SpreadsheetUpload, *, by: Membership, at: datetime) -> None:
    require_writable(Program.objects.lock(upload.program_id), by)
    if SpreadsheetUpload.objects.of(by).kept(at).unapplied().count() >= MOST_KEPT:
        raise TooManyUploads
    upload.save(force_insert=True)
    nudge(READ_WAITING)


@transaction.atomic
def discard(upload: SpreadsheetUpload, *, by: Membership, at: datetime) -> bool:
    """Its time is over now; the sweep drops it. Discarded twice is discarded once, and nothing of it was applied.

    False, and nothing changes, where it was applied already.
    """
    kept = SpreadsheetUpload.objects.of(by).select_for_update().filter(pk=upload.pk).first()
    if kept is not None and kept.applied_at is not None:
        return False
    if kept is None or kept.expires_at <= at:
        return True
    kept.expires_at, kept.next_attempt_at = at, None
    kept.save(update_fields=["expires_at", "next_attempt_at"])
    nudge(READ_WAITING)
    return True


def drop_files(at: datetime) -> int:
    """Workbooks whose time is over go with their files; of those applied the files alone. How many there were."""
    over = list(SpreadsheetUpload.objects.expired(at)[:AT_A_TIME])
    for upload in over:
        _forget(upload)
        upload.delete()
    applied = list(SpreadsheetUpload.objects.applied_with_files()[:AT_A_TIME])
    for upload in applied:
        _forget(upload)
        upload.file = upload.annotated = ""
        upload.save(update_fields=["file", "annotated"])
    return len(over) + len(applied)


def _forget(upload: SpreadsheetUpload) -> None:
    for name in filter(None, (upload.file, upload.annotated)):
        storage.forget(name)
