"""The number of the request that asked for a task stands in the lines about the task, too."""

from typing import Any

import structlog
from celery.signals import before_task_publish, task_postrun, task_prerun

KEPT = "request_id"


def connect() -> None:
    before_task_publish.connect(send_along, dispatch_uid="logs.send_along")
    task_prerun.connect(begin, dispatch_uid="logs.begin")
    task_postrun.connect(end, dispatch_uid="logs.end")


def send_along(*, headers: dict[str, Any], **_facts: Any) -> None:
    request_id = structlog.contextvars.get_contextvars().get(KEPT)
    if request_id:
        headers[KEPT] = request_id


def begin(*, task_id: str, task: Any, **_facts: Any) -> None:
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id)
    # A worker spreads the headers of a message over the request; a task called on the spot keeps them together.
    request_id = task.request.get(KEPT) or (task.request.headers or {}).get(KEPT)
    if request_id:
        structlog.contextvars.bind_contextvars(**{KEPT: request_id})


def end(**_facts: Any) -> None:
    structlog.contextvars.clear_contextvars()
