"""What became of an entry of a register: who entered and changed it, when, and what exactly. For the company alone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from icv_portal.accounts.as_of import PeopleAsOf
from icv_portal.accounts.changes import FieldChange, as_read
from programs.models import Contract
from programs.models.register import RegisterEntry
from programs.rules.contracts import planned_years
from programs.rules.numbers import display_decimal

MOST_SHOWN = 100
TITLES = {
    "added": (pgettext_lazy("history of a register", "Entered"), "add"),
    "changed": (pgettext_lazy("history of a register", "Changed"), "draft"),
    "ended": (pgettext_lazy("history of a register", "End entered"), "check"),
    "in force again": (pgettext_lazy("history of a register", "In force again"), "rework"),
}
REMOVED = (pgettext_lazy("history of a register", "Removed"), "remove")


@dataclass(frozen=True)
class PastChange:
    """`who` is empty for what the portal did by itself; `text` is the reason a person gave."""

    title: str
    symbol: str
    at: datetime
    who: str
    text: str
    changes: tuple[FieldChange, ...]


def history_of(entry: RegisterEntry) -> list[PastChange]:
    """The newest first."""
    return told(list(entry.past[: MOST_SHOWN + 1]))[:MOST_SHOWN]


def changed_since(entry: RegisterEntry, version: int) -> list[FieldChange]:
    """What is otherwise now than it was at a state that somebody saw."""
    rows = list(entry.past.filter(history_id__gte=version))
    return list(_changes(rows[-1], rows[0])) if len(rows) > 1 else []


def told(rows: Sequence[Any]) -> list[PastChange]:
    """History rows of one entry, the newest first, in the reader's words."""
    people = PeopleAsOf([(row.history_membership_id, row.history_date) for row in rows])
    befores = [before for _after, before in pairwise([*rows, None])]
    return [_told(row, before, people) for row, before in zip(rows, befores, strict=True)]


def _told(row: Any, before: Any, people: PeopleAsOf) -> PastChange:
    reason = row.history_change_reason or ""
    title, symbol = REMOVED if row.history_type == "-" else TITLES.get(reason, TITLES["changed"])
    return PastChange(
        title=str(title),
        symbol=symbol,
        at=row.history_date,
        who=str(people.who(row.history_membership_id, row.history_date) or ""),
        text=_("Reason: %(reason)s") % {"reason": reason} if row.history_type == "-" else "",
        changes=tuple(_changes(before, row)) if before is not None and row.history_type == "~" else (),
    )


def _changes(before: Any, after: Any) -> Iterator[FieldChange]:
    for field in _fields(after):
        was, is_now = _read(field, before), _read(field, after)
        if was != is_now:
            label = str(field.verbose_name)
            yield FieldChange(label[:1].upper() + label[1:], was, is_now)


def _fields(row: Any) -> Collection[Any]:
    left_out = ("id", "customer", "program")
    return [field for field in row.tracked_fields if field.name not in left_out]


def _read(field: Any, row: Any) -> str:
    value = getattr(row, field.attname)
    language = get_language() or "kk"
    if field.model is Contract and field.name == "yearly":
        return "\n".join(one.described(row.unit).in_language(language) for one in planned_years(value))
    if field.name == "volume":
        return "" if value is None else display_decimal(value, language)
    return as_read(field, value, {})
