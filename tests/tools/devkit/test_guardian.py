"""What outlives a killed supervisor although it was asked to stop is killed by the guardian."""

import signal
from pathlib import Path

from tools.devkit import guardian, programs
from tools.devkit.programs import members, start
from tools.devkit.supervisor import Supervisor

from .conftest import MakeProgram
from .waiting import wait_for

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('awake', flush=True); time.sleep(60)"


def test_a_deaf_program_is_killed_once_the_supervisor_is_gone(tmp_path: Path, python_program: MakeProgram) -> None:
    records = tmp_path / "run"
    watcher = guardian.post(records)
    program = python_program("deaf", DEAF)
    process = start(program, records)
    wait_for(lambda: "awake" in program.log.read_text())
    process.send_signal(signal.SIGTERM)
    guardian.dismiss(watcher)
    assert process.wait(timeout=1) == -signal.SIGKILL


def test_a_younger_process_with_the_same_number_is_left_alone(tmp_path: Path, python_program: MakeProgram) -> None:
    records = tmp_path / "run"
    process = start(python_program("innocent", DEAF), records)
    record = records / "innocent.json"
    record.write_text(record.read_text().replace('"started": "', '"started": "9'))
    programs.end_orphans(records, patience=0)
    assert process.poll() is None
    process.kill()
    process.wait()


def test_a_supervisor_that_stops_needs_no_guardian_any_more(tmp_path: Path, python_program: MakeProgram) -> None:
    supervisor = Supervisor(tmp_path / "run")
    supervisor.start(python_program("deaf", DEAF))
    (child,) = supervisor.children()
    supervisor.stop()
    assert supervisor.guardian.returncode == 0
    assert members(child.process.pid, "") == []
