from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from icv_portal.accounts import addressing


@shared_task
def clear_sessions() -> None:
    """Remove sessions whose time is over."""
    call_command("clearsessions")


@shared_task
def address_notices() -> None:
    """Make the e-mails about notices delivered since the last sweep."""
    addressing.address_notices(at=timezone.now())
