"""Celery says when a task began and ended; the sweeps among them leave their trace here."""

import time
from datetime import timedelta
from typing import Any

from celery import states
from celery.signals import task_postrun, task_prerun
from django.utils import timezone

from icv_portal.sweeps.models import Sweep
from icv_portal.sweeps.timetable import periods

_began: dict[str, float] = {}
"""Of the task under way, by its id: a process does one at a time."""


def connect() -> None:
    task_prerun.connect(began, dispatch_uid="sweeps.began")
    task_postrun.connect(record, dispatch_uid="sweeps.record")


def began(*, task_id: str, **_facts: Any) -> None:
    _began.clear()
    _began[task_id] = time.monotonic()


def record(*, task_id: str, task: Any, state: str | None, retval: Any = None, **_facts: Any) -> None:
    """A sweep that failed has not run: it becomes late if it goes on failing. What it returns is how much it did.

    Of an error the kind alone is kept: its text may quote what somebody wrote.
    """
    began_at = _began.pop(task_id, None)
    if task.name not in periods():
        return
    if state == states.FAILURE:
        Sweep.objects.failed(task.name, at=timezone.now(), error=type(retval).__name__)
    elif state == states.SUCCESS:
        took = timedelta(seconds=time.monotonic() - began_at) if began_at is not None else None
        Sweep.objects.finished(task.name, at=timezone.now(), took=took, handled=retval or 0)
