"""What an administrator does about the background work, journaled: a sweep started, failures tried again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from icv_portal.accounts.models import Membership
from icv_portal.jobs import nudge
from icv_portal.journal.models import Audience, record
from icv_portal.machinery.backlogs import try_again
from icv_portal.sweeps.timetable import periods

MACHINERY_CHAIN = UUID("6f0b2a54-5f0e-4a0e-9d6f-3c9f0c1d2e03")
"""The journal's chain of the background work."""


@transaction.atomic
def start_sweep(task: str, *, by: Membership, at: datetime) -> None:
    """Ask the worker for a sweep now, instead of when its time comes. Raises LookupError for a task that is none."""
    if task not in periods():
        raise LookupError(task)
    nudge(task)
    _journal("sweep_started", {"task": task}, by=by, at=at)


@transaction.atomic
def retry_failures(queue: str, *, by: Membership, at: datetime) -> int:
    """Have all that failed in a queue tried again; how many. Raises LookupError for a queue there is not."""
    number = try_again(queue, at=at)
    _journal("failures_retried", {"queue": queue, "number": number}, by=by, at=at)
    return number


def _journal(event: str, payload: dict[str, object], *, by: Membership, at: datetime) -> None:
    record(
        chain_id=MACHINERY_CHAIN,
        subject_kind="machinery",
        subject_id=MACHINERY_CHAIN,
        event=event,
        by=by,
        at=at,
        audience=Audience.PORTAL,
        payload=payload,
    )
