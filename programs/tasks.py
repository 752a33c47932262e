from celery import shared_task
from django.utils import timezone

from icv_portal.jobs import nudge
from programs.actions import end_old_spells
from programs.actions.purchase_imports import import_due, remove_expired
from programs.actions.purchases import IMPORT_WANTED
from programs.actions.spreadsheets import READ_WAITING, drop_files, read_due
from programs.actions.tending import drop_removed, scan_waiting


@shared_task
def tend_attachments() -> None:
    """Scan what waits to be scanned, and drop the bytes of what was removed."""
    drop_removed(timezone.now())
    scan_waiting(timezone.now)


@shared_task
def record_typing() -> None:
    """Write into the history what was typed a while ago and has no row there yet."""
    end_old_spells(timezone.now())


@shared_task
def read_workbooks() -> None:
    """Read one workbook that was sent back and ask for the next; drop those whose time is over."""
    at = timezone.now()
    drop_files(at)
    if read_due(at):
        nudge(READ_WAITING)


@shared_task
def import_purchases() -> None:
    """Read one file with purchases and ask for the next: each has its own limit of time, and memory is given back."""
    remove_expired(timezone.now())
    if import_due(timezone.now):
        nudge(IMPORT_WANTED)
