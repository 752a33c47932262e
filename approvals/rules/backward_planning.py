"""The latest day to file a program so that every body may use its whole term and adoption is still in time."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from approvals.rules.calendar_dates import last_day_to_adopt
from approvals.rules.route import BodyKind, ReworkReturnsTo, returns_to
from approvals.rules.terms import TermKind, consideration_term
from approvals.rules.working_days import WorkingCalendar


def terms_ahead(
    route: tuple[BodyKind, ...],
    refusals: Sequence[BodyKind],
    setting: str,
    *,
    first: BodyKind | None = None,
    considered: Collection[BodyKind] = (),
) -> Iterator[tuple[TermKind, BodyKind]]:
    """The terms from filing to the last agreement, in order, each with its body, a rework with the one that refused.

    A body named twice in `refusals` refuses twice. `first` is where it is filed, by default where the route begins;
    `considered` are the bodies that have seen it before.
    """
    for place, body in enumerate(route):
        if first is not None and place < route.index(first):
            continue
        yield consideration_term(body, earlier_considerations=int(body in considered)), body
        for _ in range(refusals.count(body)):
            yield TermKind.REWORK, body
            back = route.index(returns_to(route, body, setting))
            for again in route[back : place + 1]:
                yield consideration_term(again, earlier_considerations=1), again


def latest_filing(
    first_year: int,
    route: tuple[BodyKind, ...],
    calendar: WorkingCalendar,
    *,
    refusals: Sequence[BodyKind] = (),
    hand_over_days: int = 1,
    setting: str = ReworkReturnsTo.REFUSING_BODY,
) -> date:
    """The last working day on which a filing may be registered to be adopted by 30 November (p. 17).

    `hand_over_days` working days are left after every term: for each hand-over and, after the last, for adoption.
    """
    working_days = sum(term.length + hand_over_days for term, _body in terms_ahead(route, refusals, setting))
    return calendar.latest_start(last_day_to_adopt(first_year), working_days)
