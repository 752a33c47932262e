"""The whole run: patterns once, then for each number of programs a database, a server and every line."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command

from tools.bench import bulk, databases, floor_database, patterns, sweeps, table
from tools.bench.lines import LINES
from tools.bench.measuring import Measured, measure
from tools.bench.servers import PORTAL_SETTINGS, serving
from tools.devkit.progress import Failure, say, step


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench")
    parser.add_argument("--programs", default="1000,100000", help="how many, one measurement each, ascending")
    sizes = [int(size) for size in parser.parse_args().programs.split(",")]
    try:
        run(sizes)
    except Failure as failure:
        say(f"\n{failure}")
        return 1
    return 0


def run(sizes: list[int]) -> None:
    smaller: dict[str, Measured] = {}
    over: list[str] = []
    with databases.scratch("patterns") as base, floor_database.served() as floor_port:
        cast, kinds = make_patterns(base)
        for size in sizes:
            with filled(base, size, cast, kinds) as database:
                with serving(PORTAL_SETTINGS, database) as portal_port:
                    say(table.heading(size, bulk.history_rows(database)))
                    for line in LINES:
                        measured = measure(line, cast, portal_port, floor_port)
                        excesses = measured.excesses(smaller.get(line.what))
                        say(table.row(measured, excesses))
                        over += [f"{line.what} with {size:,} programs: {', '.join(excesses)}"] * bool(excesses)
                        smaller.setdefault(line.what, measured)
                if size == max(sizes):
                    over += sweep_of_reminders(database)
    say(table.verdict(over))


def sweep_of_reminders(database: str) -> list[str]:
    with step("a million open terms"):
        lines, over = sweeps.measure(database)
    for line in lines:
        say(line)
    return over


def make_patterns(base: str) -> tuple[patterns.Cast, list[patterns.Pattern]]:
    databases.use(base)
    with step("programs of each kind"):
        call_command("migrate", verbosity=0, skip_checks=True)
        cast = patterns.make_cast()
        return cast, patterns.make_patterns(cast)


@contextmanager
def filled(base: str, size: int, cast: patterns.Cast, kinds: list[patterns.Pattern]) -> Iterator[str]:
    databases.leave()
    with databases.scratch(str(size), template=base) as database:
        databases.use(database)
        with step(f"{size:,} programs"):
            bulk.fill(database, cast, kinds, programs=size)
        yield database
        databases.leave()
