"""The supervisor starts again what exits, ever more slowly, and leaves nothing behind."""

import os
import signal
import time

import pytest

from tools.devkit import processes
from tools.devkit.progress import Failure
from tools.devkit.supervisor import CALM, FIRST_DELAY, LONGEST_DELAY, Supervisor

from .conftest import MakeProgram
from .waiting import wait_for

SLEEP = "import time; print('awake', flush=True); time.sleep(60)"


def test_what_is_killed_is_started_again(supervisor: Supervisor, python_program: MakeProgram) -> None:
    supervisor.start(python_program("sleeper", SLEEP))
    (child,) = supervisor.children()
    first = child.process
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    supervisor.look_after(child, time.monotonic())
    assert child.again_at is not None
    supervisor.look_after(child, child.again_at)
    assert child.process.pid != first.pid
    assert child.process.poll() is None


def test_delays_double_up_to_a_limit_and_are_forgotten_after_calm(
    supervisor: Supervisor, python_program: MakeProgram
) -> None:
    supervisor.start(python_program("leaver", "pass"))
    (child,) = supervisor.children()
    child.process.wait()
    delays = []
    for _ in range(9):
        supervisor.plan_restart(child, now=child.started_at)
        assert child.again_at is not None
        delays.append(child.again_at - child.started_at)
    assert delays == pytest.approx([min(FIRST_DELAY * 2**n, LONGEST_DELAY) for n in range(9)])
    calm = child.started_at + CALM + 1
    supervisor.plan_restart(child, now=calm)
    assert child.again_at == calm + FIRST_DELAY


def test_waiting_for_a_program_that_exits_shows_the_end_of_its_log(
    supervisor: Supervisor, python_program: MakeProgram
) -> None:
    supervisor.start(python_program("broken", "print('the reason'); raise SystemExit(3)"))
    with pytest.raises(Failure, match=r"broken exited\. .*\nthe reason"):
        supervisor.wait_until(lambda: False, "broken")


def test_stopping_ends_the_whole_group_and_its_record(supervisor: Supervisor, python_program: MakeProgram) -> None:
    parent = python_program("parent", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEP!r}])")
    supervisor.start(parent)
    (child,) = supervisor.children()
    group = child.process.pid
    wait_for(lambda: parent.log.read_text() == "awake\n")
    assert len([process for process in processes.living() if process.group == group]) == 2
    supervisor.stop()
    assert [process for process in processes.living() if process.group == group] == []
    assert list(supervisor.records.iterdir()) == []


def test_what_does_not_want_to_stop_is_killed(supervisor: Supervisor, python_program: MakeProgram) -> None:
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEP
    program = python_program("deaf", deaf, patience=0.3)
    supervisor.start(program)
    (child,) = supervisor.children()
    wait_for(lambda: program.log.read_text() == "awake\n")
    supervisor.stop()
    assert child.process.returncode == -signal.SIGKILL
