"""The portal and the floor app, each on a web server of the kind that `make run` starts."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench.databases import url_of
from tools.devkit import portal, ports, programs
from tools.devkit.progress import Failure

PORTAL_SETTINGS = "tools.bench.portal_settings"
FLOOR_SETTINGS = "tools.bench.floor.settings"
PATIENCE = 30.0  # seconds until a server must answer


def environment(settings: str, database: str, port: int = 0) -> dict[str, str]:
    chosen = {"DJANGO_SETTINGS_MODULE": settings, "DATABASE_URL": url_of(database), "DEBUG": "0"}
    return {**os.environ, **chosen, "BASE_URL": portal.address(port)}


@contextmanager
def serving(settings: str, database: str) -> Iterator[int]:
    """The port on which an application answers, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="icv-bench-") as directory:
        place, port = Path(directory), ports.any_free()
        web = portal.web(environment(settings, database, port), port, place)
        process = programs.start(web, place)
        try:
            _wait_until_it_answers(port, place / "web.log")
            yield port
        finally:
            programs.stop(process, web)


def _wait_until_it_answers(port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not portal.answers(port):
        if time.monotonic() > deadline:
            raise Failure(f"The web server does not answer:\n{log.read_text()}")
        time.sleep(0.1)
