"""`make test`: checks and tests, with a PostgreSQL and a Redis of their own."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import commands, portal, preparation, services, system_libraries
from .checks import Check
from .locks import Lock
from .places import VAR
from .progress import Failure, say
from .run import interrupt_on_signals

MOST_AT_ONCE = 16


@dataclass(frozen=True)
class Outcome:
    """How one check ended, after how many seconds; `closing` is the last line pytest printed."""

    check: Check
    passed: bool
    seconds: float
    closing: str


def run_checks(checks: list[Check]) -> int:
    """Run them all, even after one fails; 0 when all passed."""
    interrupt_on_signals()
    with testing_environment() as environment:
        preparation.collect_static_files(environment)
        outcomes = [outcome(check, environment) for check in checks]
    say(heading("summary"))
    for each in outcomes:
        say(f"  {each.check.name:<28}{'passed' if each.passed else 'FAILED':<8}{each.seconds:7.1f} s  {each.closing}")
    return 0 if all(each.passed for each in outcomes) else 1


def run_command(command: list[str], *, with_pages: bool = False) -> int:
    """Run any command against the services for tests; `with_pages` makes what pages need as well."""
    interrupt_on_signals()
    with testing_environment() as environment:
        if with_pages:
            preparation.collect_static_files(environment)
        return commands.run_interactively(command, env=environment)


@contextmanager
def testing_environment() -> Iterator[dict[str, str]]:
    """Everything installed, and services started that nobody else uses; yields the environment for commands."""
    preparation.prepare(system_libraries.TESTS)
    lock, place = free_place()
    with services.supervised(services.Directory(place, place / "log")) as (directory, supervisor):
        used = services.start(directory, supervisor, are_for_tests=True)
        yield portal.environment(used, port=8000) | {"CHROMIUM": system_libraries.browser() or ""}
    lock.give_back()


def free_place() -> tuple[Lock, Path]:
    """The first directory for tests that no other command uses now; its databases are found again next time."""
    for number in range(1, MOST_AT_ONCE + 1):
        place = VAR / "test" / str(number)
        lock = Lock(place / "lock")
        if lock.take():
            return lock, place
    raise Failure(f"{MOST_AT_ONCE} test runs are under way already.")


def heading(name: str) -> str:
    return f"\n== {name} {'=' * (72 - len(name))}"


def outcome(check: Check, environment: dict[str, str]) -> Outcome:
    say(heading(check.name))
    began = time.monotonic()
    code, last = commands.run_and_listen(check.command, environment | check.environment)
    passed = code == 0 and not (check.is_pytest and skipping_counts_as_failing() and re.search(r"\d+ skipped", last))
    return Outcome(check, passed, time.monotonic() - began, last.strip("= ") if check.is_pytest else "")


def skipping_counts_as_failing() -> bool:
    return os.environ.get("CI") == "true"
