"""Due dates as pages show them: with the working days left, wherever the calendar of every year needed is entered."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from approvals.models import CalendarDay
from approvals.rules.working_days import CalendarNotLoaded, WorkingCalendar
from approvals.workflow import BODY_STATES, State


@dataclass(frozen=True)
class DueDates:
    """Seen from one day, by a calendar read once for the page."""

    today: date
    calendar: WorkingCalendar

    @classmethod
    def as_of_today(cls) -> "DueDates":
        return cls(timezone.localdate(), CalendarDay.objects.calendar())

    def days_left(self, due_on: date | None) -> int | None:
        """Working days left, negative when overdue; None without a date or without the calendar of a year between."""
        if due_on is None:
            return None
        try:
            return self.calendar.working_days_left(self.today, due_on)
        except CalendarNotLoaded:
            return None

    def is_overdue(self, due_on: date | None) -> bool:
        return due_on is not None and due_on < self.today

    @staticmethod
    def lacks_calendar(due_on: date | None, state: str) -> bool:
        """Whether a term runs whose last day nobody can tell: bodies and rework always have a term."""
        return due_on is None and state in (*BODY_STATES, State.REWORK)
