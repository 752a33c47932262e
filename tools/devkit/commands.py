"""Running a command to its end: quietly, on the screen, or listened to."""

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from .places import ROOT
from .progress import Failure
from .tether import tied

LINES_SHOWN = 40
PATIENCE = 10.0  # seconds an interrupted command may take to clean up

Words = Sequence[str | Path]
running: set[subprocess.Popen[str]] = set()


def environment(**extra: str) -> dict[str, str]:
    """The environment for our commands, without what another Python environment may have left in it."""
    # Compiled files are wanted: without them every start compiles all of Django anew.
    left_out = {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in left_out} | extra


@contextmanager
def started(command: Words, env: Mapping[str, str], output: int | None) -> Iterator[subprocess.Popen[str]]:
    """A running command in a session of its own: Ctrl-C reaches us alone, and we pass it on once."""
    process = subprocess.Popen(
        tied([str(word) for word in command]),
        cwd=ROOT,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    running.add(process)
    try:
        with process:
            try:
                yield process
            except BaseException:
                interrupt(process)
                raise
    finally:
        running.discard(process)


def interrupt(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=PATIENCE)
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def at_the_same_time(*jobs: Callable[[], object]) -> None:
    """Do all of them; when one fails or we are interrupted, the commands of the others are interrupted, too."""
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(job) for job in jobs]
        try:
            for future in futures:
                future.result()
        except BaseException:
            for process in list(running):
                process.send_signal(signal.SIGINT)
            raise


def run(command: Words, *, env: Mapping[str, str] | None = None) -> None:
    """Run it quietly; raises Failure with its last lines when it exits with anything but 0."""
    with started(command, environment() if env is None else env, subprocess.PIPE) as process:
        output, _ = process.communicate()
    if process.returncode != 0:
        tail = "\n".join(output.splitlines()[-LINES_SHOWN:])
        raise Failure(f"{shlex.join(map(str, command))}\nexited with {process.returncode}:\n{tail}")


def run_shown(command: Words, *, env: Mapping[str, str]) -> int:
    """The exit code of a command that writes to the screen itself."""
    with started(command, env, None) as process:
        return process.wait()


def run_and_listen(command: Words, env: Mapping[str, str]) -> tuple[int, str]:
    """The exit code and the last line of what the command wrote; all of it is shown as it comes."""
    last = ""
    with started(command, env, subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            last = line.strip() or last
    return process.returncode, last


def run_interactively(command: Words, *, env: Mapping[str, str]) -> int:
    """The exit code of a command that has the keyboard."""
    with subprocess.Popen(tied([str(word) for word in command]), env=dict(env)) as process:
        return process.wait()
