"""Lists of purchases for programs: sent, asked after until they are read, looked through, withdrawn."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.problems import InvalidInput
from icv_portal.api.uploads import UploadEndpoint
from icv_portal.api.views import Endpoint, ListEndpoint
from icv_portal.documents.inspection import UnacceptableFile
from programs.actions.purchases import send_purchases, withdraw_purchases
from programs.api.attachments import draft_to_write
from programs.api.problems import ProgramIsLocked, told_when_locked
from programs.api.serializers.purchases import (
    ImportSerializer,
    LineSerializer,
    LinesQuery,
    ListSerializer,
    NewImport,
    TracingSerializer,
)
from programs.models import PurchaseLine, PurchaseList, Version
from programs.models.purchases import PurchaseLineQuerySet
from programs.rules.content import Content
from programs.rules.purchases.kinds import PurchasePurpose
from programs.views.drafts import draft_of
from programs.views.tracing import shown_targets

TAGS = ["programs"]


class PurchaseImports(UploadEndpoint, ListEndpoint):
    scope = Scope.DRAFT
    order: ClassVar[Sequence[str]] = ("-uploaded_at", "-id")
    problems = {"POST": (ProgramIsLocked,)}

    @extend_schema(operation_id="list_purchase_imports", tags=TAGS, responses=ImportSerializer(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The files with purchases sent in the last seven days, the newest first, and what became of each."""
        return self.page(
            draft_of(self.page_request, pk).program.purchase_imports.kept(timezone.now()), ImportSerializer
        )

    @extend_schema(
        operation_id="import_purchases",
        tags=TAGS,
        request={"multipart/form-data": NewImport},
        responses={202: ImportSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Have a file read as a list of purchases: taken as a whole, in place of the one in force, or not at all."""
        draft_to_write(self, pk)
        wanted = NewImport(data=self.sent())
        wanted.is_valid(raise_exception=True)
        purpose, file = PurchasePurpose(wanted.validated_data["purpose"]), wanted.validated_data["file"]
        try:
            with told_when_locked():
                sent = send_purchases(pk, file, purpose=purpose, by=self.membership, at=timezone.now())
        except UnacceptableFile as refused:
            raise ValidationError({"file": [ErrorDetail(refused.message, refused.code)]}) from refused
        return Response(ImportSerializer(sent).data, status=202)


class PurchaseImportOfDraft(Endpoint):
    @extend_schema(operation_id="get_purchase_import", tags=TAGS, responses=ImportSerializer)
    def get(self, request: Request, pk: UUID, import_id: UUID) -> Response:
        """How far a file is read, and what is wrong in it: all of that is told on the portal's page of the import."""
        kept = draft_of(self.page_request, pk).program.purchase_imports.kept(timezone.now())
        return Response(ImportSerializer(get_object_or_404(kept, pk=import_id)).data)


class PurchaseLists(ListEndpoint):
    order: ClassVar[Sequence[str]] = ("imported_at", "id")

    @extend_schema(operation_id="list_purchase_lists", tags=TAGS, responses=ListSerializer(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """Every list that was taken, the first imported first, and its totals; one of a purpose is in force at most."""
        lists = draft_of(self.page_request, pk).program.purchase_lists.select_related("end")
        return self.page(lists, ListSerializer)


class PurchaseListOfDraft(Endpoint):
    scope = Scope.DRAFT
    problems = {"DELETE": (ProgramIsLocked,)}

    @extend_schema(operation_id="get_purchase_list", tags=TAGS, responses=ListSerializer)
    def get(self, request: Request, pk: UUID, list_id: UUID) -> Response:
        """One list with its totals by kind, year and right; for the customer's own organisation."""
        return Response(ListSerializer(self._list(pk, list_id)).data)

    @extend_schema(operation_id="withdraw_purchase_list", tags=TAGS, responses={204: None})
    def delete(self, request: Request, pk: UUID, list_id: UUID) -> Response:
        """Put a list out of force; versions that name it keep its totals. Withdrawn again changes nothing."""
        draft_to_write(self, pk)
        with told_when_locked():
            withdraw_purchases(pk, self._list(pk, list_id).pk, by=self.membership, at=timezone.now())
        return Response(status=204)

    def _list(self, pk: UUID, list_id: UUID) -> PurchaseList:
        lists = draft_of(self.page_request, pk).program.purchase_lists.select_related("end")
        return get_object_or_404(lists, pk=list_id)


class PurchaseLines(ListEndpoint):
    order: ClassVar[Sequence[str]] = ("-value", "-number")
    problems = {"GET": (InvalidInput,)}

    @extend_schema(
        operation_id="list_purchase_lines", tags=TAGS, parameters=[LinesQuery], responses=LineSerializer(many=True)
    )
    def get(self, request: Request, pk: UUID, list_id: UUID) -> Response:
        """The lines of a list, the largest value first; narrowed down, those a target rests on."""
        found = get_object_or_404(draft_of(self.page_request, pk).program.purchase_lists, pk=list_id)
        asked = LinesQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return self.page(
            _narrowed(PurchaseLine.objects.filter(purchase_list=found), asked.validated_data), LineSerializer
        )


class TargetsTraced(Endpoint):
    @extend_schema(operation_id="trace_targets", tags=TAGS, responses=TracingSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """Each target of Table 2 of a draft beside what its planned purchases come to (p. 6(2))."""
        return traced(draft_of(self.page_request, pk).content)


class TargetsOfVersion(Endpoint):
    @extend_schema(operation_id="trace_targets_of_version", tags=["versions"], responses=TracingSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """The same of a frozen version, for whoever may read it: totals and differences, no lines."""
        return traced(get_object_or_404(Version.objects.visible_to(self.membership), pk=pk).as_content)


def traced(content: Content) -> Response:
    planned = content.purchase_list(PurchasePurpose.PLANNED)
    answer = {"list": planned.id if planned else None, "targets": list(shown_targets(content))}
    return Response(TracingSerializer(answer).data)


def _narrowed(lines: PurchaseLineQuerySet, asked: dict[str, Any]) -> PurchaseLineQuerySet:
    exact = {name: asked[name] for name in ("kind", "year", "right") if name in asked}
    lines = lines.filter(**exact)
    if asked.get("from_producers"):
        lines = lines.from_producers()
    return lines.found_by(asked["search"]) if asked.get("search") else lines
