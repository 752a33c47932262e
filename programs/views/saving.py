"""Saving a section: what the person is told, and what they see when somebody else was faster."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from programs.actions import SavedSection, SectionChange, SectionConflict, save_section
from programs.forms.entry_page import EntryPage
from programs.forms.entry_parts import OtherEdit, cell_label
from programs.forms.new_rows import inputs_of
from programs.forms.typed_section import TypedSection, Verb, change_of, read, with_cells
from programs.models import Program, Row
from programs.permissions import ProgramLocked
from programs.rules import checks
from programs.rules.content import ContentRow
from programs.rules.names import row_name
from programs.rules.numbers import display_number
from programs.rules.places import MOST_ROWS
from programs.rules.standard_form import RowPlace
from programs.views.drafts import Draft
from programs.views.open_section import OpenSection


def save(request: PortalRequest, opened: OpenSection) -> HttpResponse:
    """409 with everything typed when the same cells were saved by somebody else, or the program was submitted."""
    if request.membership is None or not opened.draft.may_write:
        raise PermissionDenied
    typed = read(request.POST)
    if typed.version > opened.state.version:
        raise BadRequest("a version of the section that is still to come")
    gone = opened.gone(typed.row_ids)
    change = change_of(typed, opened.section, opened.draft.content, gone)
    at = timezone.now()
    try:
        saved = save_section(
            opened.draft.program.pk,
            opened.section.code,
            change,
            version=typed.version,
            by=request.membership,
            at=at,
        )
    except ProgramLocked:
        return _locked(request, opened, change, gone)
    except SectionConflict as conflict:
        return _contested(request, opened, typed, change, conflict)
    _tell(request, opened, typed, saved)
    return redirect(_onwards(opened, typed, saved))


def _tell(request: PortalRequest, opened: OpenSection, typed: TypedSection, saved: SavedSection) -> None:
    messages.success(request, _("Saved at %s.") % _clock(saved.state.saved_at))
    other = opened.saved_by if saved.merged else None
    if other is not None and other != request.membership:
        text = _("Meanwhile %(name)s saved this section, at %(time)s. Both changes stand side by side.")
        messages.info(request, text % {"name": other.user.full_name, "time": _clock(opened.state.saved_at)})
    wanted = len(typed.new) + (typed.verb in (Verb.ADD, Verb.INSERT))
    if len(saved.added) < wanted:
        messages.warning(request, _too_many(len(typed.new) - len(saved.added)))


def _too_many(left_out: int) -> str:
    """`left_out` are rows that were pasted and could not be added."""
    most = ngettext("A section holds %d row at most.", "A section holds %d rows at most.", MOST_ROWS) % MOST_ROWS
    lost = _("Rows that were pasted and not added: %d.") % left_out
    return f"{most} {lost}" if left_out > 0 else most


def _clock(at: datetime | None) -> str:
    return time_format(timezone.localtime(at)) if at else ""


def _onwards(opened: OpenSection, typed: TypedSection, saved: SavedSection) -> str:
    """The same page again, at the new row or with the way to undo a removal; or the next section."""
    program = opened.draft.program
    if typed.verb is Verb.NEXT:
        following = opened.following
        return (
            reverse("section", args=[program.pk, following.code]) if following else reverse("checks", args=[program.pk])
        )
    here = reverse("section", args=[program.pk, opened.section.code])
    if saved.added:
        return f"{here}?{urlencode({'added': saved.added[0].pk})}"
    match typed.verb:
        case Verb.REMOVE:
            return f"{here}?{urlencode({'removed': typed.subject})}"
        case Verb.MOVE:
            return f"{here}?{urlencode({'moved': typed.subject, 'at': typed.at})}"
        case _:
            return here


def _contested(
    request: PortalRequest, opened: OpenSection, typed: TypedSection, change: SectionChange, conflict: SectionConflict
) -> HttpResponse:
    """Everything typed and pasted, joined with what the other person saved; where both changed a cell, both values.

    The page carries the version that stands now: saving it again is a decision made knowingly.
    """
    newer = OpenSection(Draft(opened.draft.program, may_write=True), opened.section, conflict.state)
    cells = {row_id: dict(texts) for row_id, texts in conflict.cells.items()}
    for one in conflict.conflicts:
        if one.row_id not in change.removed:
            cells[one.row_id][one.key] = one.mine
    content = with_cells(newer.draft.content, cells, newer.gone(cells))
    page = EntryPage(
        opened.section,
        content,
        checks.run(content),
        get_language() or "kk",
        conflicts=conflict.conflicts,
        edits=_edits(newer, {one.row_id for one in conflict.conflicts}, reader=request.membership),
        removed=frozenset(cells.keys() - newer.rows.keys()),
    )
    context = newer.context(page) | {"pasted": list(inputs_of(typed.new)), "pasted_rows": len(typed.new)}
    return render(request, "programs/section.html", context, status=409)


def _edits(opened: OpenSection, row_ids: Collection[str], *, reader: Membership | None) -> dict[str, OtherEdit]:
    """Who saved, typed into or removed each row last, and when; what the reader types there now is no answer."""
    past = Row.history.filter(program_id=opened.draft.program.pk, id__in=row_ids).select_related("history_user")
    edits = {
        str(edit.id): OtherEdit(edit.history_user.full_name if edit.history_user else "", edit.history_date)
        for edit in past.order_by("id", "-history_id").distinct("id")
    }
    going_on = Row.objects.filter(pk__in=row_ids, unrecorded_at__isnull=False).select_related("unrecorded_by__user")
    for row in going_on.exclude(unrecorded_by=reader):
        if row.unrecorded_by is not None and row.unrecorded_at is not None:
            edits[str(row.pk)] = OtherEdit(row.unrecorded_by.user.full_name, row.unrecorded_at)
    return edits


@dataclass(frozen=True)
class UnsavedText:
    """One cell as it was typed and as it stays."""

    label: str
    typed: str
    saved: str


def _locked(
    request: PortalRequest, opened: OpenSection, change: SectionChange, gone: Mapping[str, ContentRow]
) -> HttpResponse:
    """The program was submitted while the section was being written: what happened, and what was typed, to copy."""
    rows = {**gone, **opened.rows}
    unsaved = [(rows[row_id], list(_unsaved(opened, rows[row_id], cells))) for row_id, cells in change.cells.items()]
    named = [(row_name(opened.draft.content, row).in_language(get_language() or "kk"), texts) for row, texts in unsaved]
    named += [(_("New row"), list(_pasted(opened, place, cells))) for place, cells in _filled(change)]
    context = {
        "draft": Draft(Program.objects.select_related("customer").get(pk=opened.draft.program.pk), may_write=False),
        "section": opened.section,
        "unsaved": [pair for pair in named if pair[1]],
    }
    return render(request, "programs/section_locked.html", context, status=409)


def _unsaved(opened: OpenSection, row: ContentRow, cells: Mapping[str, str]) -> Iterator[UnsavedText]:
    language = get_language() or "kk"
    for spec in opened.draft.content.cell_specs(row):
        typed, stays = cells.get(spec.key, ""), row.cells.get(spec.key, "")
        if typed != stays:
            kind = spec.column.kind
            yield UnsavedText(
                cell_label(spec).in_language(language),
                display_number(typed, kind, language),
                display_number(stays, kind, language),
            )


def _filled(change: SectionChange) -> Iterator[tuple[RowPlace, Mapping[str, str]]]:
    return zip(change.added, change.filled, strict=False)


def _pasted(opened: OpenSection, place: RowPlace, cells: Mapping[str, str]) -> Iterator[UnsavedText]:
    """What a new row was to hold: the row is nowhere yet."""
    new = ContentRow("", place.section, place.kind, place.group, place.right, 1, {})
    return _unsaved(opened, new, cells)
