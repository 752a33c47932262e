"""When each sweep last came to its end and how it went: the trace by which a dead beat or worker is seen."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models

LONGEST_ERROR = 100


class SweepManager(models.Manager["Sweep"]):
    def expect(self, tasks: Iterable[str], *, at: datetime) -> None:
        """Await these from now on; those awaited already keep their moments."""
        self.bulk_create([Sweep(task=task, expected_since=at) for task in tasks], ignore_conflicts=True)

    def finished(self, task: str, *, at: datetime, took: timedelta | None = None, handled: int = 0) -> None:
        """One statement, whether or not it was awaited: sweeps end every few seconds."""
        told = {"finished_at": at, "took": took, "failures": 0, "last_error": ""}
        if handled:
            told |= {"handled": handled, "handled_at": at}
        row = Sweep(task=task, expected_since=at, **told)
        self.bulk_create([row], update_conflicts=True, unique_fields=["task"], update_fields=list(told))

    def failed(self, task: str, *, at: datetime, error: str) -> None:
        self.expect([task], at=at)
        told = {"failed_at": at, "last_error": error[:LONGEST_ERROR]}
        self.filter(task=task).update(failures=models.F("failures") + 1, **told)


class Sweep(models.Model):
    """A task of the timetable: awaited since when, and when it last ended without an error and how long that took.

    `handled` is how many rows the last run dealt with that found any, at `handled_at`; `failures` counts those that
    failed since the last end.
    """

    task = models.CharField(max_length=200, primary_key=True)
    expected_since = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    took = models.DurationField(null=True)
    handled = models.PositiveIntegerField(null=True)
    handled_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, db_default=0)
    failed_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=LONGEST_ERROR, blank=True, default="", db_default="")

    objects = SweepManager()

    def __str__(self) -> str:
        return self.task

    @property
    def seen_at(self) -> datetime:
        """The moment from which its absence counts."""
        return self.finished_at or self.expected_since
