"""Histories as files: asked for on a page, written by the worker for who asked, kept for a week."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.models import Procedure
from approvals.timeline import timeline_page
from icv_portal.accounts.models import Membership
from icv_portal.audit_trail.columns import ExportedEntry, path_of
from icv_portal.audit_trail.forms import AuditFilters
from icv_portal.audit_trail.models import KEPT, HistoryExport
from icv_portal.audit_trail.reading import page_of, readable_across
from icv_portal.audit_trail.subjects import in_words
from icv_portal.audit_trail.workbook import write_workbook
from icv_portal.jobs import nudge
from icv_portal.journal.models import Audience, record

logger = logging.getLogger(__name__)

WRITE_WANTED = "icv_portal.audit_trail.tasks.write_wanted"
MOST_ENTRIES = 50_000
AT_A_TIME = 500
MOST_ATTEMPTS = 3
MOST_WAITING = 3
"""Of one membership: each takes a process of the worker from letters and e-mails for a while."""
PAUSE = timedelta(minutes=5)
"""Before what failed is tried again; also how long another worker keeps away from what is being written."""


class StillWriting(Exception):
    """As many files as one may wait for are not there yet; `export` is the last of them."""

    def __init__(self, export: HistoryExport) -> None:
        super().__init__(str(export.pk))
        self.export = export


@transaction.atomic
def want(
    by: Membership, *, filters: Mapping[str, str], procedure_id: UUID | None = None, language: str, at: datetime
) -> HistoryExport:
    """Have it written; the one that is waited for already, if it is the same. Raises StillWriting.

    Who took what out of the portal stands in the organisation's chain of the journal.
    """
    waiting = list(HistoryExport.objects.of(by).unfinished())
    for export in waiting:
        if (export.procedure_id, export.filters, export.language) == (procedure_id, filters, language):
            return export
    if len(waiting) >= MOST_WAITING:
        raise StillWriting(waiting[-1])
    export = HistoryExport.objects.create(
        membership=by,
        procedure_id=procedure_id,
        filters=dict(filters),
        language=language,
        wanted_at=at,
        expires_at=at + KEPT,
        next_attempt_at=at,
    )
    record(
        chain_id=by.organization_id,
        subject_kind="procedure" if procedure_id else "journal",
        subject_id=procedure_id or by.organization_id,
        event="history_exported",
        by=by,
        at=at,
        audience=Audience.STAFF,
        payload={"export": str(export.pk)},
    )
    nudge(WRITE_WANTED)
    return export


def write_due(at: datetime) -> bool:
    """Write the one that has waited longest; False when none is due that nobody else is writing."""
    HistoryExport.objects.due(at).filter(attempts__gte=MOST_ATTEMPTS).update(next_attempt_at=None)  # given up
    export = _taken(at)
    if export is None:
        return False
    try:
        _write(export, at)
    except Exception:
        logger.exception("History %s was not written, attempt %s", export.pk, export.attempts)
    return True


@transaction.atomic
def _taken(at: datetime) -> HistoryExport | None:
    """An attempt counts from its beginning, so that what ends the worker each time is given up in the end: once the
    pause after the last attempt is over, not while it runs."""
    export = HistoryExport.objects.due(at).select_for_update(skip_locked=True).first()
    if export is not None:
        export.attempts += 1
        export.next_attempt_at = at + PAUSE
        export.save(update_fields=["attempts", "next_attempt_at"])
    return export


def _write(export: HistoryExport, at: datetime) -> None:
    with TemporaryDirectory() as folder, translation.override(export.language):
        path = Path(folder) / "history.xlsx"
        write_workbook(path, _bounded(export), title=_("History"), progress=partial(_tell, export))
        with path.open("rb") as written:
            export.file = default_storage.save(f"histories/{export.pk}.xlsx", File(written))
    export.finished_at, export.next_attempt_at = at, None
    export.save(update_fields=["file", "finished_at", "next_attempt_at", "is_cut"])


def _tell(export: HistoryExport, entries: int) -> None:
    export.entries = entries
    export.save(update_fields=["entries"])


def _bounded(export: HistoryExport) -> Iterator[list[ExportedEntry]]:
    """In chunks, until the bound; what the membership may read is asked anew for each of them."""
    entries, cursor = 0, ""
    while True:
        chunk, cursor = (_of_program if export.procedure_id else _across)(export, cursor)
        room = MOST_ENTRIES - entries
        export.is_cut = len(chunk) > room or (len(chunk) == room and bool(cursor))
        yield chunk[:room]
        entries += len(chunk)
        if not cursor or entries >= MOST_ENTRIES:
            return


def _across(export: HistoryExport, cursor: str) -> tuple[list[ExportedEntry], str]:
    narrowed = AuditFilters(export.filters).narrow(readable_across(export.membership))
    page = page_of(narrowed, cursor=cursor, size=AT_A_TIME)
    return [ExportedEntry(one.entry, one.about, one.address) for one in in_words(page.rows)], page.next_cursor


def _of_program(export: HistoryExport, cursor: str) -> tuple[list[ExportedEntry], str]:
    visible = Procedure.objects.visible_to(export.membership).select_related("program__customer")
    procedure = visible.filter(pk=export.procedure_id).first()
    if procedure is None:
        return [], ""
    shown = export.filters.get("show", "")
    page = timeline_page(
        procedure,
        export.membership,
        cursor=cursor,
        size=AT_A_TIME,
        with_events=shown != "text",
        with_text=shown != "steps",
    )
    about = str(procedure)
    return [ExportedEntry(one, about, path_of(one, procedure.pk)) for one in page.rows], page.next_cursor


def remove_expired(at: datetime) -> int:
    """Files whose time is over, with their rows; how many."""
    expired = list(HistoryExport.objects.expired(at)[:AT_A_TIME])
    for export in expired:
        if export.file:
            default_storage.delete(export.file)
        export.delete()
    return len(expired)
