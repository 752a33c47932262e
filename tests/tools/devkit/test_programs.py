"""Programs end with their supervisor; what survived nevertheless is found by the next one."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.devkit import processes, programs
from tools.devkit.places import ROOT

from .conftest import MakeProgram
from .waiting import wait_for

SLEEP = "import time; time.sleep(60)"
STARTS_A_SLEEPER = """
import sys
from tools.devkit.tether import tied
import subprocess
child = subprocess.Popen(tied([sys.executable, "-c", "import time; time.sleep(60)"]))
print(child.pid, flush=True)
child.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
def test_a_program_ends_when_its_supervisor_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTS_A_SLEEPER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert processes.find(pid) is not None
        parent.kill()
    wait_for(lambda: processes.find(pid) is None)


def test_what_was_left_over_is_stopped(python_program: MakeProgram, tmp_path: Path) -> None:
    process = programs.start(python_program("sleeper", SLEEP), tmp_path / "run")
    assert programs.stop_left_over(tmp_path / "run") == ["sleeper"]
    assert process.wait() == -signal.SIGTERM
    assert programs.stop_left_over(tmp_path / "run") == []


def test_a_process_that_has_the_same_number_by_chance_is_left_alone(
    python_program: MakeProgram, tmp_path: Path
) -> None:
    process = programs.start(python_program("sleeper", SLEEP), tmp_path / "run")
    record = tmp_path / "run/sleeper.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"started": "long ago"}))
    assert programs.stop_left_over(tmp_path / "run") == []
    assert process.poll() is None
    process.kill()
    process.wait()


def test_a_long_log_is_set_aside(python_program: MakeProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "LARGEST_LOG", 3)
    program = python_program("talker", "print('new')")
    program.log.write_text("old and long")
    programs.start(program, tmp_path / "run").wait()
    assert program.log.read_text() == "new\n"
    assert program.log.with_suffix(".log.1").read_text() == "old and long"


@pytest.mark.parametrize("listing", [processes.living, processes.from_ps])
def test_this_process_is_among_the_living(listing: object) -> None:
    assert callable(listing)
    (found,) = [process for process in listing() if process.pid == os.getpid()]
    assert found.group == os.getpgrp()
    assert "python" in found.command
