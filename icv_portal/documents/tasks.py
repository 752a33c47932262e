from celery import shared_task
from django.utils import timezone

from icv_portal.documents.rendering import RENDER_WANTED, render_due
from icv_portal.jobs import nudge

SOFT_LIMIT, HARD_LIMIT = 300, 330  # seconds; the longest program takes half a minute


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def render_wanted() -> None:
    """Make one document that is due and ask for the next: each has its own limit of time, and memory is given back."""
    if render_due(timezone.now()):
        nudge(RENDER_WANTED)
