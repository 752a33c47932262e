"""The sweep that sends e-mails."""

from celery import shared_task
from django.utils import timezone

from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS
from icv_portal.outbox.sending import MOST_AT_ONCE, send_due


@shared_task
def send_emails() -> int:
    """Send what is due; another sweep follows at once when there is more. How many e-mails were tried."""
    tried = send_due(timezone.now)
    if tried == MOST_AT_ONCE:
        nudge(SEND_EMAILS)
    return tried
