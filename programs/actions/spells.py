"""Spells of typing: what one person types into one row in one go is one change in the row's history."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from icv_portal.accounts.models import Membership
from icv_portal.accounts.models.audited import told_of_many
from programs.models import Program, Row

SPELL = timedelta(minutes=30)
"""Nobody typing in a row for so long ends the spell."""
AT_ONCE = 200
DATE = "_history_date"
"""Where the history looks for the moment of a row's change."""


def end_spells(rows: Iterable[Row]) -> None:
    """Write into the history what was typed into these rows. Inside the transaction that has locked their program."""
    typed: dict[uuid.UUID, list[Row]] = defaultdict(list)
    for row in rows:
        if row.unrecorded_by_id is not None and row.unrecorded_at is not None:
            vars(row)[DATE] = row.unrecorded_at
            typed[row.unrecorded_by_id].append(row)
    writers = Membership.objects.select_related("user").in_bulk(typed) if typed else {}
    for by_id, theirs in typed.items():
        told = told_of_many(writers[by_id], reason="typed", at=vars(theirs[-1])[DATE])
        Row.history.bulk_history_create(theirs, update=True, **told)
    ended = [row for theirs in typed.values() for row in theirs]
    for row in ended:
        row.unrecorded_by = row.unrecorded_at = None
        del vars(row)[DATE]
    if ended:
        Row.objects.bulk_update(ended, ["unrecorded_by", "unrecorded_at"])


def end_spells_of(program: Program) -> None:
    """Before the program's rows leave the customer's hands. Inside the transaction that has locked it."""
    end_spells(row for row in program.rows.all() if row.unrecorded_at is not None)


def end_old_spells(at: datetime) -> int:
    """Those in which nobody has typed for a while; how many. A program somebody is changing just now waits."""
    old = Row.objects.filter(unrecorded_at__lte=at - SPELL)
    ended = 0
    for program_id in old.order_by().values_list("program", flat=True).distinct()[:AT_ONCE]:
        with transaction.atomic():
            if not Program.objects.select_for_update(skip_locked=True).filter(pk=program_id).exists():
                continue
            rows = list(old.filter(program=program_id))
            end_spells(rows)
            ended += len(rows)
    return ended
