"""What pages say of e-mails that came back."""

from typing import Any
from uuid import UUID

from django import template
from django.utils import timezone

from icv_portal.accounts.returned_emails import dead_addresses, email_alarm, unreached
from icv_portal.accounts.rules.roles import Role

register = template.Library()


@register.inclusion_tag("accounts/_failed_emails.html", takes_context=True)
def failed_emails(context: template.Context, subject_id: UUID) -> dict[str, Any]:
    """On the page of a subject: notices of the reader's own organisation whose e-mails reached nobody."""
    membership = context["request"].membership
    return {"unreached": unreached(subject_id, membership.organization_id) if membership else []}


@register.inclusion_tag("accounts/_dead_addresses.html", takes_context=True)
def dead_addresses_of_company(context: template.Context) -> dict[str, Any]:
    """On the home page of a company administrator: their people whose e-mails come back."""
    membership = context["request"].membership
    if membership is None or membership.role != Role.COMPANY_ADMINISTRATOR:
        return {"dead": []}
    return {"dead": dead_addresses(membership.organization_id, at=timezone.now())}


@register.inclusion_tag("accounts/_email_alarm.html")
def alarm_of_emails() -> dict[str, Any]:
    """On the home page of a portal administrator."""
    return {"alarm": email_alarm(at=timezone.now())}
