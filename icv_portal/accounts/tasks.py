from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from icv_portal.accounts import addressing, kept_forms, sign_in_locks


@shared_task
def clear_sessions() -> None:
    """Remove sessions whose time is over, and what is kept about signing in for some time only."""
    call_command("clearsessions")
    kept_forms.forget_old(at=timezone.now())
    sign_in_locks.forget_old_locks(at=timezone.now())


@shared_task
def tell_of_locks() -> int:
    """Write to the people whose accounts were locked since the last sweep; of how many locks."""
    return sign_in_locks.tell_of_locks(at=timezone.now())


@shared_task
def address_notices() -> int:
    """Make the e-mails about notices delivered since the last sweep; about how many."""
    return addressing.address_notices(at=timezone.now())
