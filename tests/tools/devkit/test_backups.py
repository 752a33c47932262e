"""Which portal is backed up or restored: the one that is named, the one that runs here, or the one that lies here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.devkit import backups, commands, environment
from tools.devkit.locks import Lock
from tools.devkit.places import ROOT
from tools.devkit.progress import Failure
from tools.devkit.services import Services

NAMED = "postgres://icv@database/icv_portal"


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would have been run, each with its environment."""
    found: list[Any] = []
    monkeypatch.setattr(environment, "prepare", lambda: None)

    def run_shown(command: commands.Words, *, env: dict[str, str]) -> int:
        found.append((command[2:], env))
        return 0

    monkeypatch.setattr(commands, "run_shown", run_shown)
    return found


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lock]:
    """A checkout whose portal runs, with its sockets in /tmp/icv-there."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setattr(backups, "DATA", tmp_path)
    lock = Lock(tmp_path / "run.lock")
    assert lock.take()
    lock.tell("http://127.0.0.1:8000")
    (tmp_path / "run").mkdir()
    (tmp_path / "run/sockets").write_text("/tmp/icv-there")
    yield lock
    lock.give_back()


def test_the_portal_that_is_named(ran: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DATABASE_URL", NAMED)
    assert backups.backup([]) == 0
    assert backups.restore([str(tmp_path)]) == 0
    assert [command for command, _env in ran] == [
        ["tools.backup", "make", ROOT / "backups"],
        ["tools.backup", "restore", tmp_path],
    ]
    assert {env["DATABASE_URL"] for _command, env in ran} == {NAMED}


def test_the_portal_that_runs_here_is_backed_up_and_left_alone(ran: list[Any], here: Lock):
    assert backups.backup([]) == 0
    ((_command, env),) = ran
    assert env["DATABASE_URL"] == "postgres://icv@%2Ftmp%2Ficv-there/icv_portal"
    with pytest.raises(Failure, match=r"runs at http://127\.0\.0\.1:8000: stop it first"):
        backups.restore(["anything"])
    assert len(ran) == 1


def test_a_portal_that_does_not_run_is_started_for_the_purpose(
    ran: list[Any], here: Lock, monkeypatch: pytest.MonkeyPatch
):
    here.give_back()
    used = Services("postgres://icv@%2Ftmp%2Fstarted/icv_portal", "unix:///tmp/started/redis.sock")
    monkeypatch.setattr("tools.devkit.services.start", lambda directory, supervisor: used)
    assert backups.restore(["anything"]) == 0
    assert ran[0][1]["DATABASE_URL"] == used.database_url
    assert here.take(), "the lock was given back"


def test_nothing_is_restored_unless_it_is_named():
    with pytest.raises(Failure, match="make restore FROM="):
        backups.restore([])
