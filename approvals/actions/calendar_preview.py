"""What a change of the calendar would do, before anybody makes it: which running terms move, from when to when."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from approvals.actions.terms import SUBJECT
from approvals.models import CalendarDay, Procedure, Term
from approvals.rules.term_dates import TermDates, dates_of
from approvals.rules.working_days import WorkingCalendar


@dataclass(frozen=True)
class DayChange:
    """A day as it is to be from now on; `kind` None makes it an ordinary day of the five-day week again."""

    date: date
    kind: CalendarDay.Kind | None
    basis: str = ""
    confirmed: bool = True


@dataclass(frozen=True)
class ChangedDay:
    """A day as it stands, None for an ordinary one, and as it is to be."""

    before: CalendarDay | None
    change: DayChange

    @property
    def is_same(self) -> bool:
        day, to = self.before, self.change
        if day is None or to.kind is None:
            return day is None and to.kind is None
        return _as_it_stands(day) == (to.kind, to.basis, to.confirmed)


@dataclass(frozen=True)
class MovedTerm:
    """A term that follows the calendar, with other dates afterwards."""

    term: Term
    procedure: Procedure
    after: TermDates


@dataclass(frozen=True)
class CalendarPreview:
    """`token` tells whether what is done is still what was looked at."""

    days: tuple[ChangedDay, ...]
    loaded_years: tuple[int, ...]
    moved: tuple[MovedTerm, ...]

    @property
    def token(self) -> str:
        days = [(one.change, one.before and _as_it_stands(one.before)) for one in self.days]
        terms = [(one.term.pk, _dates(one.term.dates), _dates(one.after)) for one in self.moved]
        return sha256(repr((days, self.loaded_years, terms)).encode()).hexdigest()


def _as_it_stands(day: CalendarDay) -> tuple[str, str, bool]:
    return day.kind, day.basis, day.confirmed


def preview_change(days: Collection[DayChange], *, loaded_years: Collection[int] = ()) -> CalendarPreview:
    """Nothing is changed. Four queries, however many terms run."""
    standing = {day.date: day for day in CalendarDay.objects.filter(date__in=[day.date for day in days])}
    changed = tuple(ChangedDay(standing.get(day.date), day) for day in sorted(days, key=lambda day: day.date))
    calendar = calendar_with(days, loaded_years)
    return CalendarPreview(changed, tuple(sorted(loaded_years)), tuple(_moved(calendar)))


def calendar_with(days: Collection[DayChange], loaded_years: Collection[int]) -> WorkingCalendar:
    """The calendar as it would be: days entered before in a year that is loaded now count from then on."""
    present = CalendarDay.objects.calendar()
    entered = CalendarDay.objects.filter(date__year__in=set(loaded_years) - present.years)
    off, works = dict(present.days_off), dict(present.moved_working_days)
    kinds = {CalendarDay.Kind.DAY_OFF: off, CalendarDay.Kind.MOVED_WORKING_DAY: works}
    given: list[CalendarDay | DayChange] = [*entered, *days]
    for day in given:
        for kind, of_kind in kinds.items():
            of_kind.pop(day.date, None)
            if day.kind == kind:
                of_kind[day.date] = day.basis
    return WorkingCalendar(present.years | set(loaded_years), off, works)


def _moved(calendar: WorkingCalendar) -> Iterator[MovedTerm]:
    unsettled = Term.objects.unsettled().filter(subject_kind=SUBJECT).select_related("organization")
    terms = [(term, dates_of(term.facts, calendar)) for term in unsettled.order_by("due_on", "id")]
    moving = [(term, after) for term, after in terms if _dates(term.dates) != _dates(after)]
    procedures = Procedure.objects.in_bulk([term.subject_id for term, _after in moving])
    for term, after in moving:
        yield MovedTerm(term, procedures[term.subject_id], after)


def _dates(dates: TermDates) -> tuple[object, ...]:
    return dates.started_on, dates.due_on, dates.missing_year
