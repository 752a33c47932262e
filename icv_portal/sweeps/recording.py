"""Celery says when a task ended; the sweeps among them leave their trace here."""

from typing import Any

from celery import states
from celery.signals import task_postrun
from django.utils import timezone

from icv_portal.sweeps.models import Sweep
from icv_portal.sweeps.timetable import periods


def connect() -> None:
    task_postrun.connect(record, dispatch_uid="sweeps.record")


def record(*, task: Any, state: str | None, **_facts: Any) -> None:
    """A sweep that failed has not run: it becomes late if it goes on failing."""
    if state == states.SUCCESS and task.name in periods():
        Sweep.objects.finished(task.name, at=timezone.now())
