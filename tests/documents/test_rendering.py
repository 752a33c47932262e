"""Each document is made once; what fails is tried again after growing pauses, then by an administrator's wish alone."""

import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

from icv_portal.documents import storage
from icv_portal.documents.models import Document, Rendering
from icv_portal.documents.rendering import (
    CUT_OFF,
    PAUSES,
    RENDER_WANTED,
    render_due,
    report_altered,
    try_again,
    want,
    want_now,
)
from icv_portal.documents.tasks import render_wanted
from tests.documents.paper import KIND, OF_PAPER, Paper, pages
from tests.factories.moments import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-09-08")


@pytest.fixture
def nudged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr("icv_portal.documents.rendering.nudge", asked.append)
    monkeypatch.setattr("icv_portal.documents.tasks.nudge", asked.append)
    return asked


@pytest.fixture
def wanted(paper: Paper) -> Rendering:
    want(KIND, OF_PAPER, ["kk"], at=AT)
    return Rendering.objects.get()


def fails_with(failure: BaseException) -> Callable[[UUID, str], bytes]:
    def fail(source_id: UUID, language: str) -> bytes:
        raise failure

    return fail


def again() -> Rendering:
    return Rendering.objects.get()


# Wanting


def test_one_row_a_language_and_one_nudge(paper: Paper, nudged: list[str]):
    want(KIND, OF_PAPER, ["kk", "ru"], at=AT)
    assert {(row.language, row.wanted_at, row.next_attempt_at) for row in Rendering.objects.all()} == {
        ("kk", AT, AT),
        ("ru", AT, AT),
    }
    assert nudged == [RENDER_WANTED]


def test_wanting_again_changes_nothing(wanted: Rendering):
    want(KIND, OF_PAPER, ["kk", "kk"], at=AT + timedelta(days=1))
    assert again().wanted_at == wanted.wanted_at


def test_what_is_made_is_not_wanted_again(wanted: Rendering, nudged: list[str]):
    assert render_due(AT)
    want(KIND, OF_PAPER, ["kk"], at=AT)
    assert not Rendering.objects.exists()
    want(KIND, OF_PAPER, ["kk", "ru"], at=AT)
    assert again().language == "ru"


# Making


def test_the_document_is_kept_with_its_sha256_and_the_row_is_gone(wanted: Rendering, directory: Path):
    content = pages(OF_PAPER, "kk")
    assert render_due(AT)
    document = Document.objects.get()
    assert (document.source_kind, document.source_id, document.language) == (KIND, OF_PAPER, "kk")
    assert (document.sha256, document.size) == (sha256(content).hexdigest(), len(content))
    assert document.rendered_at == AT
    assert document.file == f"paper/{OF_PAPER}.kk.{document.sha256[:16]}.pdf"
    assert (directory / document.file).read_bytes() == content
    assert not Rendering.objects.exists()
    assert not render_due(AT)


def test_nobody_else_on_the_machine_reads_the_files(wanted: Rendering, directory: Path):
    render_due(AT)
    file = directory / Document.objects.get().file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_one_at_a_time_the_longest_waiting_first(paper: Paper):
    later, earlier = uuid4(), uuid4()
    want(KIND, later, ["kk"], at=AT + timedelta(minutes=1))
    want(KIND, earlier, ["kk"], at=AT)
    assert render_due(AT + timedelta(minutes=2))
    assert paper.asked == [(earlier, "kk")]


def test_what_a_reader_waits_for_comes_first(paper: Paper):
    want(KIND, OF_PAPER, ["kk"], at=AT)
    want(KIND, OF_PAPER, ["ru"], at=AT + timedelta(minutes=1))
    for _ in range(2):
        want_now(KIND, OF_PAPER, "ru", at=AT + timedelta(minutes=2))
    assert render_due(AT + timedelta(minutes=2))
    assert paper.asked == [(OF_PAPER, "ru")]
    assert again().language == "kk"


def test_a_reader_does_not_shorten_the_pause_after_a_failure(wanted: Rendering, paper: Paper):
    paper.does = fails_with(OSError("no space left"))
    render_due(AT)
    want_now(KIND, OF_PAPER, "kk", at=AT)
    assert not render_due(AT)


def test_nothing_is_made_before_its_time(wanted: Rendering, paper: Paper):
    assert not render_due(AT - timedelta(seconds=1))
    assert paper.asked == []


def test_a_document_made_meanwhile_is_not_made_again(wanted: Rendering, paper: Paper):
    render_due(AT)
    Rendering.objects.create(source_kind=KIND, source_id=OF_PAPER, language="kk", wanted_at=AT, next_attempt_at=AT)
    assert render_due(AT)
    assert len(paper.asked) == 1
    assert not Rendering.objects.exists()


# Files


def test_the_same_bytes_under_the_same_name_are_used_again(wanted: Rendering, directory: Path):
    kept = storage.keep(pages(OF_PAPER, "kk"), source_kind=KIND, source_id=OF_PAPER, language="kk")
    render_due(AT)
    assert Document.objects.get().file == kept
    assert [file.is_file() for file in directory.glob("paper/*")] == [True]


def test_half_a_file_left_behind_is_neither_used_nor_written_over(wanted: Rendering, directory: Path):
    content = pages(OF_PAPER, "kk")
    name = f"paper/{OF_PAPER}.kk.{sha256(content).hexdigest()[:16]}.pdf"
    half = directory / name
    half.parent.mkdir(parents=True)
    half.write_bytes(content[:9])
    render_due(AT)
    document = Document.objects.get()
    assert document.file != name
    assert storage.read(document) == content
    assert half.read_bytes() == content[:9]


@pytest.mark.parametrize("harm", ["one byte", "gone"])
def test_a_file_that_is_not_as_it_was_made_is_not_read(wanted: Rendering, directory: Path, harm: str):
    render_due(AT)
    document = Document.objects.get()
    file = directory / document.file
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] + b"!")
    with pytest.raises(storage.AlteredFile, match=str(OF_PAPER)):
        storage.read(document)


# Failing


def test_a_failure_is_kept_and_tried_again_after_growing_pauses_then_given_up(wanted: Rendering, paper: Paper):
    paper.does = fails_with(ValueError("No font has 'Ұ'\nthe text of the program"))
    at, waited = AT, []
    for number in range(1, len(PAUSES) + 2):
        assert render_due(at)
        failed = again()
        assert (failed.attempts, failed.last_error) == (number, "ValueError: No font has 'Ұ'")
        if failed.next_attempt_at is None:
            break
        assert not render_due(failed.next_attempt_at - timedelta(seconds=1))
        waited.append(failed.next_attempt_at - at)
        at = failed.next_attempt_at
    minutes = [wait / timedelta(minutes=1) for wait in waited]
    assert minutes == [1, 5, 15, 60, 360]
    assert again().next_attempt_at is None
    assert not render_due(at + timedelta(days=365))
    assert not Document.objects.exists()


def test_what_succeeds_at_last_leaves_no_alarm(wanted: Rendering, paper: Paper):
    paper.does = fails_with(OSError("no space left"))
    render_due(AT)
    assert Rendering.objects.failing().count() == 1
    paper.does = pages
    assert render_due(AT + timedelta(minutes=1))
    assert Document.objects.get().rendered_at == AT + timedelta(minutes=1)
    assert not Rendering.objects.exists()


def test_one_failing_document_is_in_nobodys_way(wanted: Rendering, paper: Paper):
    whole = uuid4()
    want(KIND, whole, ["kk"], at=AT + timedelta(seconds=1))
    broken = fails_with(ValueError("broken"))
    paper.does = lambda source_id, language: (pages if source_id == whole else broken)(source_id, language)
    at = AT + timedelta(seconds=2)
    assert [render_due(at), render_due(at), render_due(at)] == [True, True, False]
    assert Document.objects.get().source_id == whole
    assert again().source_id == OF_PAPER


def test_what_a_failed_rendering_wrote_is_rolled_back(wanted: Rendering, paper: Paper):
    def writes_and_fails(source_id: UUID, language: str) -> bytes:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE left_behind (id int)")
            cursor.execute("SELECT 1 / 0")
        return b""

    paper.does = writes_and_fails
    render_due(AT)
    assert again().last_error == "DataError: division by zero"
    assert "left_behind" not in connection.introspection.table_names()


def test_what_takes_too_long_is_a_failure_like_others(wanted: Rendering, paper: Paper):
    paper.does = fails_with(SoftTimeLimitExceeded())
    render_due(AT)
    assert again().last_error.startswith("SoftTimeLimitExceeded")


def test_a_worker_killed_each_time_does_not_come_first_for_ever(wanted: Rendering, paper: Paper):
    """What kills raises nothing that could be kept: the attempt was counted before it began."""
    other = uuid4()
    want(KIND, other, ["kk"], at=AT + timedelta(seconds=1))
    paper.does = fails_with(SystemExit())
    with pytest.raises(SystemExit):
        render_due(AT + timedelta(seconds=2))
    killed = Rendering.objects.get(source_id=OF_PAPER)
    assert (killed.attempts, killed.last_error) == (1, "")
    paper.does = pages
    render_due(AT + timedelta(seconds=2))
    assert Document.objects.get().source_id == other
    paper.does = fails_with(SystemExit())
    with pytest.raises(SystemExit):
        render_due(AT + timedelta(minutes=2))
    assert again().last_error == CUT_OFF


# Again, by an administrator


def test_what_was_given_up_is_tried_again_when_asked_for(wanted: Rendering, paper: Paper, nudged: list[str]):
    Rendering.objects.update(next_attempt_at=None, attempts=6, last_error="ValueError: x")
    later = AT + timedelta(days=2)
    assert not render_due(later)
    assert try_again(Rendering.objects.all(), at=later) == 1
    assert nudged == [RENDER_WANTED]
    assert render_due(later)
    assert Document.objects.exists()


def test_a_file_brought_back_ends_the_alarm(wanted: Rendering, directory: Path):
    render_due(AT)
    document = Document.objects.get()
    file = directory / document.file
    whole = file.read_bytes()
    file.write_bytes(b"%PDF something else")
    for _ in range(2):
        report_altered(document, storage.AlteredFile(f"{document.file}: other bytes"), at=AT)
    assert (again().next_attempt_at, again().last_error) == (None, f"AlteredFile: {document.file}: other bytes")
    try_again(Rendering.objects.all(), at=AT)
    render_due(AT)
    assert again().last_error == f"AlteredFile: {document.file}: other bytes"
    file.write_bytes(whole)
    try_again(Rendering.objects.all(), at=AT)
    assert render_due(AT)
    assert not Rendering.objects.exists()
    assert Document.objects.get() == document


# The task


def test_the_task_makes_one_and_asks_for_the_next(paper: Paper, nudged: list[str]):
    for _ in range(2):
        want(KIND, uuid4(), ["kk"], at=datetime.now(AT.tzinfo) - timedelta(hours=1))
    nudged.clear()
    render_wanted()
    assert (len(paper.asked), nudged) == (1, [RENDER_WANTED])
    render_wanted()
    render_wanted()
    assert (len(paper.asked), nudged) == (2, [RENDER_WANTED] * 2)


def test_the_task_has_the_name_it_is_asked_for_by_and_its_limits():
    assert render_wanted.name == RENDER_WANTED
    assert (render_wanted.soft_time_limit, render_wanted.time_limit) == (300, 330)
