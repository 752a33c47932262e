"""How the portal's work stands when somebody asks: terms, e-mails, notices, documents, queue, sweeps."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import redis
from django.db import OperationalError
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from approvals.calendar_alarm import calendar_alarm
from approvals.models import Term
from approvals.rules.terms import TermKind
from icv_portal.documents.models import Rendering
from icv_portal.jobs import connection_to_queue
from icv_portal.outbox.models import Email, InboxEntry
from icv_portal.sweeps.lateness import sweep_states

QUEUE, TAKEN = "celery", "unacked"
"""Keys under which the worker's messages lie in Redis: those that wait, and those in work."""
Figures = list[GaugeMetricFamily]


class StateOfWork(Collector):
    """Ten queries; a part that is away leaves out its figures and is told to be away."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        at = timezone.now()
        yield from _collected("database", lambda: [*terms(at), *calendar(at), *emails(at), *documents(at), *sweeps(at)])
        yield from _collected("redis", queue)


def written() -> bytes:
    registry = CollectorRegistry()
    registry.register(StateOfWork())
    return generate_latest(registry)


def _collected(part: str, collect: Callable[[], Figures]) -> Iterator[GaugeMetricFamily]:
    try:
        found = collect()
    except (OperationalError, redis.RedisError, OSError):
        found = []
    yield _figure(f"portal_{part}_up", f"1 while {part} answers.", float(bool(found)))
    yield from found


def terms(at: datetime) -> Figures:
    """Running ones by kind, and those of them whose last day is over."""
    overdue = Q(due_on__lt=timezone.localdate(at))
    counted = Term.objects.running().values("kind").annotate(open=Count("pk"), overdue=Count("pk", filter=overdue))
    by_kind: dict[str, dict[str, Any]] = {row["kind"]: dict(row) for row in counted.order_by()}
    running = GaugeMetricFamily("portal_terms_open", "Running terms.", labels=["kind"])
    late = GaugeMetricFamily("portal_terms_overdue", "Running terms whose last day is over.", labels=["kind"])
    for kind in TermKind:
        row = by_kind.get(kind.value, {})
        running.add_metric([kind.value], row.get("open", 0))
        late.add_metric([kind.value], row.get("overdue", 0))
    return [running, late]


def calendar(at: datetime) -> Figures:
    missing = calendar_alarm(timezone.localdate(at)).to_load
    return [_figure("portal_calendar_years_missing", "Years needed by now and not loaded.", len(missing))]


def emails(at: datetime) -> Figures:
    due, notices = Email.objects.due(at), InboxEntry.objects.unaddressed()
    return [
        _figure("portal_emails_due", "E-mails to be sent now.", due.count()),
        _figure(
            "portal_emails_due_age_seconds", "Since when the oldest of them is due.", _age(due, "next_attempt_at", at)
        ),
        _figure(
            "portal_emails_returned",
            "E-mails that came back and were taken by none since.",
            Email.objects.returned().count(),
        ),
        _figure(
            "portal_notices_unaddressed_age_seconds",
            "Oldest notice without its e-mails.",
            _age(notices, "delivered_at", at),
        ),
    ]


def documents(at: datetime) -> Figures:
    failing = Q(last_error__gt="")
    found = Rendering.objects.aggregate(
        waiting=Count("pk", filter=~failing),
        failing=Count("pk", filter=failing),
        given_up=Count("pk", filter=Q(next_attempt_at=None)),
    )
    family = GaugeMetricFamily("portal_documents_wanted", "Documents not made yet.", labels=["state"])
    for state, number in found.items():
        family.add_metric([state], number)
    age = _age(Rendering.objects.filter(~failing), "wanted_at", at)
    return [family, _figure("portal_documents_wanted_age_seconds", "The one waiting longest.", age)]


def sweeps(at: datetime) -> Figures:
    age = GaugeMetricFamily("portal_sweep_age_seconds", "Since the last end of the sweep.", labels=["sweep"])
    late = GaugeMetricFamily("portal_sweep_late", "1 when it has stayed away for too long.", labels=["sweep"])
    took = GaugeMetricFamily("portal_sweep_seconds", "How long its last run took.", labels=["sweep"])
    handled = GaugeMetricFamily("portal_sweep_handled", "Rows its last run with any dealt with.", labels=["sweep"])
    failures = GaugeMetricFamily("portal_sweep_failures", "Runs that failed since its last end.", labels=["sweep"])
    for state in sweep_states(at):
        if state.age is not None:
            age.add_metric([state.name], state.age.total_seconds())
        late.add_metric([state.name], float(state.is_late))
        if state.trace is not None:
            if state.trace.took is not None:
                took.add_metric([state.name], state.trace.took.total_seconds())
            handled.add_metric([state.name], state.trace.handled or 0)
            failures.add_metric([state.name], state.trace.failures)
    return [age, late, took, handled, failures]


def queue() -> Figures:
    with connection_to_queue() as found:
        return [
            _figure("portal_queue_waiting", "Messages nobody has taken.", found.llen(QUEUE)),
            _figure("portal_queue_taken", "Messages in work.", found.hlen(TAKEN)),
        ]


def _figure(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def _age(waiting: QuerySet[Any], since: str, at: datetime) -> float:
    """Seconds since the oldest moment in that column, 0 when nothing waits."""
    oldest = waiting.order_by().aggregate(oldest=Min(since))["oldest"]
    return max((at - oldest).total_seconds(), 0) if oldest else 0
