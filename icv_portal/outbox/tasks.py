"""The sweep that sends e-mails."""

from celery import shared_task
from django.utils import timezone

from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS
from icv_portal.outbox.sending import send_due


@shared_task
def send_emails() -> None:
    """Send what is due; another sweep follows at once when there is more."""
    if send_due(timezone.now):
        nudge(SEND_EMAILS)
