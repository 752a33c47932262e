"""Organisations, memberships and texts of the rules as every answer shows them."""

from typing import Any

from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.roles import Role
from icv_portal.accounts.rules.tokens import Scope

ROLES = [role.value for role in Role]
SCOPES = [scope.value for scope in Scope]

ORGANIZATION: dict[str, Any] = {
    "id": "5d1c0a34-0f5b-4c0c-93a1-6d1a52d3c7a1",
    "bin": "990140000018",
    "name": "“Kunqala Metals” JSC",
}
MEMBERSHIP: dict[str, Any] = {
    "id": "2f6a3b0c-7d34-4a19-8a45-0d2c4f8b9e10",
    "organization": ORGANIZATION,
    "role": "drafter",
    "role_label": "Drafter",
    "position": "Planner",
    "valid_from": "2026-01-12",
    "valid_until": None,
}


class OrganizationBrief(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    bin = serializers.CharField()
    name = serializers.CharField(help_text="In the caller's language.")


@extend_schema_serializer(examples=[OpenApiExample("Drafter", value=MEMBERSHIP)])
class MembershipBrief(serializers.Serializer[Membership]):
    id = serializers.UUIDField()
    organization = OrganizationBrief()
    role = serializers.ChoiceField(choices=ROLES)
    role_label = serializers.CharField(source="get_role_display", help_text="In the caller's language.")
    position = serializers.CharField(source="position_as_read")
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)


@extend_schema_field(OpenApiTypes.STR)
class TimeOfDay(serializers.TimeField):
    """In Kazakhstan; what OpenAPI calls a time carries its offset."""


class InReadersLanguage(serializers.CharField):
    """A Label of the rules in the caller's language; None stays None where it is allowed."""

    def to_representation(self, value: Label) -> str:  # type: ignore[override]
        return value.in_language(get_language() or "kk")
