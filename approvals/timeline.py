"""The timeline of a program: what the journal holds and, for the customer itself, what its people made of the rows.

Pages and the API read the same entries. A fixed number of queries, whatever the number of entries.
"""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from approvals.events import ROW_EVENTS, changes, details, words_of
from approvals.models import Procedure
from icv_portal.accounts.as_of import PeopleAsOf, Person
from icv_portal.accounts.changes import FieldChange
from icv_portal.accounts.keyset import KeysetPage
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.journal.models import JournalEntry, JournalEntryQuerySet
from programs.models import Access
from programs.row_changes import RowChange, Spell, history_of_rows, key_of, row_changes
from programs.views.comparison import ShownChange

MOST_SAVES = 300
"""Of the history of rows read for one page: who saves every minute gets pages with fewer entries."""
LARGEST = 2**31


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened. `kind` is event (of the journal) or text (of the rows); `id` is that of the journal's
    entry or of the history row; `person` is None for what the portal did by itself."""

    id: str
    kind: str
    event: str
    at: datetime
    title: str | Promise
    symbol: str
    point: str
    person: Person | None
    text: str
    version_sha256: str
    changes: tuple[FieldChange | ShownChange, ...] = ()

    @property
    def who(self) -> str:
        return str(self.person or _("the portal itself"))


@dataclass(frozen=True)
class Position:
    """Where a page ended in each of its two sources; None where nothing of one was shown yet."""

    number: int | None = None
    saved_at: datetime | None = None
    history_id: int | None = None


Slot = JournalEntry | Spell


def timeline_page(
    procedure: Procedure,
    membership: Membership | None,
    *,
    cursor: str = "",
    size: int = 50,
    with_events: bool = True,
    with_text: bool = False,
    with_changes: bool = True,
) -> KeysetPage:
    """Entries this membership may read, the newest first; of the text's changes for the customer itself alone.

    Without `with_changes` events are told, but not what each of them changed.
    """
    position = _decode(cursor)
    told = _events(procedure, membership, position, with_changes=with_changes)
    events = told[: size + 1] if with_events else []
    saves = _saves(procedure, position)[: MOST_SAVES + 1] if with_text and reads_text(procedure, membership) else []
    newest_first = merge(events, saves, key=_moment, reverse=True)
    slots, following = _taken(newest_first, position, size)
    return KeysetPage(_in_words(procedure, slots), _encode(following) if following else "", position == Position())


def event_of(procedure: Procedure, membership: Membership | None, entry_id: UUID) -> TimelineEntry | None:
    """One entry of the program's chain, None for what is not there or not for this reader."""
    entry = _events(procedure, membership, Position()).filter(pk=entry_id).first()
    return events_in_words([entry])[0] if entry else None


def save_of(procedure: Procedure, membership: Membership | None, history_id: int) -> TimelineEntry | None:
    """One save of one row, None for what is not there, not for this reader, or changed nothing."""
    if not reads_text(procedure, membership) or history_id >= LARGEST:
        return None
    saved = history_of_rows(procedure.program_id).filter(history_id=history_id).first()
    return next(iter(_in_words(procedure, [Spell([saved])])), None) if saved else None


def reads_text(procedure: Procedure, membership: Membership | None) -> bool:
    """Rows, and so their history, are the customer's organisation's alone."""
    is_customer = membership is not None and membership.kind is OrganizationKind.BIG_CUSTOMER
    return is_customer and membership is not None and membership.organization_id == procedure.customer_id


def readable(entries: JournalEntryQuerySet, membership: Membership | None) -> JournalEntryQuerySet:
    """Of programs' entries those this membership may read; whose programs they are is the caller's to see to."""
    if membership is None:
        return entries.none()
    match membership.kind:
        case OrganizationKind.BIG_CUSTOMER:
            return entries.readable_by_customer(membership.organization_id)
        case OrganizationKind.REGULATOR | OrganizationKind.AUTHORIZED_BODY:
            given = Access.objects.given_to(membership.organization_id, program=OuterRef("chain_id"))
            return entries.readable_by_body(membership.organization_id).filter(Exists(given.covering(OuterRef("at"))))
        case OrganizationKind.OVERSIGHT:
            return entries.filter(~Exists(Procedure.objects.filter(pk=OuterRef("subject_id"), submitted_at=None)))
        case _:
            return entries.none()


def with_state_before(entries: JournalEntryQuerySet) -> JournalEntryQuerySet:
    """Each entry with `state_before`: the state of the procedure in the entry before it."""
    earlier = JournalEntry.objects.filter(chain_id=OuterRef("chain_id"), number__lt=OuterRef("number"))
    return entries.annotate(state_before=Subquery(earlier.order_by("-number").values("payload__state")[:1]))


def events_in_words(entries: Sequence[Any]) -> list[TimelineEntry]:
    """Entries that have their `state_before`, as people read them: one query."""
    people = PeopleAsOf([(entry.membership_id, entry.at) for entry in entries])
    return [event_in_words(entry, people.who(entry.membership_id, entry.at)) for entry in entries]


def event_in_words(entry: Any, person: Person | None) -> TimelineEntry:
    """What the event changed is told where the entry was read with its `state_before`."""
    words = words_of(entry.event)
    was_read_with_state = hasattr(entry, "state_before")
    return TimelineEntry(
        id=str(entry.pk),
        kind="event",
        event=entry.event,
        at=entry.at,
        title=words.text,
        symbol=words.symbol,
        point=entry.point,
        person=person,
        text=details(entry),
        version_sha256=entry.version_sha256,
        changes=tuple(changes(entry, state_before=entry.state_before)) if was_read_with_state else (),
    )


def _events(
    procedure: Procedure, membership: Membership | None, position: Position, *, with_changes: bool = True
) -> JournalEntryQuerySet:
    of_program = JournalEntry.objects.filter(chain_id=procedure.program_id)
    if position.number is not None:
        of_program = of_program.filter(number__lt=position.number)
    visible = readable(of_program, membership).defer("content").order_by("-number")
    return with_state_before(visible) if with_changes else visible


def _saves(procedure: Procedure, position: Position) -> QuerySet[Any]:
    saves = history_of_rows(procedure.program_id)
    if position.saved_at is None:
        return saves
    same_moment = Q(history_date=position.saved_at, history_id__lt=position.history_id)
    return saves.filter(Q(history_date__lt=position.saved_at) | same_moment)


def _moment(item: Any) -> datetime:
    moment: datetime = item.at if isinstance(item, JournalEntry) else item.history_date
    return moment


def _taken(items: Iterable[Any], position: Position, size: int) -> tuple[list[Slot], Position | None]:
    """As many as fill a page, saves of one spell in one place; and where the next page begins, None on the last."""
    slots: list[Slot] = []
    spells: dict[Any, Spell] = {}
    saves = 0
    for item in items:
        spell = None if isinstance(item, JournalEntry) else spells.get(key_of(item))
        continues = spell is not None and spell.continues_with(item)
        if saves == MOST_SAVES or (len(slots) == size and not continues):
            return slots, position
        if isinstance(item, JournalEntry):
            slots.append(item)
            position = replace(position, number=item.number)
            continue
        if spell is None or not continues:
            spell = spells[key_of(item)] = Spell()
            slots.append(spell)
        spell.rows.append(item)
        saves += 1
        position = replace(position, saved_at=item.history_date, history_id=item.history_id)
    return slots, None


def _in_words(procedure: Procedure, slots: Sequence[Slot]) -> list[TimelineEntry]:
    entries = [slot for slot in slots if isinstance(slot, JournalEntry)]
    spells = [slot for slot in slots if isinstance(slot, Spell)]
    of_rows = row_changes(procedure.program, spells, get_language() or "kk") if spells else []
    changed = {change.id: change for change in of_rows}
    acts = [(entry.membership_id, entry.at) for entry in entries]
    people = PeopleAsOf([*acts, *((change.membership_id, change.at) for change in of_rows)])
    found = []
    for slot in slots:
        if isinstance(slot, JournalEntry):
            found.append(event_in_words(slot, people.who(slot.membership_id, slot.at)))
        elif slot.last.history_id in changed:
            change = changed[slot.last.history_id]
            found.append(_row_in_words(change, people.who(change.membership_id, change.at)))
    return found


def _row_in_words(change: RowChange, person: Person | None) -> TimelineEntry:
    words = ROW_EVENTS[change.kind]
    return TimelineEntry(
        id=str(change.id),
        kind="text",
        event=f"row_{change.kind}",
        at=change.at,
        title=words.text,
        symbol=words.symbol,
        point="",
        person=person,
        text=f"{change.section}: {change.name}",
        version_sha256="",
        changes=change.changes,
    )


def _encode(position: Position) -> str:
    saved_at = position.saved_at.isoformat() if position.saved_at else None
    return base64.urlsafe_b64encode(json.dumps([position.number, saved_at, position.history_id]).encode()).decode()


def _decode(cursor: str) -> Position:
    """A cursor nobody gave = first page."""
    try:
        number, saved_at, history_id = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        moment = datetime.fromisoformat(saved_at) if saved_at else None
    except (ValueError, TypeError, RecursionError):
        return Position()
    are_numbers = all(one is None or (type(one) is int and 0 < one < LARGEST) for one in (number, history_id))
    if not are_numbers or (moment is None) != (history_id is None) or (moment and moment.tzinfo is None):
        return Position()
    return Position(number, moment, history_id)
