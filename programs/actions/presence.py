"""Telling that somebody has a section of a draft open."""

from datetime import datetime

from icv_portal.accounts.models import Membership
from programs.models import Presence, Program


def be_present(program: Program, section: str, *, cell: str, by: Membership, at: datetime) -> None:
    """One statement: where each person was seen last is all that is kept."""
    Presence.objects.bulk_create(
        [Presence(program=program, membership=by, section=section, cell=cell, seen_at=at)],
        update_conflicts=True,
        unique_fields=["program", "membership"],
        update_fields=["section", "cell", "seen_at"],
    )
