from celery import shared_task
from django.utils import timezone

from icv_portal.documents.chain import only_chain
from icv_portal.documents.rendering import RENDER_WANTED, render_due
from icv_portal.jobs import nudge

SOFT_LIMIT, HARD_LIMIT = 300, 330  # seconds; the longest program takes half a minute


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def render_wanted() -> int:
    """Make one document that is due and ask for the next: each has its own limit of time, and memory is given back.

    While another process makes one, nothing is done here: it asks for the next, and that look finds this one, too.
    """
    with only_chain() as mine:
        made = mine and render_due(timezone.now())
    if made:  # and the lock is free: the next task must not find this one at work
        nudge(RENDER_WANTED)
    return int(made)
