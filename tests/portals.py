"""The real web server and worker for tests, on a free port, with a queue of their own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.devkit import portal, ports, redis
from tools.devkit.services import Services
from tools.devkit.supervisor import Supervisor


@dataclass(frozen=True)
class RunningPortal:
    """A portal that answers at `address`; what it says is in `logs`."""

    address: str
    logs: Path
    supervisor: Supervisor

    def pid(self, name: str) -> int:
        """The process of `web`, `worker` or `redis`, to be killed by a test."""
        return next(child.process.pid for child in self.supervisor.children() if child.program.name == name)


@contextmanager
def portal_server(database_url: str, directory: Path) -> Iterator[RunningPortal]:
    """Start a portal on the database, with its files in `directory`; stopped at the end, nothing is left behind."""
    supervisor = Supervisor(directory / "run")
    # pytest's own directories are too deep for a socket, whose address may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="icv-", dir="/tmp") as sockets:
        try:
            queue = redis.server(directory, Path(sockets), directory / "redis.log", is_for_tests=True)
            supervisor.start(queue.program())
            supervisor.wait_until(queue.is_ready, "redis")
            port = ports.any_free()
            found = portal.environment(Services(database_url, queue.url), port)
            places = {"MEDIA_ROOT": str(directory / "documents"), "MAIL_FOLDER": str(directory / "mail")}
            # a test may tell the portal by X-Forwarded-For which computer it sits at
            environment = found | {"BASE_URL": portal.address(port), "TRUSTED_PROXIES": "1"} | places
            supervisor.start(portal.web(environment, port, directory), portal.worker(environment, directory))
            supervisor.wait_until(lambda: portal.answers(port), "web")
            yield RunningPortal(portal.address(port), directory, supervisor)
        finally:
            supervisor.stop()
