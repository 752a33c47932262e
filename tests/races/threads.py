"""Acts done at the same moment, each in a thread with a connection of its own."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection, connections, transaction

from approvals.models import Procedure
from programs.models import Program

Act = Callable[[], object]
PATIENCE = 20  # seconds


def hold_procedure(pk: object) -> Act:
    return lambda: Procedure.objects.lock(pk)


def hold_program(pk: object) -> Act:
    return lambda: Program.objects.lock(pk)


def hold_chain(chain_id: object) -> Act:
    """The turn in a chain of the journal: a step that waits for it has done everything else."""

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(chain_id)])

    return hold


def at_once(*acts: Act, holding: Act) -> list[Any]:
    """What each act returned or raised. All are begun, in this order, while a lock they need is held elsewhere."""
    with ThreadPoolExecutor(len(acts)) as pool:
        begun: list[Future[Any]] = []
        with transaction.atomic():
            holding()
            for act in acts:
                begun.append(pool.submit(_in_own_connection, act))
                _wait_until_stopped(begun)
            assert _waiting() > 0, "nobody needed the lock: the acts did not meet"
        return [future.result(timeout=PATIENCE) for future in begun]


def _in_own_connection(act: Act) -> object:
    try:
        return act()
    except Exception as raised:
        return raised
    finally:
        connections.close_all()


def _wait_until_stopped(begun: list[Future[Any]]) -> None:
    """Until each is over or stands before a lock."""
    end = time.monotonic() + PATIENCE
    while sum(future.done() for future in begun) + _waiting() < len(begun):
        assert time.monotonic() < end, "an act neither ended nor waited"
        time.sleep(0.01)


def _waiting() -> int:
    """How many connections to this database stand before a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction sees one moment of it otherwise
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])
