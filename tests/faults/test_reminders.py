"""Whatever is killed or stopped in mid-sweep: each reminder stands in its inbox once, and no e-mail is missing."""

import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import pytest
import time_machine
from celery import Celery
from django.utils import timezone

from icv_portal.accounts.models import DailyDigest, Membership, Organization, User
from icv_portal.accounts.rules.notice_kinds import EmailChoice
from icv_portal.accounts.rules.roles import Role
from icv_portal.outbox.models import Email, InboxEntry
from programs.models import Access
from tests.factories import organizations
from tests.factories.moments import moment
from tests.faults.due_terms import DueTerms, is_all_told_and_sent, message_ids, number_sent, number_told, told
from tests.faults.processes import Processes
from tools.devkit.portal import WORKER_PROCESSES


def finish(processes: Processes, due: DueTerms) -> None:
    """Wait until nothing is left to do, and look at what was done."""
    processes.until(is_all_told_and_sent)
    assert told() == due.expected()
    people = Counter(Email.objects.values_list("entry_id", "user_id"))
    assert people == Counter({(entry.pk, person): 1 for entry in InboxEntry.objects.all() for person in readers(entry)})
    assert message_ids(processes.letters) == {email.message_id for email in Email.objects.all()}


def readers(entry: InboxEntry) -> set[UUID]:
    """Everybody with one of its roles in its organisation: one head in the body, one signatory for every customer."""
    members = Membership.objects.filter(organization_id=entry.organization_id, role__in=entry.roles)
    people = set(members.values_list("user_id", flat=True))
    assert people, "nobody to be written to"
    return people


def wait_for_more(processes: Processes, progress: Callable[[], int], more: int = 30) -> None:
    """Until the worker is in the middle of it."""
    before = progress()
    processes.until(lambda: progress() >= before + more)


def test_a_worker_killed_in_mid_sweep_again_and_again(processes: Processes):
    """Those who do the work at first, then the worker as a whole, at last while it sends the e-mails."""
    due = DueTerms(300)
    processes.start()
    for _ in range(6):
        wait_for_more(processes, number_told)
        processes.kill_children_of("worker")
    for progress in (number_told, number_sent):
        wait_for_more(processes, progress)
        processes.end("worker", signal.SIGKILL)
        assert progress() < len(due), "the sweep was over before"
    finish(processes, due)


def test_redis_restarts_under_a_busy_worker(processes: Processes):
    """And forgets what was in it."""
    due = DueTerms(100)
    processes.start()
    wait_for_more(processes, number_told)
    processes.end("redis", signal.SIGTERM)
    assert number_told() < len(due), "the sweep was over before"
    finish(processes, due)


def test_postgresql_restarts_under_a_busy_worker(processes: Processes):
    due = DueTerms(100)
    processes.start()
    wait_for_more(processes, number_told)
    processes.end("postgres", signal.SIGINT)
    processes.until(lambda: number_told() >= 0)
    assert number_told() < len(due), "the sweep was over before"
    finish(processes, due)


def test_three_days_without_a_run_are_made_up_for_by_one_start(processes: Processes):
    due = DueTerms(10, days_over=2, missed=1)
    processes.start()
    finish(processes, due)
    assert number_told() == 10 * (1 + 1 + 2 + 2)


def test_two_workers_at_once_tell_once(processes: Processes):
    due, workers = DueTerms(120), ("worker", "second")
    processes.start_queue()
    processes.supervisor.start(*map(processes.worker, workers))
    processes.until(lambda: all(" ready." in processes.log(name) for name in workers))
    broker = processes.queue.url.replace("unix://", "redis+socket://")
    with Celery(broker=broker, set_as_current=False) as queue:
        for _ in range(len(workers) * WORKER_PROCESSES):  # nobody takes more than fill its hands
            queue.send_task("approvals.tasks.remind")
    processes.until(lambda: number_told() == len(due))
    processes.supervisor.start(processes.beat())
    finish(processes, due)
    reminded = [sum(map(int, re.findall(r"Reminders: (\d+) terms", processes.log(name)))) for name in workers]
    assert sum(reminded) == len(due)
    assert min(reminded) > 0, "one of them did it all"


class Clock:
    """The same clock for the portal's processes and for the test that looks at what they do."""

    def __init__(self, processes: Processes) -> None:
        self.processes = processes

    @contextmanager
    def set_to(self, day: str, clock: str) -> Iterator[None]:
        begins_at = moment(day, clock)
        self.processes.set_clock(begins_at)
        with time_machine.travel(begins_at, tick=True):
            yield


def wait_until(processes: Processes, day: str, clock: str) -> None:
    processes.until(lambda: timezone.now() >= moment(day, clock))


@pytest.mark.parametrize(
    ("last_day", "next_day", "next_working_day"),
    [
        ("2026-09-21", "2026-09-22", "2026-09-22"),  # an ordinary midnight, from Monday to Tuesday
        ("2026-12-31", "2027-01-01", "2027-01-05"),  # the year's end, days off behind it
    ],
    ids=["midnight", "the year's end"],
)
def test_the_clock_passes_midnight(processes: Processes, last_day: str, next_day: str, next_working_day: str):
    """What is due that day is told before it; at midnight nothing is; the next is told at eight, each once."""
    clock, day = Clock(processes), date.fromisoformat(last_day)
    with clock.set_to(last_day, "23:59:55"):
        due = DueTerms(20)
        assert due.due_on == day
        processes.start()
        finish(processes, due)
        wait_until(processes, next_day, "00:00:03")
        finish(processes, due)
    with clock.set_to(next_working_day, "07:59:57"):
        processes.restart()
        wait_until(processes, next_working_day, "07:59:59")
        assert told() == due.expected()
        due.last_days.append(date.fromisoformat(next_working_day))
        processes.until(lambda: number_told() >= sum(due.expected().values()))
        finish(processes, due)
        processes.until(lambda: timezone.now() >= moment(next_working_day, "08:00:06"))
        finish(processes, due)


def test_a_worker_killed_while_it_writes_of_peoples_days(processes: Processes):
    """Each person who has chosen it is written to once, whatever was under way."""
    with Clock(processes).set_to("2026-09-21", "09:00"):
        due = DueTerms(5)
        Access.objects.bulk_create(
            Access(organization=due.body, program=one.program, since=timezone.now(), why="test")
            for one in due.procedures
        )
        people = {daily_reader(due.body).pk for _number in range(60)}
        processes.start()
        for _ in range(3):
            wait_for_more(processes, DailyDigest.objects.count, more=5)
            processes.kill_children_of("worker")
        processes.until(lambda: DailyDigest.objects.count() == len(people) and is_all_told_and_sent())
        written = Email.objects.filter(key__startswith="digest:")
        assert Counter(written.values_list("user_id", flat=True)) == dict.fromkeys(people, 1)
        assert message_ids(processes.letters) == {email.message_id for email in Email.objects.all()}


def daily_reader(body: Organization) -> User:
    """A reviewer of the body, for whom five programs wait."""
    user = organizations.member(body, Role.AUTHORIZED_BODY_REVIEWER).user
    user.reminder_emails = EmailChoice.DAILY
    user.save()
    return user
