"""manage.py load_demo: fictional organisations, people and programs in every state, through the actions alone."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from icv_portal.demo.loading import DatabaseNotEmpty, load
from icv_portal.demo.people import DEMO_PASSWORD, SignIn, sign_ins

HEADINGS = SignIn("Role", "E-mail", "Organisation")


class Command(BaseCommand):
    help = "Load the demo into an empty database and print its sign-ins. Refused where ALLOW_DEMO=0."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are people already")
        parser.add_argument("--show", action="store_true", help="only print the sign-ins")

    def handle(self, *args: Any, if_empty: bool, show: bool, verbosity: int, **options: Any) -> None:
        if not settings.ALLOW_DEMO:
            raise CommandError("The demo is not allowed on this installation (ALLOW_DEMO=0): its password is public.")
        if not show:
            try:
                load(at=timezone.now())
            except DatabaseNotEmpty as reason:
                if not if_empty:
                    raise CommandError(
                        "There are people in the database: the demo loads only into an empty one."
                    ) from reason
                if verbosity:
                    self.stdout.write("There are people in the database already: nothing was loaded.")
                return
        if verbosity:
            self.stdout.write(sign_in_table())


def sign_in_table() -> str:
    rows = [HEADINGS, *sign_ins()]
    widths = [max(len(row.role) for row in rows), max(len(row.email) for row in rows)]
    lines = [f"{row.role:<{widths[0]}}  {row.email:<{widths[1]}}  {row.organization}" for row in rows]
    rule = "-" * max(map(len, lines))
    return "\n".join([lines[0], rule, *lines[1:], rule, f"Password of everybody (demo only): {DEMO_PASSWORD}"])
