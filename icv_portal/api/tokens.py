"""Tokens of the caller: seen by whoever they belong to, issued and revoked by that person alone."""

from typing import Any, ClassVar
from uuid import UUID

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.core.exceptions import ValidationError as ModelInvalid
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.models import ApiToken
from icv_portal.accounts.tokens import end_of_day, issue_token, revoke_token
from icv_portal.api.problems import ReauthenticationRequired
from icv_portal.api.serializers import MEMBERSHIP, SCOPES, MembershipBrief
from icv_portal.api.views import Endpoint, ListEndpoint

TOKEN: dict[str, Any] = {
    "id": "8c1f4a52-3c5e-4f0a-9a53-51b1f3a0c9d2",
    "membership": MEMBERSHIP,
    "name": "ERP",
    "beginning": "icv_Zk3v9Q",
    "scopes": ["draft", "read"],
    "created_at": "2026-11-23T10:00:00+05:00",
    "expires_at": "2027-06-30T23:59:59+05:00",
    "last_used_at": None,
    "revoked_at": None,
}


@extend_schema_serializer(examples=[OpenApiExample("A token in use", value=TOKEN)])
class TokenSerializer(serializers.Serializer[ApiToken]):
    id = serializers.UUIDField()
    membership = MembershipBrief()
    name = serializers.CharField(help_text="What it is for.")
    beginning = serializers.CharField(help_text="The first characters, to tell it from others.")
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=SCOPES))
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True, help_text="Exact to the minute.")
    revoked_at = serializers.DateTimeField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("Just issued", value={**TOKEN, "secret": "icv_Zk3v9Q…"})])
class IssuedTokenSerializer(TokenSerializer):
    secret = serializers.CharField(help_text="The token itself, told this once.")


@extend_schema_serializer(
    examples=[
        OpenApiExample("For an ERP", value={"name": "ERP", "scopes": ["read", "draft"], "last_day": "2027-06-30"})
    ]
)
class TokenWanted(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=SCOPES), min_length=1, max_length=len(SCOPES))
    last_day = serializers.DateField(help_text="The last day on which it opens anything: a year from today at most.")


class Tokens(ListEndpoint):
    session_only = ("POST",)
    problems: ClassVar = {"POST": [ReauthenticationRequired]}
    order = ("-created_at", "-id")

    @extend_schema(operation_id="list_tokens", tags=["tokens"], responses=TokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        """One's own tokens, the newest first, those that open nothing any more included."""
        return self.page(ApiToken.objects.of_person(self.person), TokenSerializer)

    @extend_schema(
        operation_id="issue_token", tags=["tokens"], request=TokenWanted, responses={201: IssuedTokenSerializer}
    )
    def post(self, request: Request) -> Response:
        """A token for the membership one acts in. Its secret stands in this answer and nowhere else, ever.

        Only for whoever signed in, or confirmed on the pages that it is them, in the last five minutes.
        """
        if is_reauthentication_required(self.page_request, app="accounts"):
            raise ReauthenticationRequired
        wanted = TokenWanted(data=request.data)
        wanted.is_valid(raise_exception=True)
        asked = dict(wanted.validated_data)
        expires_at = end_of_day(asked.pop("last_day"))
        try:
            token, secret = issue_token(**asked, expires_at=expires_at, by=self.membership, at=timezone.now())
        except ModelInvalid as refused:
            raise ValidationError(under_own_names(refused)) from refused
        told = {**TokenSerializer(token).data, "secret": secret}
        return Response(told, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})


class Revocation(Endpoint):
    session_only = ("POST",)

    @extend_schema(operation_id="revoke_token", tags=["tokens"], request=None, responses=TokenSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """The token opens nothing from now on; doing so again changes nothing."""
        try:
            token = revoke_token(pk, by=self.membership, at=timezone.now())
        except ApiToken.DoesNotExist:
            raise Http404 from None
        return Response(TokenSerializer(token).data)


def under_own_names(refused: ModelInvalid) -> dict[str, list[str]]:
    """What the model says of `expires_at` was sent as the last day."""
    names = {"expires_at": "last_day"}
    return {names.get(field, field): texts for field, texts in refused.message_dict.items()}
