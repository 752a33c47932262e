"""How often each sweep is to run, as the beat is told, and how long it may stay away before somebody should look."""

from datetime import timedelta

from django.conf import settings

NIGHTLY = timedelta(days=1)
"""The period of every entry that names an hour."""
LEAST_GRACE = timedelta(minutes=10)
"""A restart of the worker, or one long document, is no reason to alarm anybody."""


def periods() -> dict[str, timedelta]:
    """The period of each task of the timetable."""
    found: dict[str, timedelta] = {}
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        schedule = entry["schedule"]
        found[str(entry["task"])] = schedule if isinstance(schedule, timedelta) else NIGHTLY
    return found


def longest_absence(period: timedelta) -> timedelta:
    """A nightly sweep is given six hours more than a day, a frequent one ten minutes more than its period."""
    return period + max(LEAST_GRACE, period / 4)
