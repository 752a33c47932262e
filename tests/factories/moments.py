"""Moments in Kazakhstan's time, written out in the tests that need them."""

from datetime import datetime
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")


def moment(day: str, clock: str = "10:00") -> datetime:
    """moment("2026-09-07", "18:31")"""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ALMATY)


OPENED_AT = moment("2026-09-07")
"""A Monday in the year before the programs of `tests/programs/rules/contents.py` begin."""
