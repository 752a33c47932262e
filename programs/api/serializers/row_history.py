"""What became of the cells of a row, as the API tells it."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

EDIT: dict[str, Any] = {
    "at": "2026-11-23T14:03:00+05:00",
    "by": "Әлиева Сәуле",
    "is_going_on": False,
    "changes": [{"cell": "target.2027", "what": "Нысаналы көрсеткіштер, 2027 жыл", "before": "24", "after": "24.5"}],
}


class CellChangeSerializer(serializers.Serializer[Any]):
    cell = serializers.CharField(source="key", help_text="Its key in the row's `cells`.")
    what = serializers.CharField(source="label", help_text="What the cell holds, in the caller's language.")
    before = serializers.CharField(source="kept_before", help_text="Empty for a cell that was empty.")
    after = serializers.CharField(source="kept_after")


@extend_schema_serializer(examples=[OpenApiExample("A target", value=EDIT)])
class RowEditSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True, help_text="Full name; null where the portal itself made the row.")
    is_going_on = serializers.BooleanField(help_text="Still being typed: further changes join this one.")
    changes = CellChangeSerializer(many=True)
