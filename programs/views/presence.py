"""What an open page of a section asks for every quarter of a minute: who else is here, and what they changed."""

import uuid
from collections.abc import Iterator

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from icv_portal.accounts.requests import PortalRequest
from programs.actions import be_present
from programs.forms.typed_section import VERSION
from programs.models import Presence
from programs.rules.names import section_name
from programs.rules.numbers import display_number
from programs.rules.standard_form import section
from programs.views.open_section import OpenSection, open_section


@require_POST
def presence(request: PortalRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """JSON: `shape`, `version`, cells saved since the version the page has seen, the people, and where they write."""
    opened = open_section(request, pk, code)
    at = timezone.now()
    assert request.membership is not None  # whoever may read the rows has one
    cell = request.POST.get("cell", "")[:120].replace("\0", "")
    be_present(opened.draft.program, code, cell=cell, by=request.membership, at=at)
    version = request.POST.get("version", "")
    others = opened.draft.program.presences.now(at).exclude(membership=request.membership)
    people = list(others.select_related("membership__user").order_by("seen_at"))
    context = {"people": [(one.membership.user.full_name, _place(one, code)) for one in people]}
    return JsonResponse(
        {
            "isOpen": opened.draft.is_open,
            "shape": opened.shape,
            "version": opened.state.version,
            "changed": dict(_changed(opened, int(version))) if VERSION.fullmatch(version) else {},
            "people": render_to_string("programs/_people.html", context),
            "cells": {one.cell: one.membership.user.full_name for one in people if one.section == code and one.cell},
        }
    )


presence.is_by_itself = True  # type: ignore[attr-defined]
presence.is_activity = False  # type: ignore[attr-defined]  # an open page alone does not keep anybody signed in


def _place(presence: Presence, code: str) -> str:
    """The section somebody is in, unless it is the same."""
    if presence.section == code:
        return ""
    return section_name(section(presence.section)).in_language(get_language() or "kk")


def _changed(opened: OpenSection, version: int) -> Iterator[tuple[str, str]]:
    """Name and text of each cell of the rows saved since, as the page shows them."""
    if opened.state.version == version:
        return
    since = opened.draft.program.rows.of_section(opened.section.code).filter(section_version__gt=version)
    rows = opened.rows
    for row_id in map(str, since.values_list("pk", flat=True)):
        for spec in opened.draft.content.cell_specs(rows[row_id]) if row_id in rows else ():
            text = rows[row_id].cells.get(spec.key, "")
            yield f"cell:{row_id}:{spec.key}", display_number(text, spec.column.kind, get_language() or "kk")
