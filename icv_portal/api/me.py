"""Who calls, and as whom."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.models import Membership
from icv_portal.api.permissions import TokenAllows
from icv_portal.api.views import Endpoint


class OrganizationBrief(serializers.Serializer[object]):
    id = serializers.UUIDField()
    bin = serializers.CharField()
    name = serializers.CharField(help_text="In the caller's language.")


class MembershipBrief(serializers.ModelSerializer[Membership]):
    organization = OrganizationBrief()

    class Meta:
        model = Membership
        fields = ("id", "organization", "role", "position", "valid_from", "valid_until")


class MeSerializer(serializers.Serializer[object]):
    full_name = serializers.CharField()
    language = serializers.CharField()
    acting = MembershipBrief(allow_null=True, help_text="The membership every request acts in.")
    memberships = MembershipBrief(many=True)


class Me(Endpoint):
    permission_classes = (IsAuthenticated, TokenAllows)

    @extend_schema(operation_id="me", tags=["me"], responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """The person, the membership this request acts in, and those the person may choose."""
        told = {
            "full_name": self.person.full_name,
            "language": self.person.language,
            "acting": request.membership,  # type: ignore[attr-defined]
            "memberships": request.memberships,  # type: ignore[attr-defined]
        }
        return Response(MeSerializer(told).data)
