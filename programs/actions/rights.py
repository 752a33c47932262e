"""The customer's contracts and licences, and the rows they bring to its drafts."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from icv_portal.accounts.models import Membership
from programs.actions.rows import add_missing_fixed_rows, remove_rows
from programs.models import Program, SubsoilRight
from programs.permissions import require_writable


@transaction.atomic
def add_subsoil_right(
    program_id: uuid.UUID, *, kind: str, number: str, signed_on: date, by: Membership, at: datetime
) -> SubsoilRight:
    """A contract or licence of the customer; every draft of the customer gets its share row."""
    program, drafts = _lock_drafts_beside(program_id)
    require_writable(program, by)
    right = SubsoilRight(customer=program.customer, kind=kind, number=number.strip(), signed_on=signed_on)
    right.full_clean()
    right.save_by(by, reason="added", at=at)
    for draft in drafts:
        add_missing_fixed_rows(draft, by=by, at=at)
    return right


@transaction.atomic
def end_subsoil_right(
    program_id: uuid.UUID, right_id: uuid.UUID, *, ended_on: date, by: Membership, at: datetime
) -> None:
    """A contract or licence that is over: its rows leave the drafts, their history stays."""
    program, drafts = _lock_drafts_beside(program_id)
    require_writable(program, by)
    right = program.customer.subsoil_rights.get(pk=right_id)
    right.ended_on = ended_on
    right.save_by(by, reason="ended", at=at)
    for draft in drafts:
        _remove_rows_of(right, draft, by=by, at=at)


def _remove_rows_of(right: SubsoilRight, program: Program, *, by: Membership, at: datetime) -> None:
    """Counts as a save of each section, so that somebody who is still typing in these rows learns that they went."""
    for state in program.sections.all():
        rows = {str(row.pk): row for row in program.rows.of_section(state.section).filter(right=right)}
        if rows:
            state.count_save(by, at)
            remove_rows(rows, rows, state=state, by=by, at=at)


def _lock_drafts_beside(program_id: uuid.UUID) -> tuple[Program, Collection[Program]]:
    """The program and all drafts of its customer that are being written.

    Locked in one order, so that two such changes wait, never block.
    """
    customer = Program.objects.values_list("customer", flat=True).get(pk=program_id)
    drafts = Program.objects.filter(customer=customer, locked_at=None, ready_at=None)
    locked = list(drafts.select_for_update(of=("self",)).select_related("customer").order_by("pk"))
    return Program.objects.lock(program_id), locked
