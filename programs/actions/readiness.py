"""Inside the company, before it submits: the text stands still while the signatory reads it.

Called by the actions of `approvals`, which know the state and tell people. The program's row is locked.
"""

from datetime import datetime

from icv_portal.accounts.models import Membership
from programs.actions.rows import add_missing_fixed_rows
from programs.actions.spells import end_spells_of
from programs.models import Program

READINESS = ["ready_at", "ready_by", "returned_at", "returned_by", "return_note"]


def stand_ready(program: Program, *, by: Membership, at: datetime) -> None:
    """Nobody types from now on; what a signatory noted before is answered by this."""
    end_spells_of(program)
    forget_readiness(program)
    program.ready_at, program.ready_by = at, by
    program.save_by(by, reason="ready for signature", at=at, update_fields=READINESS)


def take_ready_back(program: Program, *, by: Membership, at: datetime) -> None:
    """The drafters write on, with rows for rights entered meanwhile."""
    forget_readiness(program)
    program.save_by(by, reason="ready taken back", at=at, update_fields=READINESS)
    add_missing_fixed_rows(program, by=None, at=at)


def return_with_note(program: Program, note: str, *, by: Membership, at: datetime) -> None:
    """The drafters write on by the signatory's note, which stays in sight until the text is ready again."""
    forget_readiness(program)
    program.returned_at, program.returned_by, program.return_note = at, by, note
    program.save_by(by, reason="returned by the signatory", at=at, update_fields=READINESS)
    add_missing_fixed_rows(program, by=None, at=at)


def forget_readiness(program: Program) -> None:
    """As if nobody had said anything yet; the caller saves `READINESS`."""
    program.ready_at = program.ready_by = program.returned_at = program.returned_by = None
    program.return_note = ""
