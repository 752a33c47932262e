"""Cells saved while somebody types: the answers a page asks for by itself, as JSON."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from icv_portal.accounts.requests import PortalRequest
from programs.actions import Contested, TypedCell, Typing, type_cells
from programs.forms.entry_parts import cell_id
from programs.forms.typed_section import kept_text
from programs.permissions import ProgramLocked
from programs.rules.cells import UnfitCell
from programs.rules.numbers import display_number
from programs.rules.standard_form import SECTIONS
from programs.views.drafts import draft_of

MOST_CELLS = 3_000
"""In one request: more than any section has in one language."""
SECTION_CODES = frozenset(section.code for section in SECTIONS)


@require_POST
def typing(request: PortalRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """409 when the program left the writer's hands meanwhile: nothing was changed then."""
    draft = draft_of(request, pk)
    cells = list(_cells(request.POST.get("changes", "")))
    if code not in SECTION_CODES or request.membership is None:
        raise BadRequest("no section of the form")
    try:
        typed = type_cells(draft.program.pk, code, cells, by=request.membership, at=timezone.now())
    except ProgramLocked:
        return JsonResponse({"locked": True}, status=409)
    except UnfitCell as unfit:
        raise BadRequest(str(unfit)) from None
    return JsonResponse(_told(typed))


typing.is_by_itself = True  # type: ignore[attr-defined]


def _cells(text: str) -> Iterator[TypedCell]:
    """Raises BadRequest for what no page of the portal sends."""
    try:
        changes = json.loads(text)
        if not isinstance(changes, list) or len(changes) > MOST_CELLS:
            raise BadRequest("no changes")
        for one in changes:
            before, *sent = (kept_text(str(text)) for text in (one["before"], *one.get("sent", ())))
            yield TypedCell(
                str(uuid.UUID(one["row"])), str(one["key"]), before, kept_text(str(one["text"])), tuple(sent)
            )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadRequest("no changes") from None


def _told(typed: Typing) -> dict[str, Any]:
    saved_at = typed.state.saved_at
    return {
        "seen": typed.seen,
        "version": typed.state.version,
        "savedAt": time_format(timezone.localtime(saved_at)) if saved_at else "",
        "kept": [_name(cell) for cell in typed.kept],
        "gone": [_name(cell) for cell in typed.gone],
        "contested": [_contested(one) for one in typed.contested],
    }


def _name(cell: TypedCell) -> str:
    """As the cell's input is called on the page."""
    return f"cell:{cell.row_id}:{cell.key}"


def _contested(contested: Contested) -> dict[str, str]:
    cell = contested.typed
    theirs = display_number(contested.theirs, contested.kind, get_language() or "kk")
    context = {
        "theirs": theirs,
        "before": cell.before,
        "by": contested.by,
        "at": contested.at,
        "cell": cell_id(cell.row_id, cell.key),
    }
    return {
        "name": _name(cell),
        "theirs": theirs,
        "question": render_to_string("programs/_entry_question.html", context),
    }
