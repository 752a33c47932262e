"""How the state bodies keep their terms (p. 13, 15): counted in the database, whatever the number of considerations."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from approvals.rules.terms import TermKind
from approvals.rules.working_days import WorkingCalendar

TIME_ZONE = "Asia/Almaty"


class Span(StrEnum):
    """Into what a year is divided; the codes are those of PostgreSQL's date_trunc."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Counted:
    """Of what a body received in a period. `in_time`, `late` and `unknown` (the term lacks a calendar) are the decided
    ones, `open` those under consideration, of which `overdue` are past their last day. `median` is of the decided
    ones, in working days from registration; None without any whose years are loaded."""

    received: int = 0
    agreed: int = 0
    refused: int = 0
    in_time: int = 0
    late: int = 0
    unknown: int = 0
    withdrawn: int = 0
    open: int = 0
    overdue: int = 0
    median: float | None = None


@dataclass
class Timeliness:
    """`first` are a body's first considerations, `again` those of reworked programs; `rounds` are those of each round
    of the procedure, `grounds` the refusals that state each ground."""

    whole: Counted = Counted()
    first: Counted = Counted()
    again: Counted = Counted()
    rounds: dict[int, Counted] = field(default_factory=dict)
    grounds: dict[str, Counted] = field(default_factory=dict)


Found = Mapping[tuple[UUID, date | None], Timeliness]
"""By body and first day of the period; None is all of the days asked about."""

RECEIVED = """
WITH received AS (
    SELECT c.id, c.body_id, c.outcome, c.round, t.due_on, t.kind,
           coalesce(c.registered_on, (c.filed_at AT TIME ZONE %(zone)s)::date) AS day,
           (c.decided_at AT TIME ZONE %(zone)s)::date AS decided_on
    FROM approvals_consideration c
    LEFT JOIN approvals_term t
        ON t.subject_kind = 'procedure' AND t.subject_id = c.procedure_id AND t.event_id = c.id AND t.event = 'filed'
    WHERE c.body_id = ANY(%(bodies)s)
      AND c.filed_at >= %(first)s::date::timestamp AT TIME ZONE %(zone)s - interval '40 days'
      AND c.filed_at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s
), counted AS (
    SELECT *, date_trunc(%(span)s, day)::date AS period, kind IS DISTINCT FROM %(again)s AS is_first,
           outcome IN ('agreed', 'refused') AS is_decided,
           CASE WHEN extract(year FROM day) = ANY(%(years)s) AND extract(year FROM decided_on) = ANY(%(years)s)
                THEN width_bucket(decided_on, %(line)s::date[]) - width_bucket(day, %(line)s::date[]) END AS took
    FROM received
    WHERE day BETWEEN %(first)s AND %(last)s
)
"""
FIGURES = """
       count(*) AS received,
       count(*) FILTER (WHERE outcome = 'agreed') AS agreed,
       count(*) FILTER (WHERE outcome = 'refused') AS refused,
       count(*) FILTER (WHERE is_decided AND decided_on <= due_on) AS in_time,
       count(*) FILTER (WHERE is_decided AND decided_on > due_on) AS late,
       count(*) FILTER (WHERE is_decided AND due_on IS NULL) AS unknown,
       count(*) FILTER (WHERE outcome = 'withdrawn') AS withdrawn,
       count(*) FILTER (WHERE outcome = '') AS open,
       count(*) FILTER (WHERE outcome = '' AND due_on < %(today)s) AS overdue,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY took) FILTER (WHERE is_decided) AS median
"""
BY_PERIOD = f"""
SELECT body_id, period, grouping(period) = 0, is_first, grouping(is_first) = 0, round, grouping(round) = 0, {FIGURES}
FROM counted
GROUP BY GROUPING SETS ((body_id), (body_id, is_first), (body_id, round),
                        (body_id, period), (body_id, period, is_first), (body_id, period, round))
"""
BY_GROUND = f"""
SELECT body_id, period, grouping(period) = 0, code, {FIGURES}
FROM counted JOIN approvals_groundforrefusal g ON g.consideration_id = counted.id
WHERE outcome = 'refused'
GROUP BY GROUPING SETS ((body_id, code), (body_id, period, code))
"""
FIELDS = tuple(Counted.__dataclass_fields__)


def timeliness(
    bodies: Collection[UUID], first: date, last: date, span: Span, *, today: date, calendar: WorkingCalendar
) -> Found:
    """Of what was registered on the days from `first` to `last`. Two queries."""
    asked = {
        "bodies": list(bodies),
        "first": first,
        "last": last,
        "span": span.value,
        "today": today,
        "zone": TIME_ZONE,
        "again": TermKind.RECONSIDERATION.value,
        "years": sorted(calendar.years),
        "line": calendar.working_days,
    }
    found: defaultdict[tuple[UUID, date | None], Timeliness] = defaultdict(Timeliness)
    for body, period, of_period, is_first, of_first, round_, of_round, *figures in _rows(RECEIVED + BY_PERIOD, asked):
        counted, told = _counted(figures), found[body, period if of_period else None]
        if of_round:
            told.rounds[round_] = counted
        else:
            setattr(told, ("first" if is_first else "again") if of_first else "whole", counted)
    for body, period, of_period, code, *figures in _rows(RECEIVED + BY_GROUND, asked):
        found[body, period if of_period else None].grounds[code] = _counted(figures)
    return found


def _counted(figures: Sequence[Any]) -> Counted:
    return Counted(**dict(zip(FIELDS, figures, strict=True)))


def _rows(query: str, asked: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        rows: list[Any] = cursor.fetchall()
    return rows
