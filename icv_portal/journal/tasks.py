"""The nightly look at every chain."""

import logging

from celery import shared_task
from django.utils import timezone

from icv_portal.journal import sealing

logger = logging.getLogger(__name__)


@shared_task
def verify_chains() -> int:
    """Check every chain, seal what is whole, and say in the log, as an error, which entry of which chain is not."""
    sealed, verified = sealing.seal(at=timezone.now())
    for broken in verified.broken:
        logger.error("Journal: %s", broken)
    logger.info("Journal: %s chains checked, %s broken", verified.chains, len(verified.broken))
    logger.info("Journal: %s", sealing.line_of(sealed))
    return verified.chains
