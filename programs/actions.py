"""Changes to a program's text and what freezes it. Every save names the section's version it was typed over."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from icv_portal.accounts.models import LegalSetting, Membership, Organization
from icv_portal.accounts.models.audited import told_of_many
from icv_portal.accounts.rules.categories import Category
from icv_portal.accounts.rules.legal_settings import SettingKey
from icv_portal.documents.rendering import want_of_new
from programs.models import Access, Program, Row, SectionState, SubsoilRight, Version
from programs.models.rows import cells_at, removed_rows
from programs.models.versions import canonical_text, sha256_of
from programs.permissions import may_write, require_writable
from programs.rules.merging import Merge, merge
from programs.rules.planning_period import baseline_years
from programs.rules.standard_form import SECTIONS, RowPlace, fixed_rows

Cells = Mapping[str, str]


class SectionConflict(Exception):
    """Somebody else saved the same cells meanwhile. Nothing was changed.

    `state` is the section as it stands now; `cells` joins both sides, with theirs where they conflict.
    """

    def __init__(self, merged: Merge, state: SectionState) -> None:
        super().__init__(f"{len(merged.conflicts)} cells")
        self.conflicts = merged.conflicts
        self.cells = merged.cells
        self.state = state


@dataclass(frozen=True)
class SectionChange:
    """What one save of a section asks for: the cells of each row as typed, rows to remove, places for new rows."""

    cells: Mapping[str, Cells]
    removed: Collection[str] = ()
    added: Collection[RowPlace] = ()


@dataclass
class SavedSection:
    """`merged` tells that somebody else's changes of other cells stand beside one's own."""

    state: SectionState
    merged: bool = False
    added: list[Row] = field(default_factory=list)


def create_program(
    customer: Organization, *, first_year: int, last_year: int, languages: Collection[str], by: Membership, at: datetime
) -> Program:
    """A program with the fixed rows of the standard form. Called by `approvals.actions.open_program` only.

    Raises ValidationError when the years overlap another program of the customer or are fewer than three (p. 3).
    """
    day = localdate(at)
    count = int(LegalSetting.objects.value(SettingKey.BASELINE_YEARS, at=day))
    program = Program(
        customer=customer,
        first_year=first_year,
        last_year=last_year,
        baseline_years=list(baseline_years(day.year, count=count, activity_began_on=customer.activity_began_on)),
        languages=sorted(languages),
        opened_at=at,
    )
    program.full_clean()
    program.save_by(by, reason="opened", at=at)
    SectionState.objects.bulk_create(SectionState(program=program, section=section.code) for section in SECTIONS)
    _add_missing_fixed_rows(program, by=by, at=at)
    return program


@transaction.atomic
def change_period(program_id: uuid.UUID, *, first_year: int, last_year: int, by: Membership, at: datetime) -> Program:
    """Other years for a draft, never submitted or withdrawn; what was typed for years outside stays, unseen.

    Called by `approvals.actions.change_period` only, which keeps the lists in step.
    """
    program = Program.objects.lock(program_id)
    require_writable(program, by)
    if not program.may_change_years:
        raise ValidationError(_("The years of a program that was submitted cannot be changed."))
    program.first_year, program.last_year = first_year, last_year
    program.full_clean()
    program.save_by(by, reason="period changed", at=at)
    return program


@transaction.atomic
def save_section(
    program_id: uuid.UUID,
    section: str,
    change: SectionChange,
    *,
    version: int,
    by: Membership,
    at: datetime,
    may_join: bool = True,
) -> SavedSection:
    """Save what was typed over `version` of a section; cells others changed meanwhile are kept beside one's own.

    Raises SectionConflict when both changed the same cell differently, or without `may_join` when anything at all was
    saved meanwhile; ProgramLocked after submission.
    """
    program = Program.objects.lock(program_id)
    require_writable(program, by)
    state, _created = SectionState.objects.get_or_create(program=program, section=section)
    rows = {str(row.pk): row for row in program.rows.of_section(section)}
    cells, merged = change.cells, False
    if state.version != version:
        joined = _merged(program, state, rows, change, version)
        if joined.conflicts or not may_join:
            raise SectionConflict(joined, state)
        cells, merged = joined.cells, True
    saved = SavedSection(state, merged)
    state.version += 1
    _write_cells(program, section, rows, cells, state=state, by=by, at=at)
    _remove(rows, change.removed, state=state, by=by, at=at)
    missing = [place for place in _missing_places(program, rows.values(), on=localdate(at)) if place.section == section]
    added = _add_rows(program, [*change.added, *missing], versions={section: state.version}, by=by, at=at)
    saved.added = added[: len(change.added)]
    state.saved_at, state.saved_by_id = at, by.pk
    state.save()
    return saved


def _merged(
    program: Program, state: SectionState, rows: Mapping[str, Row], change: SectionChange, version: int
) -> Merge:
    base = cells_at(program, state.section, version)
    mine = {row_id: cells for row_id, cells in {**base, **change.cells}.items() if row_id not in change.removed}
    return merge(base, mine, {row_id: row.cells for row_id, row in rows.items()})


def _write_cells(
    program: Program,
    section: str,
    rows: Mapping[str, Row],
    cells: Mapping[str, Cells],
    *,
    state: SectionState,
    by: Membership,
    at: datetime,
) -> None:
    # a row somebody removed while its cells were being typed here comes back with what was typed
    missing = cells.keys() - rows.keys()
    gone = removed_rows(program, section, missing) if missing else {}
    changed = []
    for row_id, typed in cells.items():
        row = rows.get(row_id) or gone.get(row_id)
        wanted = {key: text for key, text in typed.items() if text}
        if row is None or (row.cells == wanted and not row._state.adding):
            continue
        row.cells, row.section_version = wanted, state.version
        if row._state.adding:
            row.save_by(by, reason="saved", at=at)
        else:
            changed.append(row)
    if changed:
        written = ["cells", "section_version"]
        bulk_update_with_history(changed, Row, written, **told_of_many(by, reason="saved", at=at))


def _remove(
    rows: Mapping[str, Row], removed: Collection[str], *, state: SectionState, by: Membership, at: datetime
) -> None:
    for row_id in removed:
        row = rows.get(row_id)
        if row is not None:
            row.section_version = state.version
            row.delete_by(by, reason="removed", at=at)


def _add_rows(
    program: Program, places: Collection[RowPlace], *, versions: Mapping[str, int], by: Membership | None, at: datetime
) -> list[Row]:
    """Rows at the end of their sections, in three queries however many they are; `versions` are the sections'."""
    if not places:
        return []
    last = program.rows.order_by().values_list("section").annotate(Max("position"))
    ends = Counter({section: position + 1 for section, position in last})
    rows = []
    for place in places:
        row = Row(
            program=program,
            section=place.section,
            kind=place.kind,
            group=place.group or "",
            right_id=place.right,
            position=ends[place.section],
            section_version=versions[place.section],
        )
        ends[place.section] += 1
        rows.append(row)
    return bulk_create_with_history(rows, Row, **told_of_many(by, reason="added", at=at))


def _add_missing_fixed_rows(program: Program, *, by: Membership | None, at: datetime) -> None:
    places = program.rows.only("program", "section", "kind", "group", "right")
    missing = list(_missing_places(program, places, on=localdate(at)))
    if missing:
        _add_rows(program, missing, versions=dict(program.sections.values_list("section", "version")), by=by, at=at)


def _missing_places(program: Program, rows: Iterable[Row], *, on: date) -> Iterator[RowPlace]:
    """Where `rows` lack one that every program has: share rows follow the customer's rights and category (p. 7(1))."""
    rights = [str(pk) for pk in program.customer.subsoil_rights.in_force().values_list("pk", flat=True)]
    is_subsoil_user = Category.SUBSOIL_USER in program.customer.categories_on(on)
    present = {(row.section, row.kind, row.group, str(row.right_id) if row.right_id else None) for row in rows}
    for place in fixed_rows(rights, is_subsoil_user=is_subsoil_user):
        if (place.section, place.kind, place.group or "", place.right) not in present:
            yield place


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
        _add_missing_fixed_rows(draft, by=by, at=at)
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
            state.version += 1
            _remove(rows, rows, state=state, by=by, at=at)
            state.saved_at, state.saved_by_id = at, by.pk
            state.save()


def _lock_drafts_beside(program_id: uuid.UUID) -> tuple[Program, Collection[Program]]:
    """The program and all drafts of its customer, locked in one order, so that two such changes wait, never block."""
    customer = Program.objects.values_list("customer", flat=True).get(pk=program_id)
    drafts = Program.objects.filter(customer=customer, locked_at=None)
    locked = list(drafts.select_for_update(of=("self",)).select_related("customer").order_by("pk"))
    return Program.objects.lock(program_id), locked


def freeze(program: Program, frozen: Mapping[str, Any], *, reason: str, by: Membership, at: datetime) -> Version:
    """A version of the program's content, just read and frozen: canonical JSON and its SHA-256.

    Inside the caller's transaction.

    Its documents in the official languages of the program are made as soon as that has committed.
    """
    if not may_write(by, program):
        raise PermissionDenied
    text = canonical_text(frozen)
    last = _last_number(program)
    version = Version.objects.create(
        program=program,
        number=last + 1,
        reason=reason,
        content=text,
        sha256=sha256_of(text),
        created_at=at,
        created_by_id=by.pk,
    )
    want_of_new("version", version.pk, frozen["languages"], at=at)
    return version


def _last_number(program: Program) -> int:
    if program.submitted_at is None:
        return 0
    return program.versions.order_by("-number").values_list("number", flat=True).first() or 0


def lock(program: Program, *, by: Membership, at: datetime) -> None:
    """Out of the customer's hands, from the moment of submission."""
    program.locked_at = at
    program.submitted_at = program.submitted_at or at
    program.withdrawn_at = None
    program.save_by(by, reason="locked", at=at, update_fields=["locked_at", "submitted_at", "withdrawn_at"])


def take_back(program: Program, *, by: Membership, at: datetime) -> None:
    """Back in the customer's hands after a withdrawal: other years, or another program of these years, may follow."""
    program.withdrawn_at = at
    unlock(program, by=by, at=at)
    # what was read stays readable, what the customer makes of it is nobody else's
    Access.objects.open().filter(program=program).update(until=at)


def unlock(program: Program, *, by: Membership, at: datetime) -> None:
    """Back in the customer's hands, with rows for rights entered meanwhile."""
    program.locked_at = None
    program.save_by(by, reason="unlocked", at=at)
    _add_missing_fixed_rows(program, by=None, at=at)


def grant_access(program: Program, organization: Organization, *, at: datetime, why: str) -> None:
    """Let an organisation read the program's versions; granting again changes nothing."""
    Access.objects.bulk_create(
        [Access(program=program, organization=organization, since=at, why=why)], ignore_conflicts=True
    )
