"""What the page of a portal administrator says of signing in."""

from typing import Any

from django import template
from django.utils import timezone

from icv_portal.accounts.models import SignInLock

register = template.Library()


@register.inclusion_tag("accounts/_lock_alarm.html")
def alarm_of_locks() -> dict[str, Any]:
    """How many pairs of account and address are locked now."""
    return {"number": SignInLock.objects.in_force(timezone.now()).count()}
