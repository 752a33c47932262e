"""Our own PostgreSQL: made whole or not at all, started over whatever an earlier one left."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tools.devkit import postgres, processes
from tools.devkit.progress import Failure
from tools.devkit.supervisor import Supervisor

from .waiting import wait_for


@pytest.fixture
def home() -> Iterator[Path]:
    """A directory that everybody may enter, unlike pytest's own, and with a short path."""
    with tempfile.TemporaryDirectory(prefix="icv-", dir="/tmp") as directory:
        Path(directory).chmod(0o755)
        yield Path(directory)


def cluster(home: Path, *, is_for_tests: bool = True) -> postgres.Server:
    sockets = home / "sockets"
    sockets.mkdir(exist_ok=True)
    return postgres.server(home, sockets, home / "postgres.log", is_for_tests=is_for_tests)


def start(server: postgres.Server, supervisor: Supervisor) -> None:
    supervisor.start(server.program())
    supervisor.wait_until(server.is_ready, "postgres")


def test_a_new_cluster_has_the_database_in_utf_8(home: Path, supervisor: Supervisor) -> None:
    server = cluster(home)
    start(server, supervisor)
    with psycopg.connect(server.url) as connection:
        (row,) = connection.execute("SELECT current_database(), current_user, pg_client_encoding()")
    assert row == ("icv_portal", "icv", "UTF8")
    assert server.version >= postgres.OLDEST


def test_a_killed_server_starts_again_with_what_was_committed(home: Path, supervisor: Supervisor) -> None:
    server = cluster(home, is_for_tests=False)
    start(server, supervisor)
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    (child,) = supervisor.children()
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    supervisor.stop()
    assert (server.data / "postmaster.pid").exists()
    again = cluster(home, is_for_tests=False)
    start(again, supervisor)
    with psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_server_that_still_runs_is_stopped(home: Path, supervisor: Supervisor) -> None:
    server = cluster(home)
    start(server, supervisor)
    (child,) = supervisor.children()
    postgres.clear_way(server.data)
    assert child.process.wait() == 0


def test_a_pid_file_whose_number_belongs_to_another_program_is_removed(home: Path) -> None:
    (home / "postgres").mkdir()
    pid_file = home / "postgres/postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{home}/postgres\n")
    postgres.clear_way(home / "postgres")
    assert not pid_file.exists()
    assert processes.find(os.getpid()) is not None


def test_data_of_another_version_is_refused_with_its_number(home: Path) -> None:
    server = cluster(home)
    (server.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(Failure, match="made by PostgreSQL 12"):
        cluster(home)


def test_a_half_made_cluster_is_not_used(home: Path) -> None:
    (home / "postgres.new").mkdir()
    (home / "postgres.new/PG_VERSION").write_text("half")
    assert (cluster(home).data / "PG_VERSION").read_text() != "half"
    assert not (home / "postgres.new").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts it as another user")
def test_where_nobody_may_enter_data_and_programs_lie_outside(tmp_path: Path, supervisor: Supervisor) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with tempfile.TemporaryDirectory(prefix="icv-", dir="/tmp") as sockets:
        server = postgres.server(closed, Path(sockets), tmp_path / "postgres.log", is_for_tests=True)
        outside = (closed / "outside").resolve()
        try:
            assert closed not in server.data.parents
            start(server, supervisor)
            wait_for(server.is_ready)
        finally:
            supervisor.stop()
            shutil.rmtree(outside)
