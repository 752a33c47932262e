"""Who calls, and as whom."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.middleware import ACTING_MEMBERSHIP
from icv_portal.api.permissions import TokenAllows
from icv_portal.api.serializers import MEMBERSHIP, MembershipBrief
from icv_portal.api.views import Endpoint


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A person with one membership",
            value={"full_name": "Әлиева Сәуле", "language": "kk", "acting": MEMBERSHIP, "memberships": [MEMBERSHIP]},
        )
    ]
)
class MeSerializer(serializers.Serializer[Any]):
    full_name = serializers.CharField()
    language = serializers.CharField()
    acting = MembershipBrief(allow_null=True, help_text="The membership every request acts in.")
    memberships = MembershipBrief(many=True, help_text="Those the person may choose; of a token its own alone.")


@extend_schema_serializer(examples=[OpenApiExample("Choice", value={"membership": MEMBERSHIP["id"]})])
class ChosenMembership(serializers.Serializer[Any]):
    membership = serializers.UUIDField()


class Me(Endpoint):
    permission_classes = (IsAuthenticated, TokenAllows)

    @extend_schema(operation_id="get_me", tags=["me"], responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """The person, the membership this request acts in, and those the person may choose."""
        asked = self.page_request
        told = {
            "full_name": self.person.full_name,
            "language": self.person.language,
            "acting": asked.membership,
            "memberships": asked.memberships,
        }
        return Response(MeSerializer(told).data)


class ActingMembership(Endpoint):
    permission_classes = (IsAuthenticated, TokenAllows)
    session_only = ("PUT",)

    @extend_schema(operation_id="choose_membership", tags=["me"], request=ChosenMembership, responses=MembershipBrief)
    def put(self, request: Request) -> Response:
        """Act in another of one's own memberships from now on, on the pages, too. A token acts in its own, always."""
        chosen = ChosenMembership(data=request.data)
        chosen.is_valid(raise_exception=True)
        for membership in self.page_request.memberships:
            if membership.pk == chosen.validated_data["membership"]:
                request.session[ACTING_MEMBERSHIP] = str(membership.pk)
                return Response(MembershipBrief(membership).data)
        raise serializers.ValidationError({"membership": [_("This is none of your memberships of today.")]})
