"""Applications of manufacturers received for a program: read with their version, changed over the version read."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.problems import VersionMissing
from icv_portal.api.versions import etag, version_seen
from icv_portal.api.views import Endpoint, ListEndpoint
from programs.actions.applications import (
    ApplicationChanged,
    add_application,
    change_application,
    remove_application,
)
from programs.api.attachments import draft_to_write
from programs.api.contracts import ETAG
from programs.api.problems import EntryChanged
from programs.api.serializers.applications import ApplicationChange, ApplicationSerializer, NewApplication, Removal
from programs.models import ManufacturerApplication
from programs.views.drafts import draft_of

TAGS = ["programs"]


class Applications(ListEndpoint):
    scope = Scope.DRAFT
    order = ("-received_on", "-id")

    @extend_schema(operation_id="list_applications", tags=TAGS, responses=ApplicationSerializer(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """What manufacturers applied for, the latest first; for the customer's own organisation."""
        return self.page(draft_of(self.page_request, pk).program.applications.all(), ApplicationSerializer)

    @extend_schema(
        operation_id="add_application",
        tags=TAGS,
        parameters=[ETAG],
        request=NewApplication,
        responses={201: ApplicationSerializer},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """An application received, whoever the program lies with: a version holds those of its day (p. 6(3))."""
        draft_to_write(self, pk)
        wanted = NewApplication(data=request.data)
        wanted.is_valid(raise_exception=True)
        application = add_application(pk, wanted.validated_data, by=self.membership, at=timezone.now())
        return _told(application, status=201)


class ApplicationOfProgram(Endpoint):
    scope = Scope.DRAFT
    problems = {"PATCH": (VersionMissing, EntryChanged)}

    @extend_schema(operation_id="get_application", tags=TAGS, parameters=[ETAG], responses=ApplicationSerializer)
    def get(self, request: Request, pk: UUID, application_id: UUID) -> Response:
        """One application, with its version."""
        return _told(get_object_or_404(draft_of(self.page_request, pk).program.applications, pk=application_id))

    @extend_schema(
        operation_id="change_application",
        tags=TAGS,
        parameters=[ETAG],
        request=ApplicationChange(partial=True),
        responses={200: OpenApiResponse(ApplicationSerializer, description="As it stands now.")},
    )
    def patch(self, request: Request, pk: UUID, application_id: UUID) -> Response:
        """Correct facts over the version in If-Match; what is not named stays."""
        found = get_object_or_404(draft_to_write(self, pk).program.applications, pk=application_id)
        seen = version_seen(request)
        wanted = ApplicationChange(data=request.data, partial=True)
        wanted.is_valid(raise_exception=True)
        try:
            changed = change_application(
                pk, found.pk, wanted.validated_data, seen=seen, by=self.membership, at=timezone.now()
            )
        except ApplicationChanged as meanwhile:
            raise EntryChanged(present={"version": meanwhile.application.version}) from None
        return _told(changed)


class ApplicationRemoval(Endpoint):
    scope = Scope.DRAFT

    @extend_schema(operation_id="remove_application", tags=TAGS, request=Removal, responses={204: None})
    def post(self, request: Request, pk: UUID, application_id: UUID) -> Response:
        """Take out what was entered by mistake; its history keeps it with the reason, versions that hold it, too."""
        found = get_object_or_404(draft_to_write(self, pk).program.applications, pk=application_id)
        wanted = Removal(data=request.data)
        wanted.is_valid(raise_exception=True)
        remove_application(pk, found.pk, **wanted.validated_data, by=self.membership, at=timezone.now())
        return Response(status=204)


def _told(application: ManufacturerApplication, *, status: int = 200) -> Response:
    told = ApplicationSerializer(application).data
    return Response(told, status=status, headers={"ETag": etag(application.version)})
