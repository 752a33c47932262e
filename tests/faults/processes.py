"""A worker, its timetable and its queue beside a PostgreSQL of their own, looked after as `make run` does it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connections

from tools.devkit import portal, redis
from tools.devkit.processes import living
from tools.devkit.programs import Program
from tools.devkit.services import Services
from tools.devkit.supervisor import Child, Supervisor

PATIENCE = 90.0  # seconds: a machine that is busy with other things is slow, not wrong


class Processes:
    """What runs for one test; `database` is the supervisor of PostgreSQL, which outlives it."""

    def __init__(self, database_url: str, database: Supervisor, directory: Path, sockets: Path) -> None:
        self.directory, self.letters = directory, directory / "letters"
        self.supervisor, self.database = Supervisor(directory / "run"), database
        self.queue = redis.server(directory, sockets, directory / "redis.log", is_for_tests=True)
        self.environment = portal.environment(Services(database_url, self.queue.url), port=0) | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "BASE_URL": settings.BASE_URL,  # the host in every Message-ID
            "KEPT_LETTERS": str(self.letters),
            "MEDIA_ROOT": str(directory / "documents"),
        }

    def set_clock(self, begins_at: datetime) -> None:
        """Of what is started from now on."""
        self.environment |= {"CLOCK_BEGINS_AT": begins_at.isoformat()}

    def restart(self) -> None:
        """Worker and beat, as after an outage."""
        for name in ("worker", "beat"):
            self.end(name, signal.SIGTERM)
        self.supervisor.stop()
        self.supervisor = Supervisor(self.directory / f"run-{time.monotonic_ns()}")
        self.start()

    def start(self) -> None:
        """All that sends reminders: queue, worker, beat."""
        self.start_queue()
        self.supervisor.start(self.worker(), self.beat())

    def start_queue(self) -> None:
        self.supervisor.start(self.queue.program())
        self.supervisor.wait_until(self.queue.is_ready, "redis")

    def worker(self, name: str = "worker") -> Program:
        worker = portal.worker(self.environment, self.directory)
        return replace(
            worker, name=name, command=[*worker.command, "-n", f"{name}@%h"], log=self.directory / f"{name}.log"
        )

    def beat(self) -> Program:
        return portal.beat(self.environment, self.directory / "beat-schedule", self.directory)

    def log(self, name: str) -> str:
        return (self.directory / f"{name}.log").read_text(errors="replace")

    def child(self, name: str) -> Child:
        return next(child for child in self.children() if child.program.name == name)

    def children(self) -> Iterator[Child]:
        yield from self.database.children()
        yield from self.supervisor.children()

    def end(self, name: str, wanted: signal.Signals) -> None:
        """Send a signal to the program and to all it has started; SIGKILL leaves nobody a moment."""
        process = self.child(name).process
        assert process.poll() is None, f"{name} is not running"
        if wanted is signal.SIGKILL:
            os.killpg(process.pid, wanted)
        else:
            process.send_signal(wanted)
        process.wait(PATIENCE)

    def kill_children_of(self, name: str) -> None:
        """Those who do the work; who gives it out stays, and starts others."""
        leader = self.child(name).process.pid
        children = [process.pid for process in living() if process.group == leader and process.pid != leader]
        assert children, f"{name} has nobody to do the work"
        for pid in children:
            os.kill(pid, signal.SIGKILL)

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until it holds, and start again meanwhile what exits."""
        deadline = time.monotonic() + PATIENCE
        while not self.holds(condition):
            assert time.monotonic() < deadline, f"it did not happen in time\n{self.log('worker')[-5000:]}"
            for child in self.children():
                (self.database if child.program.name == "postgres" else self.supervisor).look_after(
                    child, time.monotonic()
                )
            time.sleep(0.02)

    def holds(self, condition: Callable[[], bool]) -> bool:
        try:
            return condition()
        except OperationalError:  # PostgreSQL is being started again
            connections.close_all()
            return False
