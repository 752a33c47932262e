"""Whether the portal lives, whether it can serve pages, and whether the work behind the pages goes on.

Three addresses for three askers: who restarts processes, who sends them visitors, who calls an administrator. A dead
beat is no reason to take away the pages, so late sweeps never make the portal "not ready".
"""

from enum import StrEnum
from functools import cache

import redis
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from icv_portal.jobs import connection_to_queue
from icv_portal.sweeps.lateness import report_late, sweep_states


class Finding(StrEnum):
    """All that strangers are told of each part."""

    OK = "ok"
    AWAY = "away"
    MISSING = "missing"
    LATE = "late"
    UNKNOWN = "unknown"


@require_safe
@login_not_required
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """200 while this process answers at all; nothing else is asked."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
@login_not_required
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 while pages can be served: the database answers and has every migration this code knows; otherwise 503.

    The queue and the sweeps are told beside it and make the portal "degraded": pages are served without them.
    """
    found = findings()
    serves = found["database"] == found["migrations"] == Finding.OK
    status = "not ready" if not serves else "ready" if works(found) else "degraded"
    return JsonResponse({"status": status, **found}, status=200 if serves else 503)


@require_safe
@login_not_required
@never_cache
def working(request: HttpRequest) -> HttpResponse:
    """200 while everything is as it should be, also behind the pages; otherwise 503: somebody should look."""
    found = findings()
    if Finding.LATE in found["sweeps"].values():  # type: ignore[union-attr]  # a mapping, see `works`
        report_late(timezone.now())
    return JsonResponse({"status": "ok" if works(found) else "trouble", **found}, status=200 if works(found) else 503)


Findings = dict[str, Finding | dict[str, Finding]]


def findings() -> Findings:
    """What is found of each part: database, migrations, queue, and each sweep by its name."""
    queue = find_queue()
    try:
        migrations = find_migrations()
        sweeps = find_sweeps() if migrations is Finding.OK else {}
        return {"database": Finding.OK, "migrations": migrations, "redis": queue, "sweeps": sweeps}
    except OperationalError:
        return {"database": Finding.AWAY, "migrations": Finding.UNKNOWN, "redis": queue, "sweeps": {}}


def works(found: Findings) -> bool:
    sweeps = found["sweeps"]
    assert isinstance(sweeps, dict)
    parts = [found[name] for name in ("database", "migrations", "redis")]
    return all(finding == Finding.OK for finding in [*parts, *sweeps.values()])


def find_migrations() -> Finding:
    """A database that is ahead is right: during an upgrade it has the next release's migrations already."""
    applied = MigrationRecorder(connection).applied_migrations()
    return Finding.OK if all(migration in applied for migration in known_migrations()) else Finding.MISSING


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """The last one of each app."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def find_queue() -> Finding:
    try:
        with connection_to_queue() as queue:
            queue.ping()
    except (redis.RedisError, OSError):
        return Finding.AWAY
    return Finding.OK


def find_sweeps() -> dict[str, Finding]:
    return {state.name: Finding.LATE if state.is_late else Finding.OK for state in sweep_states(timezone.now())}
