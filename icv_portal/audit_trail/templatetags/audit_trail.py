"""The alarm of the journal, for the pages of auditors and administrators below this app."""

from typing import Any

from django import template

from icv_portal.audit_trail.alarms import journal_alarm

register = template.Library()


@register.inclusion_tag("audit_trail/_alarm.html")
def alarm_of_journal(*, tells_when: bool = False) -> dict[str, Any]:
    """`tells_when`: also without an alarm, when the journal was verified last."""
    return {"alarm": journal_alarm(), "tells_when": tells_when}
