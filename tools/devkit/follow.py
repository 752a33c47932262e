"""Shows on the screen what programs write to their logs, each line with the program's name before it."""

import threading
from collections.abc import Iterable

from .programs import Program
from .progress import say

INTERVAL = 0.2  # seconds


class Follower(threading.Thread):
    """Follows the logs of some programs from their present ends, until `finish` is called."""

    def __init__(self, programs: Iterable[Program]) -> None:
        super().__init__(daemon=True)
        self.read_up_to = {program: program.log.stat().st_size if program.log.exists() else 0 for program in programs}
        self.finished = threading.Event()

    def run(self) -> None:
        while not self.finished.wait(INTERVAL):
            self.show()
        self.show()

    def show(self) -> None:
        for program, position in self.read_up_to.items():
            if not program.log.exists():
                continue
            with program.log.open("rb") as log:
                log.seek(position)
                text = log.read()
            whole = text[: text.rfind(b"\n") + 1]
            for line in whole.decode(errors="replace").splitlines():
                say(f"{program.name:<8}| {line}")
            self.read_up_to[program] = position + len(whole)

    def finish(self) -> None:
        self.finished.set()
        self.join()
