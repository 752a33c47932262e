"""Two workers, and a worker beside a reader, at the same document at the same moment: it is made once."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest
from django.db import connections

from icv_portal.documents.chain import only_chain
from icv_portal.documents.models import Document, Rendering
from icv_portal.documents.rendering import RENDER_WANTED, render_due, want, want_now
from icv_portal.documents.tasks import render_wanted
from tests.documents.paper import KIND, OF_PAPER, Paper, lay_out, pages
from tests.factories.moments import moment
from tools.devkit.places import ROOT

pytestmark = pytest.mark.own_database
AT = moment("2026-09-08")
PATIENCE = 20  # seconds
Returned = TypeVar("Returned")


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Paper:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("icv_portal.documents.rendering.nudge", lambda task_name: None)
    return lay_out(monkeypatch)


@pytest.fixture
def queue(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The messages nobody has taken yet."""
    sent: list[str] = []
    for module in ("rendering", "tasks"):
        monkeypatch.setattr(f"icv_portal.documents.{module}.nudge", sent.append)
    return sent


def while_it_is_made(
    paper: Paper, act: Callable[[], Returned], make: Callable[[], object] = lambda: render_due(AT)
) -> Returned:
    """What `act` returns in another connection, in the middle of the first rendering of `OF_PAPER`."""
    returned: list[Returned] = []

    def makes(source_id: UUID, language: str) -> bytes:
        if source_id == OF_PAPER:
            with ThreadPoolExecutor(1) as pool:
                returned.append(pool.submit(_in_own_connection, act).result(timeout=PATIENCE))
        return pages(source_id, language)

    paper.does = makes
    make()
    (answer,) = returned
    return answer


def _in_own_connection(act: Callable[[], Returned]) -> Returned:
    try:
        return act()
    finally:
        connections.close_all()


def test_a_second_worker_passes_by_what_is_being_made(paper: Paper):
    want(KIND, OF_PAPER, ["kk"], at=AT)
    assert while_it_is_made(paper, lambda: render_due(AT)) is False
    assert paper.asked == [(OF_PAPER, "kk")]
    assert Document.objects.count() == 1


def test_a_second_worker_passes_it_by_even_when_it_takes_longer_than_the_pause(paper: Paper):
    want(KIND, OF_PAPER, ["kk"], at=AT)
    much_later = moment("2026-09-09")

    def looks() -> bool:
        assert Rendering.objects.due(much_later).exists(), "it would be due"
        return render_due(much_later)

    assert while_it_is_made(paper, looks) is False
    assert Document.objects.count() == 1


def test_a_second_worker_takes_the_next_document(paper: Paper):
    want(KIND, OF_PAPER, ["kk"], at=AT)
    want(KIND, uuid4(), ["kk"], at=AT + timedelta(seconds=1))
    assert while_it_is_made(paper, lambda: render_due(AT + timedelta(minutes=1))) is True
    assert Document.objects.count() == 2


def test_wanting_what_is_being_made_waits_for_nothing_and_makes_nothing_twice(paper: Paper):
    want(KIND, OF_PAPER, ["kk"], at=AT)
    while_it_is_made(paper, lambda: want_now(KIND, OF_PAPER, "kk", at=AT))
    assert not render_due(AT)
    assert len(paper.asked) == 1


def test_a_killed_worker_leaves_a_row_that_is_made_by_the_next(paper: Paper, own_database: str, tmp_path: Path):
    want(KIND, OF_PAPER, ["kk"], at=AT)
    worker = """
import django
django.setup()
from icv_portal.documents import rendering, sources
from tests.factories.moments import moment
sources.register("paper", "tests.documents.paper.killed", page="version_pdf")
rendering.render_due(moment("2026-09-08"))
"""
    environment = {"DATABASE_URL": own_database, "DJANGO_SETTINGS_MODULE": "icv_portal.settings"}
    died = subprocess.run([sys.executable, "-c", worker], env={**os.environ, **environment}, cwd=ROOT, timeout=PATIENCE)
    assert died.returncode == -signal.SIGKILL
    assert Rendering.objects.values_list("attempts", "last_error").get() == (1, "")
    assert not Document.objects.exists()
    assert render_due(AT + timedelta(minutes=1))
    assert Document.objects.exists()
    assert not Rendering.objects.exists()


def test_many_workers_make_many_documents_once_each(paper: Paper):
    sources = [uuid4() for _ in range(12)]
    for source_id in sources:
        want(KIND, source_id, ["kk", "ru"], at=AT)
    start = threading.Barrier(4)

    def works() -> int:
        start.wait(PATIENCE)
        made = 0
        while render_due(AT):
            made += 1
        return made

    with ThreadPoolExecutor(4) as pool:
        counts = [one.result(PATIENCE) for one in [pool.submit(_in_own_connection, works) for _ in range(4)]]
    assert sum(counts) == len(paper.asked) == Document.objects.count() == 24
    assert sorted(paper.asked) == sorted((source_id, language) for source_id in sources for language in ("kk", "ru"))
    assert not Rendering.objects.exists()


# The tasks of the worker


def take_all(queue: list[str]) -> int:
    """Do what the messages ask for until none is left; how many they were."""
    taken = 0
    while queue:
        assert queue.pop(0) == RENDER_WANTED
        render_wanted()
        taken += 1
    return taken


def test_many_wants_lead_to_one_chain_and_all_are_made(paper: Paper, queue: list[str]):
    want(KIND, OF_PAPER, ["kk"], at=AT)
    for _ in range(49):
        want(KIND, uuid4(), ["kk"], at=AT + timedelta(seconds=1))
    assert len(queue) == 50
    queue.pop()
    assert while_it_is_made(paper, lambda: take_all(queue), render_wanted) == 49
    assert Document.objects.count() == 1, "the second process made none"
    assert queue == [RENDER_WANTED], "of one chain"
    assert take_all(queue) == 50, "one for each that is left, and one that finds nothing"
    assert Document.objects.count() == len(paper.asked) == 50


def test_what_is_wanted_while_another_is_made_comes_next(paper: Paper, queue: list[str]):
    want(KIND, OF_PAPER, ["kk"], at=AT)
    queue.clear()

    def wants() -> int:
        want(KIND, OF_PAPER, ["ru"], at=AT)
        return take_all(queue)

    assert while_it_is_made(paper, wants, render_wanted) == 1
    assert take_all(queue) == 2
    assert not Rendering.objects.exists()


def test_after_a_failure_the_chain_goes_on(paper: Paper, queue: list[str]):
    for _ in range(2):
        want(KIND, uuid4(), ["kk"], at=AT)
    paper.does = lambda source_id, language: pages(source_id, language)[1 // 0 :]
    take_all(queue)
    assert set(Rendering.objects.values_list("attempts", flat=True)) == {1}


def test_a_killed_process_leaves_the_chain_to_the_next(paper: Paper, queue: list[str], own_database: str):
    holder = """
import django, time
django.setup()
from icv_portal.documents.chain import only_chain
with only_chain() as mine:
    print(mine, flush=True)
    time.sleep(60)
"""
    environment = {**os.environ, "DATABASE_URL": own_database, "DJANGO_SETTINGS_MODULE": "icv_portal.settings"}
    want(KIND, OF_PAPER, ["kk"], at=AT)
    with subprocess.Popen([sys.executable, "-c", holder], env=environment, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"True\n"
            render_wanted()
            assert paper.asked == []
        finally:
            process.kill()
    assert within_patience(lambda: _in_own_connection(is_free))
    render_wanted()
    assert Document.objects.exists()


def is_free() -> bool:
    with only_chain() as mine:
        return mine


def within_patience(holds: Callable[[], bool]) -> bool:
    """The database notices a closed connection a moment later."""
    end = time.monotonic() + PATIENCE
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held
