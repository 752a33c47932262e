"""The timeliness of bodies in rows: periods of a year, a bar for each, and the whole year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from approvals.models import CalendarDay
from approvals.models.timeliness import Counted, Span, Timeliness, timeliness
from approvals.rules.refusal_grounds import RefusalGround
from icv_portal.accounts.models import Organization
from icv_portal.accounts.rules.labels import Label

MONTHS_OF = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True)
class Bar:
    """A part of a chart's bar, in hundredths of the longest one of the page; `tone` is a class."""

    tone: str
    start: float
    width: float


@dataclass(frozen=True)
class PeriodRow:
    name: str
    found: Timeliness
    bars: Sequence[Bar]


@dataclass(frozen=True)
class BodyRows:
    """A body with its periods, those without anything included, and the whole year."""

    body: Organization
    periods: Sequence[PeriodRow]
    year: Timeliness
    rounds: Sequence[tuple[int, Counted]]
    grounds: Sequence[tuple[Label, Counted]]


def rows_of(bodies: Sequence[Organization], year: int, span: Span, *, today: date) -> list[BodyRows]:
    """Those bodies that received anything, a single one in any case. Three queries, however many there are."""
    found = timeliness(
        [body.pk for body in bodies],
        date(year, 1, 1),
        date(year, 12, 31),
        span,
        today=today,
        calendar=CalendarDay.objects.calendar(),
    )
    received = [body for body in bodies if len(bodies) == 1 or (body.pk, None) in found]
    most = max((one.whole.received for (_body, period), one in found.items() if period), default=0)
    return [
        BodyRows(
            body,
            [
                PeriodRow(name_of(start, span), one, list(_bars(one.whole, most)))
                for start in starts(year, span, today)
                for one in [found.get((body.pk, start), Timeliness())]
            ],
            whole,
            sorted(whole.rounds.items()),
            [(ground.label, whole.grounds.get(ground.value, Counted())) for ground in RefusalGround],
        )
        for body in received
        for whole in [found.get((body.pk, None), Timeliness())]
    ]


def starts(year: int, span: Span, today: date) -> list[date]:
    """First days of the periods that have begun."""
    days = [date(year, month, 1) for month in range(1, 13, MONTHS_OF[span])]
    return [day for day in days if day <= today]


def name_of(start: date, span: Span) -> str:
    if span is Span.YEAR:
        return str(start.year)
    if span is Span.QUARTER:
        return _("Quarter %(number)d") % {"number": (start.month + 2) // 3}
    return date_format(start, "F")


def _bars(counted: Counted, most: int) -> Iterator[Bar]:
    start = 0.0
    parts = {
        "in-time": counted.in_time,
        "late": counted.late + counted.overdue,
        "open": counted.open - counted.overdue,
        "other": counted.unknown + counted.withdrawn,
    }
    for tone, number in parts.items():
        width = 100 * number / most if most else 0.0
        yield Bar(tone, round(start, 2), round(width, 2))
        start += width
