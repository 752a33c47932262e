"""Files beside the form: added and removed by the company, downloaded by whoever reads a version naming them."""

import logging
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.problems import Problem
from icv_portal.api.uploads import UploadEndpoint
from icv_portal.api.views import Endpoint, ListEndpoint
from icv_portal.documents.inspection import FileFormat, UnacceptableFile
from icv_portal.documents.storage import AlteredFile
from programs.actions.attachments import attach, remove_attachment
from programs.api.problems import ProgramIsLocked, told_when_locked
from programs.api.serializers.attachments import AttachmentSerializer, NewAttachment
from programs.models import Attachment
from programs.rules.attachments import AttachmentKind
from programs.views.attachments import file_of
from programs.views.drafts import Draft, draft_of

logger = logging.getLogger(__name__)


class AttachmentWithheld(Problem):
    """`scan`: waiting, or infected."""

    status_code: int = 403
    default_code: str = "attachment-withheld"
    title: ClassVar[Any] = gettext_lazy("The file is not given out.")
    advice: ClassVar[Any] = gettext_lazy("One that waits to be scanned is given out once it is found clean.")
    example: ClassVar[dict[str, Any]] = {"scan": "waiting"}


class AttachmentUnavailable(Problem):
    status_code: int = 503
    default_code: str = "attachment-unavailable"
    title: ClassVar[Any] = gettext_lazy("The stored file is not the one that was attached.")
    advice: ClassVar[Any] = gettext_lazy("Tell the portal administrators: they have to bring it back.")


class Attachments(UploadEndpoint, ListEndpoint):
    scope = Scope.DRAFT
    order: ClassVar[Sequence[str]] = ("added_at", "id")
    problems = {"POST": (ProgramIsLocked,)}

    @extend_schema(operation_id="list_attachments", tags=["programs"], responses=AttachmentSerializer(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The files that are part of the draft, the first attached first; for the customer's own organisation."""
        in_force = draft_of(self.page_request, pk).program.attachments.in_force()
        return self.page(in_force.select_related("scan"), AttachmentSerializer)

    @extend_schema(
        operation_id="add_attachment",
        tags=["programs"],
        request={"multipart/form-data": NewAttachment},
        responses={201: AttachmentSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Put a file beside the form. It is judged by its content and, where there is a scanner, scanned."""
        draft_to_write(self, pk)
        wanted = NewAttachment(data=self.sent())
        wanted.is_valid(raise_exception=True)
        kind, file = AttachmentKind(wanted.validated_data["kind"]), wanted.validated_data["file"]
        try:
            with told_when_locked():
                attachment = attach(pk, file, kind=kind, by=self.membership, at=timezone.now())
        except UnacceptableFile as refused:
            raise ValidationError({"file": [ErrorDetail(refused.message, refused.code)]}) from refused
        return Response(AttachmentSerializer(attachment).data, status=201)


class AttachmentOfDraft(Endpoint):
    scope = Scope.DRAFT
    problems = {"DELETE": (ProgramIsLocked,)}

    @extend_schema(operation_id="remove_attachment", tags=["programs"], responses={204: None})
    def delete(self, request: Request, pk: UUID, attachment_id: UUID) -> Response:
        """Take a file out of the draft; versions that name it keep it. Removed again changes nothing."""
        attachment = get_object_or_404(draft_to_write(self, pk).program.attachments, pk=attachment_id)
        with told_when_locked():
            remove_attachment(pk, attachment.pk, by=self.membership, at=timezone.now())
        return Response(status=204)


class AnythingOrProblem(JSONRenderer):
    """Lets a caller ask for any form; what is said in place of the file stays JSON."""

    media_type = "*/*"
    format = "file"


class AttachmentFile(Endpoint):
    renderer_classes = (AnythingOrProblem, JSONRenderer)
    problems = {"GET": (AttachmentWithheld, AttachmentUnavailable)}

    @extend_schema(
        operation_id="download_attachment",
        tags=["versions"],
        responses={
            **{
                (200, one.media_type): OpenApiResponse(OpenApiTypes.BINARY, description="The file.")
                for one in FileFormat
            },
            304: OpenApiResponse(description="The file has the ETag sent in If-None-Match."),
        },
    )
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        """A file of one's own draft, or one named by a version that the caller may read; its SHA-256 is the ETag."""
        attachment = get_object_or_404(Attachment.objects.visible_to(self.membership).select_related("scan"), pk=pk)
        if not attachment.may_be_downloaded_by(self.membership):
            raise AttachmentWithheld(scan=attachment.scan_state.value)
        try:
            return file_of(self.page_request, attachment)
        except AlteredFile as problem:
            logger.error("Attachment %s: %s", attachment.pk, problem)
            raise AttachmentUnavailable from problem


def draft_to_write(endpoint: Endpoint, pk: UUID) -> Draft:
    draft = draft_of(endpoint.page_request, pk)
    if not draft.may_write:
        raise PermissionDenied
    return draft
