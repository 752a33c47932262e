"""The sweep of reminders over a million open terms: finding those that are due, and what each of them takes."""

import statistics
import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock

import psycopg
from django.db import connection
from django.utils import timezone

from approvals.actions import terms
from approvals.actions.reminders import AT_A_TIME, remind_of_terms
from approvals.models import Term
from approvals.rules.terms import TIME_ZONE
from tools.bench.databases import url_of

OPEN_TERMS = 1_000_000
DUE_OF_PROGRAMS = 500
DUE_AT_ONCE = 10_000
"""As after days without a worker: so many are to be found; those without a program are gone before any is handled."""
FINDING_BUDGET = 2.0  # times the bare query
HANDLING_BUDGET = 10.0  # milliseconds
RUNS = 15
FILL = """
INSERT INTO approvals_term (id, subject_kind, subject_id, event, event_id, kind, point, length, organization_id,
    started_at, started_on, due_on, remind_on, registration, proof)
SELECT gen_random_uuid(), 'procedure', gen_random_uuid(), 'filed', gen_random_uuid(), t.kind, t.point, t.length,
    t.organization_id, t.started_at, t.started_on, current_date + 10 + n % 90,
    current_date + CASE WHEN n <= {due} THEN 0 ELSE 1 + n % 90 END, '[]', t.proof
FROM generate_series(1, {open_terms}) n
CROSS JOIN (SELECT * FROM approvals_term WHERE closed_at IS NULL AND kind <> 'rework' LIMIT 1) t
"""
MAKE_DUE = """
UPDATE approvals_term SET due_on = current_date, remind_on = CASE WHEN id IN (
    SELECT t.id FROM approvals_term t JOIN approvals_procedure p ON p.id = t.subject_id
    WHERE t.closed_at IS NULL AND t.kind <> 'rework' ORDER BY t.id LIMIT {due}
) THEN current_date ELSE current_date + 30 END
WHERE closed_at IS NULL AND subject_id IN (SELECT id FROM approvals_procedure)
"""
WITHOUT_PROGRAM = """
DELETE FROM approvals_term
WHERE remind_on = current_date AND closed_at IS NULL AND subject_id NOT IN (SELECT id FROM approvals_procedure)
"""
BARE = "SELECT id FROM approvals_term WHERE closed_at IS NULL AND remind_on <= %s ORDER BY remind_on, id"


def measure(database: str) -> tuple[list[str], list[str]]:
    """Lines to show, and what is over its budget. Of the database that Django uses."""
    _fill(database)
    at = datetime.combine(timezone.localdate(), clock(12), TIME_ZONE)
    today, due = at.date(), Term.objects.to_remind_of(at.date()).count()
    bare, found = _best(lambda: _bare(today)), _best(lambda: _found(today))
    _leave_those_of_programs(database)
    began = time.perf_counter()
    reminded = remind_of_terms(at)
    handling = 1000 * (time.perf_counter() - began) / reminded
    ratio = found / bare
    lines = [
        f"\nSweep of reminders, {OPEN_TERMS:,} open terms, {due:,} due",
        f"  finding them  {1000 * found:8.1f} ms, bare query {1000 * bare:.1f} ms: x {ratio:.2f} of {FINDING_BUDGET:g}",
        f"  handling one  {handling:8.1f} ms of {HANDLING_BUDGET:g}, over {reminded:,} of programs",
    ]
    over = [f"finding due terms: {ratio:.2f} x"] * (ratio > FINDING_BUDGET)
    over += [f"handling a due term: {handling:.1f} ms"] * (handling > HANDLING_BUDGET)
    return lines, over


def _fill(database: str) -> None:
    with psycopg.connect(url_of(database)) as filling:
        filling.execute(MAKE_DUE.format(due=DUE_OF_PROGRAMS).encode())
        filling.execute(FILL.format(open_terms=OPEN_TERMS, due=DUE_AT_ONCE).encode())
    with psycopg.connect(url_of(database), autocommit=True) as vacuuming:
        vacuuming.execute("VACUUM (ANALYZE) approvals_term")


def _leave_those_of_programs(database: str) -> None:
    with psycopg.connect(url_of(database)) as connected:
        connected.execute(WITHOUT_PROGRAM.encode())


def _bare(today: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [today])
        cursor.fetchall()


def _found(today: date) -> None:
    """As the sweep asks."""
    due = Term.objects.to_remind_of(today).filter(subject_kind=terms.SUBJECT)
    list(due.values_list("pk", flat=True).iterator(chunk_size=AT_A_TIME))


def _best(run: Callable[[], None]) -> float:
    """The median, in seconds, once everything is warm."""
    run()
    taken = []
    for _number in range(RUNS):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
