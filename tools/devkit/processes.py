"""The machine's processes, as far as we need to recognise our own among them."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    pid: int
    group: int
    started: str  # in the machine's own notation: only ever compared
    command: str


def living() -> list[Process]:
    """All processes that still run, without zombies."""
    return from_proc() if sys.platform == "linux" else from_ps()


def find(pid: int) -> Process | None:
    return next((process for process in living() if process.pid == pid), None)


def from_proc() -> list[Process]:
    found = []
    for directory in Path("/proc").iterdir():
        if not directory.name.isdigit():
            continue
        try:
            # The name in parentheses may hold spaces: count the fields from after it.
            fields = (directory / "stat").read_text().rpartition(")")[2].split()
            words = (directory / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it ended while we looked
        state, group, started = fields[0], int(fields[2]), fields[19]
        if state not in "ZX":
            found.append(Process(int(directory.name), group, started, words.strip()))
    return found


def from_ps() -> list[Process]:
    lines = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,pgid=,state=,lstart=,command="],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout.splitlines()
    found = []
    for line in lines:
        pid, group, state, *moment_and_command = line.split(None, 8)
        started, command = " ".join(moment_and_command[:5]), moment_and_command[5:]
        if not state.startswith("Z"):
            found.append(Process(int(pid), int(group), started, "".join(command)))
    return found
