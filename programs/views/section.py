"""One section, one page: as it stands, with what the checks say about it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from icv_portal.accounts.requests import PortalRequest
from programs.forms.entry_page import EntryPage
from programs.rules.names import row_name
from programs.views.open_section import OpenSection, open_section
from programs.views.saving import save


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: PortalRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    opened = open_section(request, pk, code)
    if request.method == "POST":
        return save(request, opened)
    page = EntryPage(opened.section, opened.draft.content, opened.draft.findings, get_language() or "kk")
    context = opened.context(page)
    context["focus"] = _focus(request, page)
    context["removed"] = _removed(opened, request.GET.get("removed", ""))
    return render(request, "programs/section.html", context)


def _focus(request: PortalRequest, page: EntryPage) -> str | None:
    """The cell to begin in: the first one of a row just added, the one somebody was in when they moved its row."""
    moved = request.GET.get("moved", "")
    return page.cell_of(moved, request.GET.get("at", "")) or page.first_cell(moved or request.GET.get("added", ""))


def _removed(opened: OpenSection, row_id: str) -> tuple[str, str] | None:
    """Id and name of the row just removed, so that it can be brought back."""
    try:
        gone = opened.gone([str(uuid.UUID(row_id))]) if row_id else {}
    except ValueError:
        return None
    for row in gone.values():
        return row.id, row_name(opened.draft.content, row).in_language(get_language() or "kk")
    return None
