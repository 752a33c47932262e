import logging

from celery import shared_task
from django.utils import timezone

from approvals.actions import reminders
from approvals.actions.calendar_alarms import tell_of_missing_years
from approvals.actions.digests import make_digests

logger = logging.getLogger(__name__)


@shared_task
def remind() -> int:
    """Remind of what ends: all that is due and was not told yet, however long nobody looked; of how much."""
    at = timezone.now()
    terms, adoptions = reminders.remind_of_terms(at), reminders.remind_of_adoptions(at)
    logger.info("Reminders: %s terms, %s adoptions", terms, adoptions)
    return terms + adoptions


@shared_task
def write_digests() -> int:
    """Write “your day” to those who have chosen it and were not written to today; to how many."""
    return make_digests(timezone.now())


@shared_task
def check_calendar() -> int:
    """Tell those who keep the calendar which years are missing: from October on the next one and the one after it."""
    return len(tell_of_missing_years(timezone.now()))
