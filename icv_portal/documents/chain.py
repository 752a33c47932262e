"""Documents are made one after another in one process, however many ask: e-mails and reminders have the others."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

CHAIN_LOCK = 958_174
"""Key of the advisory lock held while a document is made."""


@contextmanager
def only_chain() -> Iterator[bool]:
    """Whether this process alone makes documents now.

    The lock is the connection's, for an attempt is counted in a transaction of its own; it ends with a killed process.
    """
    mine = _asked("pg_try_advisory_lock")
    try:
        yield mine
    finally:
        if mine:
            _asked("pg_advisory_unlock")


def _asked(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [CHAIN_LOCK])
        answer: bool = cursor.fetchone()[0]
    return answer
