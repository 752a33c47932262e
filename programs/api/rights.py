"""Contracts and licences of a subsoil user: share targets are set for each of them (p. 7(1))."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.views import Endpoint, ListEndpoint
from programs import actions
from programs.api.problems import ProgramIsLocked, told_when_locked
from programs.api.serializers.rights import EndOfRight, NewRight, RightSerializer
from programs.forms.subsoil_rights import EndOfRightForm
from programs.views.drafts import Draft, draft_of


class Rights(ListEndpoint):
    scope = Scope.DRAFT
    order = ("id",)
    problems = {"POST": (ProgramIsLocked,)}

    @extend_schema(operation_id="list_subsoil_rights", tags=["programs"], responses=RightSerializer(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """The contracts and licences of a subsoil user, those that ended included; nothing is here for others."""
        return self.page(draft_of_subsoil_user(self, pk).program.customer.subsoil_rights.all(), RightSerializer)

    @extend_schema(
        operation_id="add_subsoil_right", tags=["programs"], request=NewRight, responses={201: RightSerializer}
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """A contract or licence of the customer: every draft of the customer gets its share row."""
        draft_to_write(self, pk)
        wanted = NewRight(data=request.data)
        wanted.is_valid(raise_exception=True)
        with told_when_locked():
            right = actions.add_subsoil_right(pk, **wanted.validated_data, by=self.membership, at=timezone.now())
        return Response(RightSerializer(right).data, status=201)


class EndedRight(Endpoint):
    scope = Scope.DRAFT
    problems = {"POST": (ProgramIsLocked,)}

    @extend_schema(operation_id="end_subsoil_right", tags=["programs"], request=EndOfRight, responses=RightSerializer)
    def post(self, request: Request, pk: UUID, right_id: UUID) -> Response:
        """A contract or licence that is over: its rows leave every draft of the customer."""
        draft = draft_to_write(self, pk)
        right = get_object_or_404(draft.program.customer.subsoil_rights.in_force(), pk=right_id)
        wanted = EndOfRight(data=request.data)
        wanted.is_valid(raise_exception=True)
        form = EndOfRightForm(wanted.validated_data, signed_on=right.signed_on, today=timezone.localdate())
        if not form.is_valid():
            raise ValidationError({name: list(map(str, texts)) for name, texts in form.errors.items()})
        with told_when_locked():
            actions.end_subsoil_right(pk, right_id, **form.cleaned_data, by=self.membership, at=timezone.now())
        right.refresh_from_db()
        return Response(RightSerializer(right).data)


def draft_of_subsoil_user(endpoint: Endpoint, pk: UUID) -> Draft:
    draft = draft_of(endpoint.page_request, pk)
    if not draft.content.customer.is_subsoil_user:
        raise Http404
    return draft


def draft_to_write(endpoint: Endpoint, pk: UUID) -> Draft:
    draft = draft_of_subsoil_user(endpoint, pk)
    if not draft.may_write:
        raise PermissionDenied
    return draft
