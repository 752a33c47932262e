import logging

from celery import shared_task
from django.utils import timezone

from icv_portal.audit_trail import exports
from icv_portal.jobs import nudge

logger = logging.getLogger(__name__)


@shared_task
def write_wanted() -> None:
    """Write one history that is wanted as a file and ask for the next; remove those whose time is over."""
    at = timezone.now()
    exports.remove_expired(at)
    if exports.write_due(at):
        nudge(exports.WRITE_WANTED)
