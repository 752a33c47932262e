"""`make run` as a whole: it starts twice but not twice at once, survives kill -9, and leaves no process behind."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.tools.devkit.waiting import wait_for
from tools.devkit import ports, processes
from tools.devkit.places import ROOT

ADDRESS = re.compile(r"The portal is at http://127\.0\.0\.1:(\d+) ")
PROGRAMS = ["beat", "postgres", "redis", "web", "worker"]
OURS = {"DATABASE_URL", "REDIS_URL", "BASE_URL"}  # of the tests; this portal has its own

Start = Callable[[], "Run"]


class Run:
    """One `make run`, with its data in `data`."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.screen = data / "screen.txt"
        command = [sys.executable, "tools/dev.py", "run", "--port", str(port)]
        environment = {name: value for name, value in os.environ.items() if name not in OURS}
        with self.screen.open("w") as screen:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment | {"ICV_DATA": str(data)}, stdout=screen, stderr=screen
            )

    def wait(self) -> int:
        """The port at which it answers."""
        wait_for(lambda: bool(ADDRESS.search(self.screen.read_text())) or self.process.poll() is not None, seconds=120)
        found = ADDRESS.search(self.screen.read_text())
        assert found, self.screen.read_text()
        return int(found[1])

    def group(self, name: str) -> int:
        return int(json.loads((self.data / f"run/{name}.json").read_text())["group"])

    def groups(self) -> set[int]:
        return {self.group(file.stem) for file in (self.data / "run").glob("*.json")}

    def end(self, wanted: signal.Signals) -> int:
        self.process.send_signal(wanted)
        return self.process.wait(30)


def living_in(groups: set[int]) -> list[str]:
    return [process.command for process in processes.living() if process.group in groups]


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/", headers={"Accept-Language": "en"})
        return connection.getresponse().status in {200, 302}
    except OSError:
        return False
    finally:
        connection.close()


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """One data directory for all tests here, so that demo data is loaded once; everybody may enter it."""
    directory = Path(tempfile.mkdtemp(prefix="icv-run-", dir="/tmp"))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture
def start(data: Path) -> Iterator[Start]:
    started: list[Run] = []

    def start() -> Run:
        started.append(Run(data, ports.any_free()))
        return started[-1]

    yield start
    for run in started:
        if run.process.poll() is None:
            run.end(signal.SIGTERM)


def test_it_answers_shows_the_sign_ins_and_stops_whole(start: Start) -> None:
    run = start()
    assert answers(run.wait())
    assert "drafter@" in run.screen.read_text()
    groups = run.groups()
    assert sorted(file.stem for file in (run.data / "run").glob("*.json")) == PROGRAMS
    assert run.end(signal.SIGINT) == 0
    assert living_in(groups) == []


def test_a_second_one_is_told_where_the_first_is(start: Start, data: Path) -> None:
    port = start().wait()
    second = subprocess.run(
        [sys.executable, "tools/dev.py", "run"],
        cwd=ROOT, env=os.environ | {"ICV_DATA": str(data)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (second.returncode, second.stdout) == (1, f"\nThe portal is already running at http://127.0.0.1:{port}\n")


def test_what_is_killed_is_started_again(start: Start) -> None:
    run = start()
    port = run.wait()
    before = {name: run.group(name) for name in PROGRAMS}
    for name in PROGRAMS:
        os.kill(before[name], signal.SIGKILL)
    wait_for(lambda: all(run.group(name) != before[name] for name in PROGRAMS), seconds=30)
    wait_for(lambda: answers(port), seconds=30)
    assert living_in(set(before.values())) == []


def test_after_kill_9_nothing_is_left_and_it_starts_again(start: Start) -> None:
    run = start()
    run.wait()
    groups = run.groups()
    assert len(living_in(groups)) >= len(PROGRAMS)
    run.end(signal.SIGKILL)
    wait_for(lambda: living_in(groups) == [], seconds=30)
    assert answers(start().wait())


def test_a_taken_port_is_said_and_the_next_one_used(data: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as somebody:
        taken = somebody.getsockname()[1]
        run = Run(data, taken)
        port = run.wait()
        assert run.end(signal.SIGTERM) == 0
    assert port > taken
    assert f"Port {taken} is taken." in run.screen.read_text()
