"""Table 1 taken over from the contracts of past years: an ordinary save of the section."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from icv_portal.accounts.models import Membership
from programs.actions.sections import SavedSection, SectionChange, save_section
from programs.content import content_of
from programs.models import Program
from programs.permissions import require_writable
from programs.rules.actual_figures import computed_rows
from programs.rules.purchases.kinds import PurchasePurpose


class ListNotInForce(Exception):
    """The list whose figures were looked at was replaced or withdrawn meanwhile. Nothing was changed."""


@transaction.atomic
def take_over_actuals(
    program_id: uuid.UUID, list_id: uuid.UUID, *, version: int, by: Membership, at: datetime
) -> SavedSection:
    """Write what the list's contracts come to over `version` of Table 1.

    Raises PermissionDenied, ProgramLocked, ListNotInForce; SectionConflict when somebody saved the section since.
    """
    program = Program.objects.lock(program_id)
    require_writable(program, by)
    content = content_of(program, on=localdate(at))
    actual = content.purchase_list(PurchasePurpose.ACTUAL)
    if actual is None or actual.id != str(list_id):
        raise ListNotInForce
    cells = {computed.row.id: computed.cells for computed in computed_rows(content)}
    return save_section(program_id, "table_1", SectionChange(cells), version=version, by=by, at=at, may_join=False)
