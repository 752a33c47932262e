"""The alarm about sweeps that do not run."""

from typing import Any

from django import template
from django.utils import timezone

from icv_portal.sweeps.lateness import late_sweeps
from icv_portal.sweeps.wording import title

register = template.Library()


@register.inclusion_tag("sweeps/_alarm.html")
def alarm_of_sweeps() -> dict[str, Any]:
    """On the home page of a portal administrator."""
    late = late_sweeps(timezone.now())
    return {"late": [(title(state.task), state.seen_at) for state in late]}
