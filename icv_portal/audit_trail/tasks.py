import logging

from celery import shared_task
from django.utils import timezone

from icv_portal.audit_trail import exports
from icv_portal.jobs import nudge

logger = logging.getLogger(__name__)


@shared_task
def write_wanted() -> int:
    """Write one history that is wanted as a file and ask for the next; remove those whose time is over."""
    at = timezone.now()
    exports.remove_expired(at)
    written = exports.write_due(at)
    if written:
        nudge(exports.WRITE_WANTED)
    return int(written)
