"""What people are told when something happens: one notice an event, in the three languages, for inbox and e-mail."""

from approvals.rules.notices.calendar import OF_CALENDAR
from approvals.rules.notices.company import OF_COMPANY
from approvals.rules.notices.event import Event, Notice
from approvals.rules.notices.procedure import OF_PROCEDURE
from approvals.rules.notices.reminders import OF_REMINDERS

__all__ = ["NOTICES", "Event", "Notice"]

NOTICES: dict[Event, Notice] = OF_COMPANY | OF_PROCEDURE | OF_REMINDERS | OF_CALENDAR
"""Every event has its notice: a test holds that."""
