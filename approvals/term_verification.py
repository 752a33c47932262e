"""Every term that was ever set, computed again from its stored facts: whether each date comes out as it stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from approvals.models import CalendarDay, Term
from approvals.models.terms import dates_stored, facts_of
from approvals.rules.term_dates import Difference, dates_of, differences, replayed
from approvals.rules.working_days import WorkingCalendar

AT_A_TIME = 500
MOST_TOLD = 1000
"""Terms that differ, told one by one; beyond that they are only counted."""


@dataclass(frozen=True)
class DifferentTerm:
    """`set_at` is the moment of an earlier state; None for the term as it stands."""

    id: UUID
    procedure_id: UUID
    set_at: Any
    differences: tuple[Difference, ...]


@dataclass
class Verified:
    """`by_an_earlier_calendar`: closed terms and earlier dates, right by the days known then and otherwise today."""

    terms: int = 0
    earlier_dates: int = 0
    without_calendar: int = 0
    by_an_earlier_calendar: int = 0
    different: int = 0
    told: list[DifferentTerm] = field(default_factory=list)


def verify_terms(progress: Callable[[int], object] = lambda done: None) -> Verified:
    """Nothing is changed. `progress` is told how many dates were looked at."""
    calendar, found = CalendarDay.objects.calendar(), Verified()
    for done, (term, is_present) in enumerate(_ever_set(), start=1):
        found.terms += is_present
        found.earlier_dates += not is_present
        _verify(term, is_present, calendar, found)
        progress(done)
    return found


def _ever_set() -> Iterator[tuple[Any, bool]]:
    """Each term as it stands, and every earlier state of it that had other dates."""
    for term in Term.objects.order_by("pk").iterator(AT_A_TIME):
        yield term, True
    before: tuple[UUID, Any] | None = None
    past: Any = Term.history.order_by("id", "-history_id")
    for row in past.iterator(AT_A_TIME):  # the newest of each is the term as it stands
        present = (row.id, dates_stored(row))
        if before is not None and before[0] == row.id and before != present:
            yield row, False
        before = present


def _verify(term: Any, is_present: bool, calendar: WorkingCalendar, found: Verified) -> None:
    facts, stored = facts_of(term), dates_stored(term)
    against = list(differences(stored, dates_of(facts, calendar)))
    if not against:
        found.without_calendar += stored.due_on is None
        return
    is_settled = not is_present or (term.closed_at is not None and term.missing_year is None)
    if is_settled and stored.due_on is None:  # nothing was counted then, and nobody waits for it
        found.without_calendar += 1
        return
    if is_settled:
        against = list(differences(stored, replayed(facts, stored)))
    if not against:
        found.by_an_earlier_calendar += 1
        return
    found.different += 1
    if len(found.told) < MOST_TOLD:
        set_at = None if is_present else term.history_date
        found.told.append(DifferentTerm(term.id, term.subject_id, set_at, tuple(against)))


def in_words(different: DifferentTerm) -> str:
    """One line for whoever looks into it."""
    told = "; ".join(
        f"{one.what}: {_shown(one.stored)} stands, {_shown(one.computed)} computed" for one in different.differences
    )
    at = f" as of {different.set_at:%Y-%m-%d %H:%M}" if different.set_at else ""
    return f"Term {different.id} of procedure {different.procedure_id}{at}: {told}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} days"
    return value.isoformat() if isinstance(value, date) else str(value)
