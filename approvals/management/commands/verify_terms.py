"""Compute every term ever set again from its stored facts, and name those that come out otherwise."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from approvals.term_verification import in_words, verify_terms

TOLD_EVERY = 10_000


class Command(BaseCommand):
    help = "Computes every term ever set again from its stored facts; exit code 1 when a date comes out otherwise."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify_terms(_progress)
        self.stdout.write(
            f"Terms: {found.terms}, earlier dates: {found.earlier_dates}, different: {found.different}; "
            f"by the calendar of their time: {found.by_an_earlier_calendar}, "
            f"without the calendar of a year: {found.without_calendar}"
        )
        for one in found.told:
            self.stdout.write(in_words(one))
        if found.different:
            raise CommandError(f"{found.different} come out otherwise.")


def _progress(done: int) -> None:
    if done % TOLD_EVERY == 0:
        print(f"{done} dates computed again", file=sys.stderr, flush=True)
