"""Short lines that tell what is being done and how long it took."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

SLOW = 1.5  # seconds after which a step that is still running is announced


class Failure(Exception):
    """Something the person at the keyboard has to know or do; printed without a traceback."""


class Step:
    """One line of the progress; `note` is what is said about it at the end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.note = "done"


def say(line: str = "") -> None:
    print(line, flush=True)


@contextmanager
def step(name: str) -> Iterator[Step]:
    """Announce `name` when it takes long, and say at the end what came of it and after how many seconds."""
    current = Step(name)
    began = time.monotonic()
    announcement = threading.Timer(SLOW, say, [f"  {name} ..."])
    announcement.daemon = True
    announcement.start()
    try:
        yield current
    except Exception:
        current.note = "FAILED"
        raise
    finally:
        announcement.cancel()
        if sys.exc_info()[0] is not KeyboardInterrupt:
            say(f"  {name:<28}{current.note:<24}{time.monotonic() - began:6.1f} s")
