"""When each sweep last came to its end: the trace by which a dead beat or worker is seen."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models


class SweepManager(models.Manager["Sweep"]):
    def expect(self, tasks: Iterable[str], *, at: datetime) -> None:
        """Await these from now on; those awaited already keep their moments."""
        self.bulk_create([Sweep(task=task, expected_since=at) for task in tasks], ignore_conflicts=True)

    def finished(self, task: str, *, at: datetime) -> None:
        """One statement, whether or not it was awaited: sweeps end every few seconds."""
        row = Sweep(task=task, expected_since=at, finished_at=at)
        self.bulk_create([row], update_conflicts=True, unique_fields=["task"], update_fields=["finished_at"])


class Sweep(models.Model):
    """A task of the timetable: awaited since when, and when it last ended without an error."""

    task = models.CharField(max_length=200, primary_key=True)
    expected_since = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = SweepManager()

    def __str__(self) -> str:
        return self.task

    @property
    def seen_at(self) -> datetime:
        """The moment from which its absence counts."""
        return self.finished_at or self.expected_since
