"""The database and the queue: those that DATABASE_URL and REDIS_URL name, or our own."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import postgres, redis
from .programs import stop_left_over
from .progress import say, step
from .supervisor import Supervisor


@dataclass(frozen=True)
class Services:
    """Where the database and the queue are reached, as URLs."""

    database_url: str
    redis_url: str


class Directory:
    """What our own services keep in one directory: data, records of running programs, the place of their sockets."""

    def __init__(self, path: Path, logs: Path) -> None:
        self.path = path
        self.logs = logs
        self.records = path / "run"
        self.note_of_sockets = self.records / "sockets"

    def clear(self) -> None:
        """Stop and remove what an earlier run left here."""
        if found := stop_left_over(self.records):
            say(f"  stopped, left over from an earlier run: {', '.join(found)}")
        self.remove_sockets()

    def make_sockets(self) -> Path:
        """A new private directory with a short path: the address of a socket may have 107 bytes."""
        sockets = Path(tempfile.mkdtemp(prefix="icv-", dir="/tmp"))
        self.records.mkdir(parents=True, exist_ok=True)
        self.note_of_sockets.write_text(str(sockets))
        return sockets

    def remove_sockets(self) -> None:
        if self.note_of_sockets.exists():
            shutil.rmtree(self.note_of_sockets.read_text(), ignore_errors=True)
            self.note_of_sockets.unlink()


@contextmanager
def supervised(directory: Directory) -> Iterator[tuple[Directory, Supervisor]]:
    """A supervisor for programs that keep their records in `directory`; at the end everything is stopped."""
    supervisor = Supervisor(directory.records)
    try:
        directory.clear()
        yield directory, supervisor
    finally:
        supervisor.stop()
        directory.remove_sockets()


def start(directory: Directory, supervisor: Supervisor, *, are_for_tests: bool = False) -> Services:
    """Start what the environment does not name, and wait until it can be used."""
    database_url, redis_url = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    if database_url and redis_url:
        return Services(database_url, redis_url)
    sockets = directory.make_sockets()
    waiting: list[tuple[str, Callable[[], bool]]] = []
    name = " and ".join([*([] if database_url else ["PostgreSQL"]), *([] if redis_url else ["Redis"])])
    with step(name) as progress:
        if not database_url:
            database = postgres.server(
                directory.path, sockets, directory.logs / "postgres.log", is_for_tests=are_for_tests
            )
            supervisor.start(database.program())
            waiting.append(("postgres", database.is_ready))
            database_url = database.url
        if not redis_url:
            queue = redis.server(directory.path, sockets, directory.logs / "redis.log", is_for_tests=are_for_tests)
            supervisor.start(queue.program())
            waiting.append(("redis", queue.is_ready))
            redis_url = queue.url
        for program, is_ready in waiting:
            supervisor.wait_until(is_ready, program)
        progress.note = f"at {sockets}"
    return Services(database_url, redis_url)
