"""A new program that starts from an earlier one of the same customer. Never from anybody else's."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.utils.timezone import localdate
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from icv_portal.accounts.models import Membership
from icv_portal.accounts.models.audited import told_of_many
from programs.content import content_of, content_row
from programs.models import Program, Row
from programs.rules.standard_form import RowPlace
from programs.rules.starting import Period, TakenRow, actuals_of, taken_rows

REASON = "copied"


def start_from(program: Program, earlier_id: uuid.UUID, *, by: Membership, at: datetime) -> None:
    """Fill a program just opened with what `programs.rules.starting` takes from an earlier one as it stands now.

    Called by `approvals.actions.open_program` only, in its transaction; the same number of queries however many rows
    there are. Raises Program.DoesNotExist for a program of another customer. Sections count as never saved, which is
    how their pages know that they were copied. Actual figures come from Table 1 of the earlier program.
    """
    earlier = Program.objects.select_related("customer").get(pk=earlier_id, customer=program.customer_id)
    content = content_of(earlier, on=localdate(at))
    taken = list(taken_rows(content, period_of(program), actuals_of(content)))
    standing = {content_row(row).place: row for row in program.rows.all()}
    told = told_of_many(by, reason=REASON, at=at)
    filled = list(_filled(standing, taken))
    if filled:
        bulk_update_with_history(filled, Row, ["cells"], **told)
    added = list(_added(program, standing.values(), taken))
    if added:
        bulk_create_with_history(added, Row, **told)
    program.copied_from = earlier
    program.save_by(by, reason=REASON, at=at, update_fields=["copied_from"])


def period_of(program: Program) -> Period:
    return Period(
        program.first_year, program.last_year, tuple(program.baseline_years), languages=tuple(program.languages)
    )


def _filled(standing: Mapping[RowPlace, Row], taken: Iterable[TakenRow]) -> Iterator[Row]:
    """The fixed rows of the form, which every program has already."""
    for one in taken:
        row = standing.get(one.place)
        if row is not None:
            row.cells = dict(one.cells)
            yield row


def _added(program: Program, standing: Iterable[Row], taken: Iterable[TakenRow]) -> Iterator[Row]:
    """All others, behind the fixed rows of their section and in the order they had."""
    places = set()
    ends: Counter[str] = Counter()
    for row in standing:
        places.add(content_row(row).place)
        ends[row.section] = max(ends[row.section], row.position + 1)
    for one in taken:
        if one.place not in places:
            place = one.place
            yield Row(
                program=program,
                section=place.section,
                kind=place.kind,
                group=place.group or "",
                right_id=place.right,
                position=ends[place.section],
                cells=dict(one.cells),
            )
            ends[place.section] += 1
