"""The verbs of tools/dev.py, one for every target of the Makefile, and two for daily work."""

import argparse
import os
import shutil
import signal

from . import backups, checks, commands, locks, run, testing, tether
from .places import NODE_MODULES, PACKAGES_LOCK, PRODUCTION_LOCK, PYTHON, ROOT, VAR, VENV
from .progress import Failure, say

FOR_PRODUCTION = ("--no-default-groups", "--group", "build")
HELP = {
    "run": "start the portal",
    "test": "all checks and tests, or the tests that are named",
    "soak": "the long forms of the tests",
    "bench": "measure speed against the floor",
    "screenshots": "take the pictures of the README anew, and those of every page",
    "backup": "write a backup of database and documents below a folder",
    "restore": "restore a backup into an empty database",
    "messages": "collect the strings to translate",
    "lock": "resolve the dependencies anew",
    "clean": "remove everything that was generated",
    "exec": "run a command against the services for tests",
    "manage": "run a command of manage.py against the services for tests",
}


def main(words: list[str]) -> int:
    """The exit code of the verb that `words` begin with."""
    if "MAKELEVEL" in os.environ:
        tether.die_with(os.getppid(), signal.SIGTERM)  # make was killed: stop as if it had been Ctrl-C
    wanted, rest = parse(words)
    try:
        return perform(wanted, rest)
    except Failure as failure:
        say(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        return 130


def parse(words: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(prog="tools/dev.py", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, text in HELP.items():
        sub = verbs.add_parser(verb, help=text, add_help=verb == "run")
        if verb == "run":
            sub.add_argument("--port", type=int, default=8000, help="the first port that is tried")
    wanted, rest = parser.parse_known_args(words)
    if wanted.verb == "run" and rest:
        parser.error(f"unknown: {' '.join(rest)}")
    return wanted, rest


def perform(wanted: argparse.Namespace, rest: list[str]) -> int:
    match wanted.verb:
        case "run":
            return run.run(wanted.port)
        case "test":
            return testing.run_checks(checks.some_tests(rest) if rest else checks.ALL)
        case "soak":
            return testing.run_checks(checks.long_tests(rest))
        case "bench":
            return testing.run_command([str(PYTHON), "-m", "tools.bench", *rest], with_pages=True)
        case "screenshots":
            return testing.run_command([str(PYTHON), "-m", "tools.screenshots", *rest], with_pages=True)
        case "backup":
            return backups.backup(rest)
        case "restore":
            return backups.restore(rest)
        case "messages":
            return testing.run_command([str(PYTHON), "-m", "tools.catalogue", "extract", *rest])
        case "exec":
            return testing.run_command(rest[rest[:1] == ["--"] :])
        case "manage":
            return testing.run_command([str(PYTHON), "manage.py", *rest])
        case "lock":
            return lock()
    return clean()


def lock() -> int:
    """Write the locks anew, with hashes and without addresses; the one for production lacks what developers use."""
    export = ["export", "--format", "requirements-txt", "--no-emit-project", "--quiet", "--no-header"]
    commands.run([VENV / "bin/uv", *export, "--upgrade", "--all-groups", "--output-file", PACKAGES_LOCK])
    commands.run([VENV / "bin/uv", *export, "--frozen", *FOR_PRODUCTION, "--output-file", PRODUCTION_LOCK])
    return 0


def clean() -> int:
    held = locks.only_one(VAR / "run.lock", "The portal")
    for link in (VAR / "outside", *VAR.glob("test/*/outside")):
        if link.is_symlink():
            shutil.rmtree(link.resolve(), ignore_errors=True)
    for directory in (VAR, VENV, NODE_MODULES):
        shutil.rmtree(directory, ignore_errors=True)
    for compiled in (ROOT / "icv_portal").rglob("*.mo"):
        compiled.unlink()
    held.give_back()
    return 0
