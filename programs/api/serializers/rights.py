"""Contracts and licences of a subsoil user."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from programs.api.serializers.versions import RIGHT_KINDS
from programs.models import SubsoilRight

NEW_RIGHT: dict[str, Any] = {"kind": "contract", "number": "214-ТПИ", "signed_on": "2015-04-07"}


@extend_schema_serializer(examples=[OpenApiExample("A contract", value=NEW_RIGHT)])
class NewRight(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=RIGHT_KINDS)
    number = serializers.CharField(max_length=60)
    signed_on = serializers.DateField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "In force",
            value={
                "id": "7b1d4e9c-2a3f-4c5d-9e8f-1a2b3c4d5e6f",
                **NEW_RIGHT,
                "kind_label": "contract",
                "ended_on": None,
            },
        )
    ]
)
class RightSerializer(serializers.Serializer[SubsoilRight]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=RIGHT_KINDS)
    kind_label = serializers.CharField(source="get_kind_display", help_text="In the caller's language.")
    number = serializers.CharField()
    signed_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("Ended", value={"ended_on": "2026-10-31"})])
class EndOfRight(serializers.Serializer[Any]):
    ended_on = serializers.DateField()
