"""The form as a workbook and back: downloaded, sent, looked at, applied; what was sent is its sender's alone."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.problems import Problem
from icv_portal.api.uploads import UploadEndpoint
from icv_portal.api.views import Endpoint, ListEndpoint
from programs.actions.spreadsheets import (
    Decisions,
    PreviewOutdated,
    TooManyUploads,
    Undecided,
    UploadGone,
    WorkbookHasErrors,
    apply_upload,
    discard,
    take_in,
)
from programs.api.attachments import AnythingOrProblem, draft_to_write
from programs.api.problems import ROW_ID, ProgramIsLocked, told_when_locked
from programs.api.sections import CODE
from programs.api.serializers.spreadsheets import (
    ApplicationSerializer,
    AppliedSerializer,
    NewSpreadsheet,
    SpreadsheetSerializer,
    SpreadsheetWithPreview,
)
from programs.forms.spreadsheets import told
from programs.models import SpreadsheetUpload
from programs.rules.standard_form import SECTIONS
from programs.spreadsheets.refusals import WorkbookRefused
from programs.views.drafts import draft_of
from programs.views.open_section import open_section
from programs.views.spreadsheet_downloads import LANGUAGES, MEDIA_TYPE, workbook_of
from programs.views.spreadsheet_preview import Preview
from programs.views.spreadsheets import annotated_file, own_upload

LANGUAGE = OpenApiParameter("language", str, OpenApiParameter.PATH, enum=LANGUAGES)
WORKBOOK = {(200, MEDIA_TYPE): OpenApiResponse(OpenApiTypes.BINARY, description="The workbook.")}


class TooManyWorkbooks(Problem):
    default_code: str = "too-many-workbooks"
    title: ClassVar[Any] = gettext_lazy("Several of your workbooks wait already.")
    advice: ClassVar[Any] = gettext_lazy("Apply or discard some of them first.")


class WorkbookOutdated(Problem):
    default_code: str = "workbook-outdated"
    title: ClassVar[Any] = gettext_lazy("The draft was changed where the workbook changes it, too.")
    advice: ClassVar[Any] = gettext_lazy("Nothing was applied. Read the changes again and send their present token.")


class WorkbookWithErrors(Problem):
    default_code: str = "workbook-with-errors"
    title: ClassVar[Any] = gettext_lazy("Nothing of a workbook with errors is applied.")
    advice: ClassVar[Any] = gettext_lazy("Mend the errors in the workbook and send it again.")


class WorkbookUndecided(Problem):
    """`conflicts`: the cells for which nobody said which side holds."""

    default_code: str = "workbook-undecided"
    title: ClassVar[Any] = gettext_lazy("Somebody else changed cells that the workbook changes.")
    advice: ClassVar[Any] = gettext_lazy("Nothing was applied. Say for each of them, or for all, which value holds.")
    example: ClassVar[dict[str, Any]] = {"conflicts": [{"row": ROW_ID, "cell": "target.2027"}]}


class WorkbookApplied(Problem):
    default_code: str = "workbook-applied"
    title: ClassVar[Any] = gettext_lazy("The workbook was applied already.")
    advice: ClassVar[Any] = gettext_lazy("What it changed stands in the draft and in the history of each row.")


class WorkbookOfForm(Endpoint):
    renderer_classes = (AnythingOrProblem, JSONRenderer)

    @extend_schema(operation_id="download_form", tags=["programs"], parameters=[LANGUAGE], responses=WORKBOOK)
    def get(self, request: Request, pk: UUID, language: str) -> HttpResponseBase:
        """The whole form as it stands, to be filled in and sent back; for the customer's own organisation."""
        return workbook_of(self.page_request, draft_of(self.page_request, pk), SECTIONS, language)


class WorkbookOfSection(Endpoint):
    renderer_classes = (AnythingOrProblem, JSONRenderer)

    @extend_schema(operation_id="download_section", tags=["programs"], parameters=[CODE, LANGUAGE], responses=WORKBOOK)
    def get(self, request: Request, pk: UUID, code: str, language: str) -> HttpResponseBase:
        """One section as it stands, to be filled in and sent back."""
        opened = open_section(self.page_request, pk, code)
        return workbook_of(self.page_request, opened.draft, [opened.section], language)


class Spreadsheets(UploadEndpoint, ListEndpoint):
    scope = Scope.DRAFT
    order: ClassVar[Sequence[str]] = ("-uploaded_at", "-id")
    problems = {"POST": (ProgramIsLocked, TooManyWorkbooks)}

    @extend_schema(operation_id="list_spreadsheets", tags=["programs"], responses=SpreadsheetSerializer(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The workbooks the caller sent back that are still kept, the last first."""
        uploads = draft_of(self.page_request, pk).program.spreadsheet_uploads
        return self.page(uploads.of(self.membership).kept(timezone.now()).listed(), SpreadsheetSerializer)

    @extend_schema(
        operation_id="send_spreadsheet",
        tags=["programs"],
        request={"multipart/form-data": NewSpreadsheet},
        responses={201: SpreadsheetSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Send a filled-in workbook back. It is read soon after; nothing changes before it is applied."""
        draft_to_write(self, pk)
        wanted = NewSpreadsheet(data=self.sent())
        wanted.is_valid(raise_exception=True)
        try:
            with told_when_locked():
                upload = take_in(pk, wanted.validated_data["file"], by=self.membership, at=timezone.now())
        except WorkbookRefused as refused:
            raise ValidationError({"file": [ErrorDetail(told(refused), refused.code)]}) from refused
        except TooManyUploads:
            raise TooManyWorkbooks from None
        return Response(SpreadsheetSerializer(upload).data, status=201)


class SpreadsheetOfDraft(Endpoint):
    scope = Scope.DRAFT
    problems = {"DELETE": (WorkbookApplied,)}

    @extend_schema(operation_id="get_spreadsheet", tags=["programs"], responses=SpreadsheetWithPreview)
    def get(self, request: Request, pk: UUID, upload_id: UUID) -> Response:
        """How far the reading is; then what the workbook would change in the draft as it stands now."""
        draft_of(self.page_request, pk)
        upload = own_upload(self.page_request, pk, upload_id)
        preview = Preview(upload, get_language() or "kk", timezone.localdate())
        told = {name: getattr(upload, name) for name in PLAIN}
        return Response(SpreadsheetWithPreview({**told, **_told(preview)}).data)

    @extend_schema(operation_id="discard_spreadsheet", tags=["programs"], responses={204: None})
    def delete(self, request: Request, pk: UUID, upload_id: UUID) -> Response:
        """Discard a workbook: nothing of it is applied. Discarded again changes nothing."""
        draft_of(self.page_request, pk)
        if not discard(own_upload(self.page_request, pk, upload_id), by=self.membership, at=timezone.now()):
            raise WorkbookApplied
        return Response(status=204)


class ApplicationOfSpreadsheet(Endpoint):
    scope = Scope.DRAFT
    problems = {"POST": (ProgramIsLocked, WorkbookOutdated, WorkbookWithErrors, WorkbookUndecided)}

    @extend_schema(
        operation_id="apply_spreadsheet",
        tags=["programs"],
        request=ApplicationSerializer,
        responses={200: OpenApiResponse(AppliedSerializer, description="What was changed.")},
    )
    def post(self, request: Request, pk: UUID, upload_id: UUID) -> Response:
        """Apply everything the workbook changes, or nothing. Applied again it changes nothing."""
        upload = _to_apply(self, pk, upload_id)
        wanted = ApplicationSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        decisions, token = _decisions(wanted.validated_data), wanted.validated_data["token"]
        try:
            with told_when_locked():
                applied = apply_upload(upload, decisions, token=token, by=self.membership, at=timezone.now())
        except UploadGone:
            raise Http404 from None
        except PreviewOutdated:
            raise WorkbookOutdated from None
        except WorkbookHasErrors:
            raise WorkbookWithErrors from None
        except Undecided as undecided:
            raise WorkbookUndecided(conflicts=[{"row": row, "cell": key} for row, key in undecided.cells]) from None
        return Response(AppliedSerializer(applied).data)


class AnnotatedSpreadsheet(Endpoint):
    renderer_classes = (AnythingOrProblem, JSONRenderer)

    @extend_schema(operation_id="download_annotated_spreadsheet", tags=["programs"], responses=WORKBOOK)
    def get(self, request: Request, pk: UUID, upload_id: UUID) -> HttpResponseBase:
        """The workbook that was sent, with its problems beside their cells; 404 where it has none."""
        draft_of(self.page_request, pk)
        upload = own_upload(self.page_request, pk, upload_id)
        if not upload.annotated or not default_storage.exists(upload.annotated):
            raise Http404
        return annotated_file(upload)


PLAIN = ("id", "name", "size", "uploaded_at", "expires_at", "state", "sheets", "sheets_read", "applied_at", "annotated")


def _to_apply(endpoint: Endpoint, pk: UUID, upload_id: UUID) -> SpreadsheetUpload:
    draft_to_write(endpoint, pk)
    return own_upload(endpoint.page_request, pk, upload_id)


def _told(preview: Preview) -> dict[str, Any]:
    refused = (preview.upload.result or {}).get("refused")
    what, how = preview.refusal or ("", "")
    return {
        "refused": {"code": refused["code"], "what": what, "how": how} if refused else None,
        "preview": _changes(preview) if preview.upload.applied_at is None else None,
    }


def _changes(preview: Preview) -> dict[str, Any] | None:
    made = preview.comparison
    if made is None or preview.findings is None:
        return None
    sections = {row.id: row.section for row in made.content.rows}
    return {
        "token": made.token,
        "downloaded_at": parse_datetime(preview.findings.downloaded_at),
        "has_errors": made.has_errors,
        "problems": preview.problems,
        "contested": made.contested,
        "missing": made.missing,
        "changed": [{"section": sections[row], "row": row, "cells": cells} for row, cells in made.cells.items()],
        "added": made.added,
    }


def _decisions(wanted: dict[str, Any]) -> Decisions:
    cells = wanted.get("cells", ())
    mine, theirs = (
        frozenset((str(one["row"]), one["cell"]) for one in cells if one["side"] == side) for side in ("mine", "theirs")
    )
    return Decisions(mine, theirs, wanted.get("others", ""), frozenset(map(str, wanted.get("remove", ()))))
