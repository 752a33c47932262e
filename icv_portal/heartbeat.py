"""The worker's pulse, for who restarts containers: a file touched while its loop turns and its queue takes messages."""

import os
from pathlib import Path
from typing import Any

from celery.signals import heartbeat_sent

PULSE = os.environ.get("WORKER_PULSE", "")
"""The file; empty where nobody looks."""


def connect() -> None:
    if PULSE:
        heartbeat_sent.connect(beat, dispatch_uid="heartbeat.beat")


def beat(**_facts: Any) -> None:
    Path(PULSE).touch()
