from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_sessions() -> None:
    """Remove sessions whose time is over."""
    call_command("clearsessions")
