"""What lies ahead of a filing when every body uses its whole term: each last day, and whether adoption is in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.route import BodyKind
from approvals.rules.terms import TermKind
from approvals.rules.working_days import CalendarNotLoaded, WorkingCalendar


@dataclass(frozen=True)
class Stage:
    """A term that lies ahead; `body` is whose it is, for rework the body that refused."""

    kind: TermKind
    body: BodyKind
    started_on: date
    due_on: date


@dataclass(frozen=True)
class Course:
    """`adoption_from` is the day after the last agreement and the days for handing over; without the calendar of
    `missing_year` it is unknown, and the stages end where that year begins."""

    stages: tuple[Stage, ...]
    adopt_by: date
    adoption_from: date | None
    missing_year: int | None = None

    @property
    def is_in_time(self) -> bool | None:
        """Whether adoption before 1 December stays possible (p. 17); None where nobody can tell."""
        return None if self.adoption_from is None else self.adoption_from <= self.adopt_by


def course_of(
    terms: Iterable[tuple[TermKind, BodyKind]],
    calendar: WorkingCalendar,
    *,
    registered_on: date,
    first_year: int,
    hand_over_days: int = 1,
) -> Course:
    """The slowest lawful course of `terms_ahead`. `hand_over_days` working days follow every term."""
    stages: list[Stage] = []
    adopt_by, day = last_day_to_adopt(first_year), registered_on
    try:
        for kind, body in terms:
            due_on = calendar.end_of_term(day, kind.length)
            stages.append(Stage(kind, body, day, due_on))
            day = _handed_over(due_on, hand_over_days, calendar)
    except CalendarNotLoaded as missing:
        return Course(tuple(stages), adopt_by, None, missing.year)
    return Course(tuple(stages), adopt_by, day)


def _handed_over(due_on: date, days: int, calendar: WorkingCalendar) -> date:
    return calendar.end_of_term(due_on, days) if days else due_on
