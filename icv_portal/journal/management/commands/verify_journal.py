"""Check every chain of the journal and name the first broken entry of each broken one."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from icv_portal.journal import sealing
from icv_portal.journal.verification import Broken, verify

TOLD_EVERY = 10_000


class Command(BaseCommand):
    help = "Checks every chain of the journal against its hashes and the seals; exit code 1 when one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write-seal", action="store_true", help="seal what was found, as is done every night")
        parser.add_argument("--against", metavar="LINE", default="", help="the line of a seal that was kept elsewhere")

    def handle(self, *args: Any, write_seal: bool, against: str, **options: Any) -> None:
        self._told = 0
        if write_seal:
            _seal, verified = sealing.seal(at=timezone.now(), progress=self._progress)
        else:
            verified = verify(self._progress)
        broken = [*verified.broken, *self._kept_elsewhere(against)]
        self.stdout.write(f"Chains: {verified.chains}, entries: {verified.entries}, broken: {len(broken)}")
        if line := sealing.last_line():
            self.stdout.write(line)
        for one in broken:
            self.stdout.write(f"{one}.")
        if broken:
            raise CommandError(f"{broken[0]}.")

    def _kept_elsewhere(self, line: str) -> list[Broken]:
        if not line:
            return []
        try:
            found = sealing.differs(line)
        except ValueError as no_line:
            raise CommandError(f"This is not the line of a seal: {no_line}") from no_line
        return [found] if found else []

    def _progress(self, entries: int) -> None:
        if entries >= self._told + TOLD_EVERY:
            self._told = entries
            print(f"{entries} entries checked", file=sys.stderr, flush=True)
