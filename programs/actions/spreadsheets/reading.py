"""The worker's part: a workbook is opened, read and compared, and a copy is made with its problems in it."""

import logging
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import localdate

from icv_portal.documents import storage
from programs.actions.spreadsheets.comparing import compare_with
from programs.models import SpreadsheetUpload
from programs.spreadsheets.annotating import annotated
from programs.spreadsheets.opening import OpenWorkbook, open_workbook
from programs.spreadsheets.problems import WorkbookProblem
from programs.spreadsheets.reading import read
from programs.spreadsheets.refusals import WorkbookRefused

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
PAUSE = timedelta(minutes=5)
"""Before what failed is tried again; also how long another worker keeps away from what is being read."""


def read_due(at: datetime) -> bool:
    """Read the one that has waited longest; False when none is due that nobody else is reading."""
    SpreadsheetUpload.objects.due(at).filter(attempts__gte=MOST_ATTEMPTS).update(next_attempt_at=None)  # given up
    upload = _taken(at)
    if upload is None:
        return False
    try:
        _read(upload, at)
    except Exception:
        logger.exception("Workbook %s was not read, attempt %s", upload.pk, upload.attempts)
    return True


@transaction.atomic
def _taken(at: datetime) -> SpreadsheetUpload | None:
    """An attempt counts from its beginning, so that what ends the worker each time is given up in the end: once the
    pause after the last attempt is over, not while it runs."""
    upload = SpreadsheetUpload.objects.due(at).select_for_update(of=("self",), skip_locked=True).first()
    if upload is not None:
        upload.attempts += 1
        upload.next_attempt_at = at + PAUSE
        upload.save(update_fields=["attempts", "next_attempt_at"])
    return upload


def _read(upload: SpreadsheetUpload, at: datetime) -> None:
    with default_storage.open(upload.file) as file:
        content = BytesIO(file.read())
    try:
        opened = open_workbook(content, str(upload.program_id))
        findings = read(opened, partial(_tell, upload))
    except WorkbookRefused as refused:
        upload.result = {"refused": {"code": refused.code, "values": refused.values}}
    else:
        upload.result = {"found": findings.stored()}
        problems = compare_with(findings, upload.program, on=localdate(at)).problems
        if problems:
            _annotate(upload, opened, problems, findings.language)
    _finish(upload, at)


def _tell(upload: SpreadsheetUpload, done: int, of: int) -> None:
    upload.sheets_read, upload.sheets = done, of
    upload.save(update_fields=["sheets_read", "sheets"])


def _annotate(upload: SpreadsheetUpload, opened: OpenWorkbook, problems: list[WorkbookProblem], language: str) -> None:
    copy = ContentFile(annotated(opened, problems, language))
    upload.annotated = default_storage.save(f"spreadsheet/{upload.pk}.annotated.xlsx", copy)


@transaction.atomic
def _finish(upload: SpreadsheetUpload, at: datetime) -> None:
    """One that is gone, or that another worker has read meanwhile, leaves no second copy behind."""
    unread = SpreadsheetUpload.objects.select_for_update().filter(pk=upload.pk, read_at=None)
    if unread.exists():
        upload.read_at, upload.next_attempt_at = at, None
        upload.save(update_fields=["result", "annotated", "read_at", "next_attempt_at"])
    elif upload.annotated:
        storage.forget(upload.annotated)
