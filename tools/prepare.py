"""Brings database and static files up to date in one process, since starting Django is half the time.

python -m tools.prepare [--database] [--static] [--demo SIGN-INS-FILE]
"""

import argparse
from pathlib import Path

import django
from django.core.management import call_command

from tools.devkit.progress import step

# Of Bootstrap the pages use one style sheet; compressing the others and their maps takes ten seconds.
UNUSED = ["bootstrap-*", "*.rtl.*", "bootstrap.css*"]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--database", action="store_true", help="apply the migrations that are missing")
    arguments.add_argument("--static", action="store_true", help="collect the static files")
    arguments.add_argument("--demo", type=Path, help="load demo data into an empty database, write the sign-ins there")
    wanted = arguments.parse_args()
    django.setup()
    if wanted.database:
        migrate()
    if wanted.static:
        collect_static_files()
    if wanted.demo:
        load_demo(wanted.demo)


def migrate() -> None:
    """Apply what is missing; `migrate` itself is left out when nothing is, it takes a second all the same."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with step("database") as progress:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            call_command("migrate", interactive=False, verbosity=0)
        progress.note = f"{len(plan)} migrations applied" if plan else "up to date"


def collect_static_files() -> None:
    with step("static files"):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)


def load_demo(sign_ins: Path) -> None:
    """The sign-ins are written only where the demo's people are: nobody else has their password."""
    from django.conf import settings

    from icv_portal.demo.loading import is_loaded

    with step("demo data") as progress:
        if settings.ALLOW_DEMO:
            call_command("load_demo", "--if-empty", verbosity=0)
        with sign_ins.open("w") as file:
            if settings.ALLOW_DEMO and is_loaded():
                call_command("load_demo", "--show", stdout=file)
            else:
                progress.note = "none here"


if __name__ == "__main__":
    main()
