"""Sections of a draft: read with their version, changed over the version that was read."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.problems import VersionMissing
from icv_portal.api.versions import etag, version_seen
from icv_portal.api.views import Endpoint
from programs.actions import SectionConflict, save_section
from programs.api.problems import ProgramIsLocked, SectionChanged, told_when_locked
from programs.api.section_changes import WantedChange
from programs.api.serializers.form import SECTION_CODES
from programs.api.serializers.sections import SectionChangeSerializer, SectionSerializer, SectionsSerializer
from programs.forms.entry_parts import cell_label
from programs.models import SectionState
from programs.permissions import require_writable
from programs.rules.content import Content
from programs.rules.names import row_name
from programs.rules.numbers import plain
from programs.rules.places import places_to_add
from programs.rules.standard_form import Section, cell_specs
from programs.rules.sums import sums_of
from programs.views.drafts import draft_of
from programs.views.open_section import OpenSection, open_section

CODE = OpenApiParameter("code", str, OpenApiParameter.PATH, enum=SECTION_CODES)
ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200], description="The section's version.")


class Sections(Endpoint):
    @extend_schema(operation_id="list_sections", tags=["programs"], responses=SectionsSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """How far each section of the draft is; for the customer's own organisation."""
        draft = draft_of(self.page_request, pk)
        states = {state.section: state for state in draft.program.sections.all()}
        told = [
            {
                "code": one.section.code,
                "title": one.section.title,
                "version": states[one.section.code].version,
                "saved_at": states[one.section.code].saved_at,
                "status": one.status,
                "errors": one.errors,
                "warnings": one.warnings,
            }
            for one in draft.progress
        ]
        return Response(SectionsSerializer({"may_write": draft.is_open, "sections": told}).data)


class SectionOfDraft(Endpoint):
    scope = Scope.DRAFT
    problems = {"PATCH": (ProgramIsLocked, VersionMissing, SectionChanged)}

    @extend_schema(operation_id="get_section", tags=["programs"], parameters=[CODE, ETAG], responses=SectionSerializer)
    def get(self, request: Request, pk: UUID, code: str) -> Response:
        """The section as it stands, with what the checks say; for the customer's own organisation."""
        return told_section(open_section(self.page_request, pk, code))

    @extend_schema(
        operation_id="save_section",
        tags=["programs"],
        parameters=[CODE, ETAG],
        request=SectionChangeSerializer,
        responses={200: OpenApiResponse(SectionSerializer, description="The section as it stands now.")},
    )
    def patch(self, request: Request, pk: UUID, code: str) -> Response:
        """Change cells, add, remove and bring back rows over the version in If-Match; what is not named stays.

        Nothing has to be valid to be saved: the checks judge before submission. When the section was saved meanwhile
        nothing is changed, not even where the two changes touch different cells.
        """
        opened = open_section(self.page_request, pk, code)
        if not opened.draft.may_write:
            raise PermissionDenied
        with told_when_locked():
            require_writable(opened.draft.program, self.membership)
        seen = version_seen(request)
        wanted = SectionChangeSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        added = _save(opened, wanted.validated_data, version=seen, by=self.membership)
        return told_section(open_section(self.page_request, pk, code), added)


def _save(opened: OpenSection, wanted: Any, *, version: int, by: Membership) -> list[UUID]:
    """The ids of the rows added. Raises ValidationError, SectionChanged, ProgramIsLocked."""
    named = [str(row_id) for row_id in (*wanted.get("cells", ()), *wanted.get("restore", ()))]
    gone = opened.gone([row_id for row_id in named if _is_uuid(row_id)])
    change = WantedChange(wanted, opened.section, opened.draft.content, gone).change()
    program_id, code = opened.draft.program.pk, opened.section.code
    try:
        with told_when_locked():
            saved = save_section(program_id, code, change, version=version, by=by, at=timezone.now(), may_join=False)
    except SectionConflict as conflict:
        raise changed_meanwhile(conflict) from None
    return [row.pk for row in saved.added]


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def changed_meanwhile(conflict: SectionConflict) -> SectionChanged:
    state = conflict.state
    return SectionChanged(
        present={
            "version": state.version,
            "saved_at": timezone.localtime(state.saved_at).isoformat() if state.saved_at else None,
            "saved_by": _saver(state),
        },
        conflicts=[
            {"row": one.row_id, "cell": one.key, "base": one.base, "mine": one.mine, "theirs": one.theirs}
            for one in conflict.conflicts
        ],
    )


def _saver(state: SectionState) -> str | None:
    if state.saved_by_id is None:
        return None
    return Membership.objects.select_related("user").get(pk=state.saved_by_id).user.full_name


def told_section(opened: OpenSection, added: list[UUID] | None = None) -> Response:
    content, section = opened.draft.content, opened.section
    told = {
        "code": section.code,
        "title": section.title,
        "version": opened.state.version,
        "saved_at": opened.state.saved_at,
        "saved_by": opened.saved_by.user.full_name if opened.saved_by else None,
        "may_write": opened.draft.is_open,
        "rows": list(_rows(content, section)),
        "cells": list(_cells(content, section)),
        "places": places_to_add(section, content) if opened.draft.is_open else [],
        "sums": list(_sums(content, section)),
        "findings": [finding for finding in opened.draft.findings if finding.section == section.code],
        "added": added or [],
    }
    return Response(SectionSerializer(told).data, headers={"ETag": etag(opened.state.version)})


def _rows(content: Content, section: Section) -> Iterator[dict[str, Any]]:
    for row in content.rows_of(section.code):
        yield {
            "id": row.id,
            "kind": row.kind,
            "group": row.group,
            "right": row.right,
            "position": row.position,
            "name": row_name(content, row).in_language(get_language() or "kk"),
            "fixed": row.row_kind.fixed,
            "cells": {key: text for key, text in row.cells.items() if text},
        }


def _sums(content: Content, section: Section) -> Iterator[dict[str, Any]]:
    for shown in sums_of(section.code, content):
        yield {
            "label": shown.sum.label,
            "right": shown.places[0].right if shown.sum.apart else None,
            "rows": [{"kind": kind, "group": group} for kind, group in shown.sum.kinds],
            "values": {cell.spec.key: None if cell.total is None else plain(cell.total) for cell in shown.cells},
        }


def _cells(content: Content, section: Section) -> Iterator[dict[str, Any]]:
    for kind in section.row_kinds:
        specs = cell_specs(
            kind.columns,
            program_years=content.years,
            baseline_years=content.baseline_years,
            languages=content.languages,
        )
        told = [
            {"key": one.key, "label": cell_label(one), "column": one.column, "year": one.year, "language": one.language}
            for one in specs
        ]
        yield {"kind": kind.code, "group": kind.group, "cells": told}
