"""Which sweeps have stayed away for too long: a sweep nobody has ever heard of is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from icv_portal.sweeps.models import Sweep
from icv_portal.sweeps.timetable import longest_absence, periods


@dataclass(frozen=True)
class SweepState:
    """A task of the timetable; `seen_at` is when it last ended or began to be awaited, None if neither is known."""

    task: str
    period: timedelta
    seen_at: datetime | None
    at: datetime

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
    seen = {sweep.task: sweep.seen_at for sweep in Sweep.objects.all()}
    return [SweepState(task, period, seen.get(task), at) for task, period in periods().items()]


def late_sweeps(at: datetime) -> list[SweepState]:
    return [state for state in sweep_states(at) if state.is_late]
