"""Starts a command that ends when its parent ends, as another user if need be.

    python3 -IS tether.py PARENT-PID SIGNAL USER COMMAND...

A supervisor that is killed with -9 cannot stop its children; on Linux the kernel does it for us. This is a program of
its own because the request must be made between fork and exec, after giving up root (which would undo it), and because
code that runs there inside a process with threads can hang.
"""

import ctypes
import os
import pwd
import signal
import sys
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1
SAME_USER = "-"


def tied(command: Sequence[str], *, stop_signal: int = signal.SIGTERM, user: str = SAME_USER) -> list[str]:
    """The words that run `command` tied to this process; the thread that starts them must live as long as they do."""
    return [sys.executable, "-IS", __file__, str(os.getpid()), str(int(stop_signal)), user, *command]


def die_with(parent: int, stop_signal: int) -> None:
    """Have `stop_signal` sent to this process when its parent ends (Linux only; elsewhere the next start cleans up)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, stop_signal)
    if os.getppid() != parent:  # it ended before we could ask
        os.kill(os.getpid(), signal.SIGKILL)


def become(name: str) -> None:
    person = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(person.pw_gid)
    os.setuid(person.pw_uid)


def main(parent: str, stop_signal: str, user: str, *command: str) -> None:
    if user != SAME_USER:
        become(user)
    die_with(int(parent), int(stop_signal))
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
