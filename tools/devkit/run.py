"""`make run`: the whole portal on this machine, until Ctrl-C."""

import os
import signal
import time
from types import FrameType

from . import portal, ports, preparation, services, system_libraries
from .commands import at_the_same_time, run_shown
from .follow import Follower
from .locks import only_one
from .places import DATA, LOGS, PYTHON
from .progress import Failure, say
from .supervisor import Supervisor

SIGN_INS = DATA / "run/sign-ins.txt"


def run(wanted: int) -> int:
    """Start everything, tell the address and the sign-ins, look after it; 0 after a wished end."""
    began = time.monotonic()
    interrupt_on_signals()
    lock = only_one(DATA / "run.lock", "The portal")
    with Follower() as follower, services.supervised(services.Directory(DATA, LOGS)) as (directory, supervisor):
        try:
            port = start(wanted, directory, supervisor, follower)
            lock.tell(portal.address(port))
            greet(wanted, port, time.monotonic() - began)
            supervisor.watch()
        except KeyboardInterrupt:
            say("\nstopping ...")
    say("stopped")
    return 0


def start(wanted: int, directory: services.Directory, supervisor: Supervisor, follower: Follower) -> int:
    """The port at which the portal answers, `wanted` or the next free one."""
    preparation.prepare(system_libraries.PORTAL)
    used = services.start(directory, supervisor)
    port = ports.first_free(wanted)
    environment = portal.environment(used, port)
    at_the_same_time(lambda: preparation.collect_static_files(environment), lambda: fill_database(environment))
    web, worker = portal.web(environment, port), portal.worker(environment)
    beat = portal.beat(environment, directory.path / "beat/schedule")
    follower.follow([web, worker, beat])
    supervisor.start(web)
    supervisor.wait_until(lambda: portal.answers(port), "web")
    supervisor.start(worker, beat)  # afterwards: a person waits for the pages only
    return port


def fill_database(settings: dict[str, str]) -> None:
    """Migrate, and load demo data into an empty database."""
    if run_shown([PYTHON, "-m", "tools.prepare", "--database", "--demo", SIGN_INS], env=settings) != 0:
        raise Failure("The database could not be prepared; what is above tells why.")


def greet(wanted: int, port: int, seconds: float) -> None:
    if port != wanted:
        say(f"\nPort {wanted} is taken.")
    say(f"\nThe portal is at {portal.address(port)} (started in {seconds:.1f} s); Ctrl-C stops it.")
    if not os.environ.get("EMAIL_HOST"):
        say(f"Its e-mails are at {portal.address(port)}/mail/")
    say()
    say(SIGN_INS.read_text())


def interrupt_on_signals() -> None:
    """Any wish to end comes as KeyboardInterrupt."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
