"""Running a command to its end, showing its output only when it fails."""

import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .places import ROOT
from .progress import Failure
from .tether import tied

LINES_SHOWN = 40
running: set[subprocess.Popen[str]] = set()


def environment(**extra: str) -> dict[str, str]:
    """The environment for our commands, without what another Python environment may have left in it."""
    # Compiled files are wanted: without them every start compiles all of Django anew.
    left_out = {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in left_out} | extra


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """The output of `command`; raises Failure with its last lines when it exits with anything but 0."""
    words = [str(word) for word in command]
    process = subprocess.Popen(
        tied(words),
        cwd=cwd,
        env=environment() if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running.add(process)
    try:
        output, _ = process.communicate()
    finally:
        running.discard(process)
    if process.returncode != 0:
        tail = "\n".join(output.splitlines()[-LINES_SHOWN:])
        raise Failure(f"{shlex.join(words)}\nexited with {process.returncode}:\n{tail}")
    return output


def stop_all() -> None:
    """Stop the commands that other threads are still waiting for."""
    for process in list(running):
        process.terminate()


def run_shown(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path = ROOT) -> int:
    """The exit code of `command`, which writes to the screen itself."""
    process = subprocess.Popen(tied([str(word) for word in command]), cwd=cwd, env=dict(env))
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
