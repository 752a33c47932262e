"""What auditors and administrators are alarmed about: chains of the journal that are not as they were written."""

from dataclasses import dataclass
from datetime import datetime

from icv_portal.journal.models import Seal


@dataclass(frozen=True)
class JournalAlarm:
    """`broken`: {"chain", "number", "what"} as the last night found them; `verified_at` is None before the first."""

    broken: tuple[dict[str, object], ...]
    verified_at: datetime | None

    def __bool__(self) -> bool:
        return bool(self.broken)


def journal_alarm() -> JournalAlarm:
    """One query."""
    last = Seal.objects.defer("heads").latest_one()
    return JournalAlarm(tuple(last.broken), last.sealed_at) if last else JournalAlarm((), None)
