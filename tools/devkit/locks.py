"""Locks that the kernel gives back when their holder ends, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .progress import Failure


class Lock:
    """A lock on a file, which holds a line for those who find it taken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: IO[str] | None = None

    def take(self) -> bool:
        """Whether the lock is ours now."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644), "r+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self.file = file
        self.tell("starting")
        return True

    def tell(self, line: str) -> None:
        """Leave a line for those who find the lock taken."""
        assert self.file is not None
        self.file.seek(0)
        self.file.truncate()
        self.file.write(line)
        self.file.flush()

    def told(self) -> str:
        return self.path.read_text().strip()

    def give_back(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None


def only_one(path: Path, name: str) -> Lock:
    """The lock of `name`, or a Failure that says where it runs already."""
    lock = Lock(path)
    if lock.take():
        return lock
    told = lock.told()
    raise Failure(f"{name} is already {told}." if told == "starting" else f"{name} is already running at {told}")


@contextmanager
def waiting_for(path: Path) -> Iterator[None]:
    """Hold the lock on `path`, after waiting for whoever holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
