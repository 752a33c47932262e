"""The nightly look at every chain."""

import logging

from celery import shared_task

from icv_portal.journal.models import JournalEntry, first_broken_entry

logger = logging.getLogger(__name__)


@shared_task
def verify_chains() -> None:
    """Check every chain and say in the log, as an error, which entry of which chain does not fit."""
    checked = broken = 0
    for chain_id in JournalEntry.objects.order_by("chain_id").values_list("chain_id", flat=True).distinct().iterator():
        checked += 1
        number = first_broken_entry(chain_id)
        if number is not None:
            broken += 1
            logger.error("Journal chain %s is broken at entry %s", chain_id, number)
    logger.info("Journal: %s chains checked, %s broken", checked, broken)
