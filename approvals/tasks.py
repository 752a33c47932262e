import logging

from celery import shared_task
from django.utils import timezone

from approvals.actions import reminders

logger = logging.getLogger(__name__)


@shared_task
def remind() -> None:
    """Remind of what ends: all that is due and was not told yet, however long nobody looked."""
    at = timezone.now()
    terms, adoptions = reminders.remind_of_terms(at), reminders.remind_of_adoptions(at)
    logger.info("Reminders: %s terms, %s adoptions", terms, adoptions)
