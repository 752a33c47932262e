"""The worker's settings against what Celery does when something fails, and that nothing waits for its queue."""

import time
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings

from icv_portal import jobs
from icv_portal.celery import app
from icv_portal.jobs import Nudge

TRANSPORT = settings.CELERY_BROKER_TRANSPORT_OPTIONS


def test_no_message_is_given_out_again_while_its_task_may_still_run():
    assert app.conf.task_time_limit < TRANSPORT["visibility_timeout"]
    assert app.conf.worker_prefetch_multiplier == 1, "a message that waits behind a long one has its time running, too"


def test_what_a_killed_worker_had_taken_is_looked_for_without_delay():
    assert TRANSPORT["unacked_restore_interval"] * TRANSPORT["unacked_restore_throttle"] <= 2
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost


def test_results_are_kept_in_the_database_alone():
    assert app.conf.task_ignore_result
    assert app.conf.result_backend is None


def test_every_task_of_the_timetable_exists():
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert "approvals.tasks.remind" in wanted
    assert wanted <= set(app.tasks)


def test_a_queue_that_is_down_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog):
    down = Celery(broker=f"redis+socket://{tmp_path}/redis.sock", set_as_current=False)
    down.conf.update(broker_transport_options=TRANSPORT)
    monkeypatch.setattr(jobs, "current_app", down)
    began = time.monotonic()
    Nudge("approvals.tasks.remind").send()
    assert time.monotonic() - began < 2
    assert "The worker was not asked for approvals.tasks.remind now" in caplog.text


def test_a_process_that_is_ending_forgets_what_it_cannot_send(monkeypatch: pytest.MonkeyPatch):
    ended = jobs._new_messenger()
    ended.shutdown()
    monkeypatch.setattr(jobs, "messenger", ended)
    Nudge("approvals.tasks.remind")()
    assert not jobs.WAITING


def test_a_forked_process_sends_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(jobs, "messenger", None)  # the parent's thread did not come along
    monkeypatch.setattr(jobs, "WAITING", {Nudge("approvals.tasks.remind")})
    sent: list[str] = []
    monkeypatch.setattr(Nudge, "send", lambda self: sent.append(self.task_name))
    jobs._begin_anew()
    Nudge("approvals.tasks.remind")()
    jobs.messenger.shutdown(wait=True)
    assert sent == ["approvals.tasks.remind"]


def test_nobody_waits_for_ever_for_a_queue_that_is_silent():
    assert TRANSPORT["socket_connect_timeout"] <= 2
    assert TRANSPORT["socket_timeout"] <= 5
