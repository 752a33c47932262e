"""Requests by page and outcome, and the pool of database connections, over all processes of the web server."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from icv_portal.logs.middleware import view_name

SHARED = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
"""The directory in which several processes of one web server keep their figures; empty for a single one."""
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

disable_created_metrics()  # one more figure for each, which nobody asks for

ANSWERS = Counter("portal_requests", "Requests answered, by name of the page and status.", ["view", "status"])
DURATIONS = Histogram("portal_request_seconds", "Time to an answer, by name of the page.", ["view"], buckets=SECONDS)
POOL = {
    "pool_size": Gauge("portal_database_connections", "Connections in the pool.", multiprocess_mode="livesum"),
    "pool_available": Gauge("portal_database_connections_idle", "Of them free.", multiprocess_mode="livesum"),
    "requests_waiting": Gauge("portal_database_waiting", "Requests waiting for one.", multiprocess_mode="livesum"),
}


class RequestMetricsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        view = view_name(request)
        ANSWERS.labels(view, str(response.status_code)).inc()
        DURATIONS.labels(view).observe(time.perf_counter() - began)
        look_at_pool()
        return response


def look_at_pool() -> None:
    """After every request: only the process itself can look at its pool."""
    if connection.settings_dict["OPTIONS"].get("pool"):
        found = connection.pool.get_stats()  # type: ignore[attr-defined]
        for name, gauge in POOL.items():
            gauge.set(found.get(name, 0))


def written() -> bytes:
    if not SHARED:
        return generate_latest(REGISTRY)
    forget_ended_processes(Path(SHARED))
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def forget_ended_processes(directory: Path) -> None:
    """A process that was replaced has no connections any more; what it has counted stays counted."""
    for file in directory.glob("gauge_live*_*.db"):
        pid = file.stem.rpartition("_")[2]
        if not Path("/proc", pid).exists():
            mark_process_dead(pid)  # type: ignore[no-untyped-call]
