"""What becomes of attachments by itself: those that wait are scanned, those nobody needs any more lose their bytes."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from icv_portal.documents import scanning, storage
from icv_portal.documents.scanning import ScannerAway
from icv_portal.documents.storage import AlteredFile
from programs.actions.attachments import bytes_of, keep_scan
from programs.models import Attachment

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 100
DROPPED_AGAIN = timedelta(days=7)
"""For so long after a removal the sweep makes sure that the bytes are gone."""


def scan_waiting(now: Callable[[], datetime]) -> int:
    """Have the files scanned that were let in without; how many were. One the scanner cannot judge waits on."""
    if not scanning.is_configured():
        return 0
    done = 0
    for attachment in Attachment.objects.unscanned().in_force_or_named().order_by("added_at", "id")[:MOST_AT_ONCE]:
        try:
            with storage.open_unchanged(attachment.file, attachment.sha256) as file:
                result = scanning.scan(bytes_of(file))
        except AlteredFile as problem:
            logger.error("Attachment %s: %s", attachment.pk, problem)
            continue
        except ScannerAway as problem:
            logger.warning("Attachment %s still waits to be scanned: %s", attachment.pk, problem)
            if isinstance(problem.__cause__, OSError):  # nobody is there: the others wait as well
                break
            continue
        keep_scan(attachment, result, at=now())
        done += 1
    return done


def drop_removed(at: datetime) -> None:
    """The bytes of what was removed before any version named it: nobody can ask for them again."""
    for attachment in Attachment.objects.unnamed().filter(removal__removed_at__gt=at - DROPPED_AGAIN):
        storage.forget(attachment.file)
