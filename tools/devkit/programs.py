"""A program that runs beside us: started in its own process group, recorded on disk, stopped whole."""

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import processes
from .places import ROOT
from .tether import SAME_USER, tied

LARGEST_LOG = 10_000_000  # bytes; a longer one is set aside at the next start


@dataclass(frozen=True, eq=False)
class Program:
    """What to start, and how it wants to be asked to stop."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    directory: Path = ROOT
    user: str = SAME_USER
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGTERM  # sent when its supervisor was killed
    patience: float = 10.0  # seconds from the request to stop until it is killed


def start(program: Program, records: Path) -> subprocess.Popen[bytes]:
    """Start it; a line in `records` lets the next start find it should we be killed.

    Its output goes to a file, not through a pipe: a pipe breaks when we end and blocks when we are slow.
    Call it from the main thread: the kernel takes the end of the starting thread for the end of the parent.
    """
    program.log.parent.mkdir(parents=True, exist_ok=True)
    if program.log.exists() and program.log.stat().st_size > LARGEST_LOG:
        program.log.replace(program.log.with_suffix(".log.1"))
    with program.log.open("ab") as output:
        process = subprocess.Popen(
            tied(program.command, stop_signal=program.orphan_signal, user=program.user),
            cwd=program.directory,
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    record(process.pid, program, records)
    return process


def record(pid: int, program: Program, records: Path) -> None:
    records.mkdir(parents=True, exist_ok=True)
    if process := processes.find(pid):
        content = {"group": pid, "started": process.started, "signal": int(program.orphan_signal)}
        (records / f"{program.name}.json").write_text(json.dumps(content))


def stop(process: subprocess.Popen[bytes], program: Program) -> None:
    """Ask it to stop, wait as long as it may take, and end whatever is left of its group."""
    ask(process, program)
    await_end(process, program.patience)


def ask(process: subprocess.Popen[bytes], program: Program) -> None:
    if process.poll() is None:
        process.send_signal(program.stop_signal)


def await_end(process: subprocess.Popen[bytes], patience: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(max(patience, 0))
    signal_group(process.pid, signal.SIGKILL)
    process.wait()


def signal_group(group: int, wanted: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, wanted)


def stop_left_over(records: Path, patience: float = 10.0) -> list[str]:
    """Stop what an earlier supervisor left behind; the names of what was still running."""
    found = []
    for file in sorted(records.glob("*.json")):
        recorded = json.loads(file.read_text())
        group, started = recorded["group"], recorded["started"]
        if members(group, started):
            found.append(file.stem)
            signal_group(group, signal.Signals(recorded["signal"]))
            wait_for_group(group, started, patience)
        file.unlink()
    return found


def end_orphans(records: Path, patience: float = 5.0) -> None:
    """Wait for the recorded programs, which were asked to stop already, and kill what outlasts `patience` seconds.

    The records stay for the next start: by then they may be those of a younger supervisor.
    """
    recorded = [json.loads(file.read_text()) for file in records.glob("*.json")]
    deadline = time.monotonic() + patience
    for program in recorded:
        wait_for_group(program["group"], program["started"], deadline - time.monotonic())


def members(group: int, started: str) -> list[processes.Process]:
    """The processes of the group, or none if its number belongs to a younger process by now."""
    present = [process for process in processes.living() if process.group == group]
    if any(process.pid == group and process.started != started for process in present):
        return []
    return present


def wait_for_group(group: int, started: str, patience: float) -> None:
    deadline = time.monotonic() + patience
    while members(group, started):
        if time.monotonic() > deadline:
            signal_group(group, signal.SIGKILL)
        time.sleep(0.05)
