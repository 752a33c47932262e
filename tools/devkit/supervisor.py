"""Starts programs in stages, starts again what exits, stops the stages in reverse."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import guardian
from .programs import Program, ask, await_end, signal_group, start
from .progress import Failure, say

FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0  # seconds before what exited is started again; doubled every time
CALM = 30.0  # seconds of running after which earlier exits are forgotten
LINES_SHOWN = 25


@dataclass
class Child:
    """A program and the process that runs it now; `again_at` is set while it waits to be started again."""

    program: Program
    process: subprocess.Popen[bytes]
    started_at: float = field(default_factory=time.monotonic)
    exits: int = 0
    again_at: float | None = None


class Supervisor:
    """Looks after the programs it has started; `records` is where the next start finds what was left behind."""

    def __init__(self, records: Path) -> None:
        self.records = records
        self.stages: list[list[Child]] = []
        self.guardian = guardian.post(records)

    def start(self, *programs: Program) -> None:
        """Start the programs of one stage; must be called from the main thread."""
        stage: list[Child] = []
        self.stages.append(stage)
        for program in programs:
            stage.append(Child(program, start(program, self.records)))

    def children(self) -> Iterator[Child]:
        return (child for stage in self.stages for child in stage)

    def wait_until(self, is_ready: Callable[[], bool], name: str, patience: float = 60.0) -> None:
        """Wait for the program called `name`; raises Failure when it exits or takes longer than `patience` seconds."""
        child = next(child for child in self.children() if child.program.name == name)
        deadline = time.monotonic() + patience
        while not is_ready():
            if child.process.poll() is not None or time.monotonic() > deadline:
                what = "took too long to start" if child.process.returncode is None else "exited"
                raise Failure(f"{name} {what}. The end of {child.program.log}:\n{last_lines(child.program.log)}")
            time.sleep(0.02)

    def watch(self) -> None:
        """Look after the programs until a signal interrupts."""
        while True:
            for child in self.children():
                self.look_after(child, time.monotonic())
            time.sleep(0.2)

    def look_after(self, child: Child, now: float) -> None:
        if child.again_at is not None:
            if now >= child.again_at:
                child.process, child.started_at, child.again_at = start(child.program, self.records), now, None
        elif child.process.poll() is not None:
            self.plan_restart(child, now)

    def plan_restart(self, child: Child, now: float) -> None:
        signal_group(child.process.pid, signal.SIGKILL)  # its own children, if it left any
        if now - child.started_at > CALM:
            child.exits = 0
        delay = min(FIRST_DELAY * 2**child.exits, LONGEST_DELAY)
        child.exits += 1
        child.again_at = now + delay
        say(f"{child.program.name} exited with {child.process.returncode}; it is started again in {delay:g} s")

    def stop(self) -> None:
        """Stop everything, the last stage first; a second Ctrl-C meanwhile ends the waiting."""
        with impatience() as may_wait:
            for stage in reversed(self.stages):
                for child in stage:
                    ask(child.process, child.program)
                asked_at = time.monotonic()
                for child in stage:
                    while (
                        may_wait()
                        and child.process.poll() is None
                        and time.monotonic() < asked_at + child.program.patience
                    ):
                        time.sleep(0.02)
                    await_end(child.process, patience=0)
                    (self.records / f"{child.program.name}.json").unlink(missing_ok=True)
        self.stages.clear()
        guardian.dismiss(self.guardian)


@contextmanager
def impatience() -> Iterator[Callable[[], bool]]:
    """Signals no longer interrupt; the given function tells whether none has come yet."""
    pressed: list[int] = []
    wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    earlier = [signal.signal(number, lambda received, _frame: pressed.append(received)) for number in wanted]
    try:
        yield lambda: not pressed
    finally:
        for number, handler in zip(wanted, earlier, strict=True):
            signal.signal(number, handler)


def last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-LINES_SHOWN:])
