"""The demo's present: moments in working days before now, and the periods one plans for on a day."""

from dataclasses import dataclass
from datetime import date, datetime, time

from approvals.rules.calendar_dates import is_adopted_late
from approvals.rules.terms import TIME_ZONE
from approvals.rules.working_days import WorkingCalendar

EARLIEST_PRESENT = date(2026, 6, 1)
"""The longest history takes half a year and cannot begin before the Rules, of 11 November 2025."""


@dataclass(frozen=True)
class Present:
    """`today` is the clock's day, kept where the calendar is entered: the demo can be loaded on any day."""

    today: date
    calendar: WorkingCalendar

    @classmethod
    def at(cls, now: datetime, calendar: WorkingCalendar) -> "Present":
        latest = date(max(calendar.years), 11, 30)
        today = min(max(now.astimezone(TIME_ZONE).date(), EARLIEST_PRESENT), latest)
        return cls(calendar.last_working_day_on_or_before(today), calendar)

    def ago(self, working_days: int, clock: str) -> datetime:
        """The moment on the working day so many working days before today, at "16:40" in Kazakhstan."""
        day = self.calendar.latest_start(self.today, working_days)
        return datetime.combine(day, time.fromisoformat(clock), TIME_ZONE)


def period_planned_on(day: date) -> int:
    """First year of the next period for which adoption on this day is in time."""
    return day.year + (2 if is_adopted_late(day, day.year + 1) else 1)
