"""Programs the caller may read: one's own as they stand, others as their latest version says."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import JSONField, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.api.views import Endpoint, ListEndpoint
from programs.api.serializers.programs import EXAMPLES, AnyProgram, AnyPrograms, OwnProgram, ReadProgram
from programs.models import Program, Version
from programs.permissions import may_write

FROZEN = ("first_year", "last_year", "languages", "customer")
"""What a version says of its program, read from its content without the rows."""


class ProgramList(ListEndpoint):
    order = ("id",)

    @extend_schema(operation_id="list_programs", tags=["programs"], responses=AnyPrograms, examples=EXAMPLES)
    def get(self, request: Request) -> Response:
        """The programs of one's own company; for a state body those it was given, for auditors all submitted."""
        pages = self.pagination_class()
        visible = Program.objects.visible_to(self.membership).select_related("customer")
        programs = pages.paginate_queryset(visible, request, view=self)
        return pages.get_paginated_response(told_programs(programs, self.membership))


class ProgramDetail(Endpoint):
    @extend_schema(operation_id="get_program", tags=["programs"], responses=AnyProgram, examples=EXAMPLES)
    def get(self, request: Request, pk: UUID) -> Response:
        """One program, as its customer sees it or as its latest version says."""
        visible = Program.objects.visible_to(self.membership).select_related("customer")
        program = get_object_or_404(visible, pk=pk)
        return Response(told_programs([program], self.membership)[0])


def told_programs(programs: Collection[Program], membership: Membership) -> list[dict[str, Any]]:
    """In one more query, however many they are."""
    latest = {version.program_id: version for version in _latest_versions(programs, membership)}
    if membership.kind is OrganizationKind.BIG_CUSTOMER:
        return [_own(program, latest.get(program.pk), membership) for program in programs]
    return [_read(latest[program.pk]) for program in programs if program.pk in latest]


def _latest_versions(programs: Iterable[Program], membership: Membership) -> QuerySet[Version]:
    visible = Version.objects.visible_to(membership).filter(program__in=[program.pk for program in programs])
    frozen = visible.alias(frozen=Cast("content", JSONField()))
    return (
        frozen.annotate(
            first_year=KT("frozen__first_year"),
            last_year=KT("frozen__last_year"),
            languages=_part("languages"),
            customer=_part("customer"),
        )
        .defer("content")
        .order_by("program", "-number")
        .distinct("program")
    )


def _part(name: str) -> Cast:
    return Cast(KT(f"frozen__{name}"), JSONField())


def _own(program: Program, latest: Version | None, membership: Membership) -> dict[str, Any]:
    told = {
        "seen_as": "customer",
        "id": program.pk,
        "customer": program.customer,
        "first_year": program.first_year,
        "last_year": program.last_year,
        "languages": program.languages,
        "latest_version": latest,
        "baseline_years": program.baseline_years,
        "opened_at": program.opened_at,
        "submitted_at": program.submitted_at,
        "locked": program.is_locked,
        "may_write": may_write(membership, program) and program.is_writable,
        "copied_from": program.copied_from_id,
        "ready_at": program.ready_at,
        "returned_at": program.returned_at,
        "return_note": program.return_note,
    }
    return dict(OwnProgram(told).data)


def _read(version: Any) -> dict[str, Any]:
    language = get_language() if get_language() in ("ru", "en") else "kk"
    customer = version.customer
    told = {
        "seen_as": "staff",
        "id": version.program_id,
        "customer": {"id": customer["id"], "bin": customer["bin"], "name": customer[f"name_{language}"]},
        "first_year": int(version.first_year),
        "last_year": int(version.last_year),
        "languages": version.languages,
        "latest_version": version,
    }
    return dict(ReadProgram(told).data)
