from celery import shared_task
from django.utils import timezone

from icv_portal.jobs import nudge
from programs.actions import end_old_spells
from programs.actions.purchase_imports import import_due, remove_expired
from programs.actions.purchases import IMPORT_WANTED
from programs.actions.spreadsheets import READ_WAITING, drop_files, read_due
from programs.actions.tending import drop_removed, scan_waiting


@shared_task
def tend_attachments() -> int:
    """Scan what waits to be scanned, and drop the bytes of what was removed; how many were scanned."""
    drop_removed(timezone.now())
    return scan_waiting(timezone.now)


@shared_task
def record_typing() -> int:
    """Write into the history what was typed a while ago and has no row there yet; how many rows."""
    return end_old_spells(timezone.now())


@shared_task
def read_workbooks() -> int:
    """Read one workbook that was sent back and ask for the next; drop those whose time is over."""
    at = timezone.now()
    drop_files(at)
    read = read_due(at)
    if read:
        nudge(READ_WAITING)
    return int(read)


@shared_task
def import_purchases() -> int:
    """Read one file with purchases and ask for the next: each has its own limit of time, and memory is given back."""
    remove_expired(timezone.now())
    imported = import_due(timezone.now)
    if imported:
        nudge(IMPORT_WANTED)
    return int(imported)
