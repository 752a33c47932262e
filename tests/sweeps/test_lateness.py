"""A sweep is late when it has stayed away for longer than its period forgives, and nothing else makes it late."""

from datetime import timedelta
from typing import Any

import pytest
from celery import Celery, shared_task
from django.core.management.sql import emit_post_migrate_signal
from django.utils import timezone

from icv_portal.celery import app
from icv_portal.sweeps.lateness import late_sweeps, report_late, sweep_states
from icv_portal.sweeps.models import Sweep
from icv_portal.sweeps.timetable import NIGHTLY, longest_absence, periods
from icv_portal.sweeps.wording import TITLES
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
NOON = moment("2026-09-08", "12:00")
TASK = "approvals.tasks.remind"


@pytest.fixture(autouse=True)
def only_reminders(settings: Any) -> None:
    settings.CELERY_BEAT_SCHEDULE = {"remind": {"task": TASK, "schedule": timedelta(minutes=10)}}
    Sweep.objects.all().delete()


@pytest.mark.parametrize(
    ("period", "longest"),
    [
        (timedelta(seconds=30), timedelta(minutes=10, seconds=30)),
        (timedelta(minutes=10), timedelta(minutes=20)),
        (NIGHTLY, timedelta(hours=30)),
    ],
)
def test_the_grace_follows_the_period(period: timedelta, longest: timedelta):
    assert longest_absence(period) == longest


@pytest.mark.parametrize(("minutes", "is_late"), [(0, False), (20, False), (21, True)])
def test_a_sweep_is_late_after_its_grace(minutes: int, is_late: bool):
    Sweep.objects.finished(TASK, at=NOON)
    assert bool(late_sweeps(NOON + timedelta(minutes=minutes))) is is_late


def test_a_sweep_that_never_ran_is_late_after_it_was_awaited_long_enough():
    Sweep.objects.expect([TASK], at=NOON)
    assert not late_sweeps(NOON + timedelta(minutes=20))
    assert [state.name for state in late_sweeps(NOON + timedelta(minutes=21))] == ["remind"]


def test_a_sweep_nobody_has_heard_of_is_late():
    assert [state.age for state in late_sweeps(NOON)] == [None]


def test_awaiting_again_forgives_nothing():
    Sweep.objects.expect([TASK], at=NOON - timedelta(hours=1))
    Sweep.objects.expect([TASK], at=NOON)
    assert late_sweeps(NOON)


def test_an_end_is_one_statement_whether_or_not_it_was_awaited(django_assert_num_queries: Any):
    for at in (NOON, NOON + timedelta(minutes=1)):
        with django_assert_num_queries(1):
            Sweep.objects.finished(TASK, at=at)
    assert [state.seen_at for state in sweep_states(NOON)] == [NOON + timedelta(minutes=1)]


def test_migrating_awaits_every_sweep_of_the_timetable():
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert set(Sweep.objects.values_list("task", flat=True)) == {TASK}


def test_a_run_tells_how_long_it_took_and_what_it_found():
    Sweep.objects.finished(TASK, at=NOON, took=timedelta(seconds=2), handled=7)
    Sweep.objects.finished(TASK, at=NOON + timedelta(minutes=10), took=timedelta(seconds=1))
    trace = Sweep.objects.get(task=TASK)
    assert (trace.took, trace.handled, trace.handled_at) == (timedelta(seconds=1), 7, NOON)


def test_failures_are_counted_until_a_run_ends_well():
    for minute in (0, 1):
        Sweep.objects.failed(TASK, at=NOON + timedelta(minutes=minute), error="KeyError")
    trace = Sweep.objects.get(task=TASK)
    assert (trace.failures, trace.last_error, trace.finished_at) == (2, "KeyError", None)
    Sweep.objects.finished(TASK, at=NOON + timedelta(minutes=2))
    trace.refresh_from_db()
    assert (trace.failures, trace.last_error) == (0, "")


def test_what_is_late_stands_in_the_log(caplog: pytest.LogCaptureFixture):
    Sweep.objects.finished(TASK, at=NOON)
    assert report_late(NOON + timedelta(minutes=20)) == 0
    assert report_late(NOON + timedelta(minutes=21)) == 1
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "The sweep remind is late" in caplog.text


@shared_task(name=TASK + "_badly")
def remind_badly() -> None:
    raise RuntimeError("nobody was reminded")


@pytest.fixture
def eager() -> Celery:
    app.loader.import_default_modules()
    return app


def test_the_end_of_a_sweep_leaves_a_trace(eager: Celery):
    before = timezone.now()
    eager.tasks[TASK].apply()
    trace = Sweep.objects.get(task=TASK)
    assert trace.seen_at >= before
    assert trace.took is not None
    assert timedelta(0) < trace.took < timedelta(minutes=1)


def test_one_that_fails_is_told_with_its_error_and_what_is_no_sweep_leaves_no_trace(eager: Celery, settings: Any):
    eager.tasks["icv_portal.outbox.tasks.send_emails"].apply()
    settings.CELERY_BEAT_SCHEDULE["remind"]["task"] = remind_badly.name
    assert isinstance(remind_badly.apply().result, RuntimeError)
    trace = Sweep.objects.get()
    assert (trace.task, trace.finished_at, trace.last_error) == (remind_badly.name, None, "RuntimeError")


def test_the_real_timetable_is_understood():
    """Entries by the hour are nightly; every sweep has words for the administrator."""
    from icv_portal import settings

    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        schedule: Any = entry["schedule"]
        assert entry["task"] in TITLES
        if not isinstance(schedule, timedelta):
            assert [len(part) for part in (schedule.minute, schedule.hour, schedule.day_of_week)] == [1, 1, 7]
    assert periods() == {TASK: timedelta(minutes=10)}
