"""The look at the others: one of them that fails or hangs is told of in the log."""

from celery import shared_task
from django.utils import timezone

from icv_portal.sweeps.lateness import report_late


@shared_task
def look_at_sweeps() -> int:
    return report_late(timezone.now())
