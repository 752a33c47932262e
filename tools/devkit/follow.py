"""Shows on the screen what programs write to their logs, each line with the program's name before it."""

import threading
from collections.abc import Iterable
from typing import Self

from .programs import Program
from .progress import say

INTERVAL = 0.2  # seconds


class Follower:
    """Follows logs from the ends they had when it was told to, until it is left."""

    def __init__(self) -> None:
        self.read_up_to: dict[Program, int] = {}
        self.left = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.left.set()
        self.thread.join()

    def follow(self, programs: Iterable[Program]) -> None:
        self.read_up_to |= {program: program.log.stat().st_size if program.log.exists() else 0 for program in programs}

    def run(self) -> None:
        while not self.left.wait(INTERVAL):
            self.show()
        self.show()

    def show(self) -> None:
        for program, position in list(self.read_up_to.items()):
            if not program.log.exists():
                continue
            with program.log.open("rb") as log:
                log.seek(position)
                text = log.read()
            whole = text[: text.rfind(b"\n") + 1]
            for line in whole.decode(errors="replace").splitlines():
                say(f"{program.name:<8}| {line}")
            self.read_up_to[program] = position + len(whole)
