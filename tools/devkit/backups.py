"""`make backup` and `make restore`: for the portal that DATABASE_URL names, or for the one in this checkout."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import commands, environment, portal, services
from .locks import Lock
from .places import DATA, LOGS, PYTHON, ROOT
from .postgres import url_of_sockets
from .progress import Failure
from .run import interrupt_on_signals
from .services import Services

FOLDER = ROOT / "backups"
"""Not in var/, which `make clean` removes."""


def backup(words: list[str]) -> int:
    """Write a backup below the given folder; the portal may run meanwhile."""
    folder = Path(words[0]) if words else FOLDER
    return perform("make", folder, may_run=True)


def restore(words: list[str]) -> int:
    """Restore the given backup; the portal must not run."""
    if not words:
        raise Failure("Say which backup: make restore FROM=backups/2027-01-31T02-00-00Z")
    return perform("restore", Path(words[0]), may_run=False)


def perform(act: str, folder: Path, *, may_run: bool) -> int:
    interrupt_on_signals()
    environment.prepare()
    with services_in_use(may_run=may_run) as used:
        settings = portal.environment(used, port=8000)
        return commands.run_shown([PYTHON, "-m", "tools.backup", act, folder.resolve()], env=settings)


@contextmanager
def services_in_use(*, may_run: bool) -> Iterator[Services]:
    """Those of the environment, those of the portal that runs here, or our own, started for the purpose."""
    if database_url := os.environ.get("DATABASE_URL"):
        yield Services(database_url, os.environ.get("REDIS_URL", ""))
        return
    lock, directory = Lock(DATA / "run.lock"), services.Directory(DATA, LOGS)
    if lock.take():
        with services.supervised(directory) as (_directory, supervisor):
            yield services.start(directory, supervisor)
        lock.give_back()
    elif may_run:
        yield Services(url_of_sockets(Path(directory.note_of_sockets.read_text())), "")
    else:
        raise Failure(f"The portal runs at {lock.told()}: stop it first, nothing is restored under its feet.")
