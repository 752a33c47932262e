"""Which sweeps have stayed away for too long: a sweep nobody has ever heard of is late."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from icv_portal.sweeps.models import Sweep
from icv_portal.sweeps.timetable import longest_absence, periods

logger = logging.getLogger(__name__)

REPORTED_EVERY = timedelta(minutes=10)
_reported: dict[str, datetime] = {}


@dataclass(frozen=True)
class SweepState:
    """A task of the timetable with its trace, None while there is none, as things stand `at` a moment."""

    task: str
    period: timedelta
    trace: Sweep | None
    at: datetime

    @property
    def seen_at(self) -> datetime | None:
        """When it last ended or began to be awaited."""
        return self.trace.seen_at if self.trace else None

    @property
    def name(self) -> str:
        """Short enough for a label: the function, without its module."""
        return self.task.rpartition(".")[2]

    @property
    def age(self) -> timedelta | None:
        return None if self.seen_at is None else self.at - self.seen_at

    @property
    def is_late(self) -> bool:
        return self.age is None or self.age > longest_absence(self.period)


def sweep_states(at: datetime) -> list[SweepState]:
    """Every sweep of the timetable, in its order. One query."""
    traces = {sweep.task: sweep for sweep in Sweep.objects.all()}
    return [SweepState(task, period, traces.get(task), at) for task, period in periods().items()]


def late_sweeps(at: datetime) -> list[SweepState]:
    return [state for state in sweep_states(at) if state.is_late]


def report_late(at: datetime) -> int:
    """Say in the log which sweeps are late; how many. Whoever still runs says it: the worker or the web server.

    However often it is asked, a process says so of each sweep every ten minutes.
    """
    late = late_sweeps(at)
    for state in late:
        if at - _reported.get(state.task, at - REPORTED_EVERY) >= REPORTED_EVERY:
            _reported[state.task] = at
            logger.error("The sweep %s is late: not since %s", state.name, state.seen_at or "ever")
    return len(late)
