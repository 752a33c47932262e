"""Those who keep the calendar hear of missing years long before terms need them, each month until they are there."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from approvals import notifications
from approvals.calendar_alarm import calendar_alarm
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.outbox.models import deliver

logger = logging.getLogger(__name__)


@transaction.atomic
def tell_of_missing_years(at: datetime) -> list[int]:
    """The years that are missing; each set of them is told once a month, however often somebody looks."""
    today = localdate(at)
    alarm = calendar_alarm(today)
    if alarm:
        logger.error("The calendar is not loaded: %s; terms that wait for it: %s", alarm.to_load, alarm.terms)
        key = f"{'-'.join(map(str, alarm.to_load))}:{today:%Y-%m}"
        operators = Organization.objects.filter(kind=OrganizationKind.PORTAL, closed_on=None)
        deliver(
            *(
                notifications.calendar_missing(
                    one, years=alarm.to_load, terms=alarm.terms, key=f"{key}:{one.pk}", at=at
                )
                for one in operators
            )
        )
    return alarm.to_load
