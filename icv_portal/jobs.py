"""The only way what lies below asks the worker to look: rows say what is to do, a nudge only makes it sooner."""

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass

import redis
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

PATIENCE = 2
"""Seconds to wait for the queue when only asking how it is."""


@dataclass(frozen=True)
class Nudge:
    """Sent when the transaction is committed. Equal ones are one, however many rows ask for the same sweep."""

    task_name: str

    def __call__(self) -> None:
        """Have it sent beside the request: no answer waits for the queue, whether it is quick, silent or away."""
        if self not in WAITING:
            WAITING.add(self)
            try:
                messenger.submit(copy_context().run, self.send)
            except RuntimeError:  # the process is ending
                WAITING.discard(self)

    def send(self) -> None:
        WAITING.discard(self)  # before it is sent: what is committed from now on is not seen for certain
        try:
            current_app.send_task(self.task_name, retry=False)
        except (OperationalError, OSError) as failure:
            logger.warning("The worker was not asked for %s now: %s", self.task_name, type(failure).__name__)


WAITING: set[Nudge] = set()
"""Those to be sent. One thread sends them, so that a silent queue holds up no more than that."""


def _new_messenger() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="nudges")


def _begin_anew() -> None:
    """A forked process has no threads: what its parent was to send is its parent's to send."""
    global messenger
    WAITING.clear()
    messenger = _new_messenger()


messenger = _new_messenger()
os.register_at_fork(after_in_child=_begin_anew)


def nudge(task_name: str) -> None:
    """Start a sweep once the present transaction is committed.

    A queue that is down delays nothing and fails nothing: the beat starts the same sweep a little later.
    """
    wanted = Nudge(task_name)
    if all(waiting != wanted for _savepoints, waiting, _robust in transaction.get_connection().run_on_commit):
        transaction.on_commit(wanted, robust=True)


def connection_to_queue() -> redis.Redis:
    """For looking at it; use it in a `with`. What it is asked raises RedisError or OSError when it is away."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
