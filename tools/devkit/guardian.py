"""Ends what a supervisor that was killed with -9 left running.

The kernel asks each program to stop as soon as its supervisor is gone, but not every program listens: a worker, for
one, may be busy looking for a Redis that has just stopped, too. The guardian sleeps on a pipe that the supervisor
holds open, wakes when it closes, gives the programs a moment, and kills the rest.

    python3 -m tools.devkit.guardian RECORDS
"""

import subprocess
import sys
from pathlib import Path

from .places import ROOT
from .programs import end_orphans


def post(records: Path) -> subprocess.Popen[bytes]:
    """Start the guardian; it ends by itself once its standard input is closed and nothing is left."""
    return subprocess.Popen(
        [sys.executable, "-m", "tools.devkit.guardian", str(records)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def dismiss(guardian: subprocess.Popen[bytes]) -> None:
    assert guardian.stdin is not None
    guardian.stdin.close()
    guardian.wait()


def main(records: str) -> None:
    sys.stdin.buffer.read()
    end_orphans(Path(records))


if __name__ == "__main__":
    main(*sys.argv[1:])
