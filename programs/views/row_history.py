"""What became of a row of the form, cell by cell, and an earlier text put back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from programs.actions import TypedCell, type_cells
from programs.cell_history import CellChange, edits_of, people_of
from programs.forms.entry_parts import cell_id, cell_label
from programs.permissions import ProgramLocked
from programs.rules.content import ContentRow
from programs.rules.names import where
from programs.views.open_section import OpenSection, open_section


@require_http_methods(["GET", "HEAD", "POST"])
def row_history(request: PortalRequest, pk: uuid.UUID, code: str, row_pk: uuid.UUID) -> HttpResponse:
    """404 for a row that never was; of a removed one everything is told, nothing can be put back."""
    opened = open_section(request, pk, code)
    row = opened.row_ever(str(row_pk))
    if row is None:
        raise Http404
    if request.method == "POST":
        return _put_back(request, opened, row)
    return render(request, "programs/row_history.html", _context(request, opened, row))


def _context(request: PortalRequest, opened: OpenSection, row: ContentRow) -> dict[str, Any]:
    content, language = opened.draft.content, get_language() or "kk"
    specs = content.cell_specs(row)
    key = request.GET.get("cell", "")
    key = key if key in {spec.key for spec in specs} else ""
    edits = edits_of(opened.draft.program, content, row, language=language, key=key)
    people = people_of(edits)
    is_removed = row.id not in opened.rows
    return {
        "opened": opened,
        "draft": opened.draft,
        "section": opened.section,
        "row": row,
        "name": where(content, row).in_language(language),
        "cells": [(spec.key, cell_label(spec, content.languages).in_language(language)) for spec in specs],
        "cell": key,
        "edits": [(edit, people.get(edit.membership_id)) for edit in edits],
        "is_removed": is_removed,
        "may_put_back": opened.draft.is_open and not is_removed,
    }


def _put_back(request: PortalRequest, opened: OpenSection, row: ContentRow) -> HttpResponse:
    """What stood before one of the changes is typed again, over what the page showed."""
    if request.membership is None or not opened.draft.may_write:
        raise PermissionDenied
    program, key = opened.draft.program, request.POST.get("key", "")
    change = _change_meant(opened, row, key, edit=request.POST.get("edit", ""))
    here = f"{reverse('row_history', args=[program.pk, opened.section.code, row.id])}?{urlencode({'cell': key})}"
    cell = TypedCell(row.id, key, before=row.cells.get(key, ""), text=change.kept_before)
    is_as_shown = request.POST.get("present") == change.present
    try:
        is_back = is_as_shown and _is_typed(opened, cell, by=request.membership)
    except ProgramLocked:
        messages.error(request, _("Nothing was put back: the program is out of your hands."))
        return redirect(here)
    if not is_back:
        messages.error(request, _("Nothing was put back: the cell was changed since this page was opened."))
        return redirect(here)
    messages.success(request, _("The earlier text stands again."))
    return redirect(f"{reverse('section', args=[program.pk, opened.section.code])}#{cell_id(row.id, key)}")


def _change_meant(opened: OpenSection, row: ContentRow, key: str, *, edit: str) -> CellChange:
    edits = edits_of(opened.draft.program, opened.draft.content, row, language=get_language() or "kk", key=key)
    for one in edits:
        for change in one.changes:
            if (one.id, change.key) == (edit, key):
                return change
    raise BadRequest("a change this cell never had")


def _is_typed(opened: OpenSection, cell: TypedCell, *, by: Membership) -> bool:
    """False when somebody was faster."""
    program_id, code = opened.draft.program.pk, opened.section.code
    return bool(type_cells(program_id, code, [cell], by=by, at=timezone.now()).kept)
