"""`make run`: the whole portal on this machine, until Ctrl-C."""

import signal
import time
from types import FrameType

from . import portal, ports, preparation, services, stamps, system_libraries
from .commands import run_shown
from .follow import Follower
from .locks import Lock, only_one
from .places import LOGS, PYTHON, STATIC, VAR
from .progress import Failure, say
from .supervisor import Supervisor

SIGN_INS = VAR / "run/sign-ins.txt"


def run(port: int) -> int:
    """Start everything, tell the address and the sign-ins, look after it; 0 after a wished end."""
    began = time.monotonic()
    interrupt_on_signals()
    lock = only_one(VAR / "run.lock", "The portal")
    directory = services.Directory(VAR, LOGS)
    supervisor = Supervisor(directory.records)
    try:
        directory.clear()
        start(port, directory, supervisor, lock, began)
        supervisor.watch()
    except KeyboardInterrupt:
        say("\nstopping ...")
    finally:
        supervisor.stop()
        directory.remove_sockets()
        lock.give_back()
    say("stopped")
    return 0


def start(wanted: int, directory: services.Directory, supervisor: Supervisor, lock: Lock, began: float) -> None:
    preparation.prepare(system_libraries.PORTAL)
    used = services.start(directory, supervisor)
    port = ports.first_free(wanted)
    environment = portal.environment(used, port)
    fill_database(environment)
    programs = [
        portal.web(environment, port),
        portal.worker(environment),
        portal.beat(environment, directory.path / "beat/schedule"),
    ]
    Follower(programs).start()
    supervisor.start(*programs)
    supervisor.wait_until(lambda: portal.answers(port), "web")
    lock.tell(portal.address(port))
    greet(wanted, port, time.monotonic() - began)


def fill_database(environment: dict[str, str]) -> None:
    """Migrate, collect the static files if they changed, load demo data into an empty database."""
    static_files = preparation.digest_of_static_files()
    is_current = stamps.is_current(STATIC, static_files)
    static = [] if is_current else ["--static"]
    if run_shown([PYTHON, "-m", "tools.prepare", "--database", *static, "--demo", SIGN_INS], env=environment) != 0:
        raise Failure("The database could not be prepared; what is above tells why.")
    stamps.mark(STATIC, static_files)


def greet(wanted: int, port: int, seconds: float) -> None:
    if port != wanted:
        say(f"\nPort {wanted} is taken.")
    say(f"\nThe portal is at {portal.address(port)} (started in {seconds:.1f} s); Ctrl-C stops it.\n")
    say(SIGN_INS.read_text())


def interrupt_on_signals() -> None:
    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
