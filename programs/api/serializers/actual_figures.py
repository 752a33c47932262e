"""Figures of Table 1 as typed and as the contracts of past years have them."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from icv_portal.api.serializers import InReadersLanguage
from programs.api.problems import ROW_ID
from programs.api.serializers.purchases import LIST_ID, Exact

FIGURE: dict[str, Any] = {
    "cell": "amount.2025",
    "year": 2025,
    "typed": "900000",
    "computed": "912450.5",
    "differs": True,
    "lines": 214,
}
ROW: dict[str, Any] = {"row": ROW_ID, "name": "Goods", "figures": [FIGURE]}


class FigureSerializer(serializers.Serializer[Any]):
    cell = serializers.CharField(help_text="The cell's key.")
    year = serializers.IntegerField()
    typed = Exact(allow_null=True, help_text="Thousand tenge, or per cent.")
    computed = Exact(allow_null=True, help_text="The same, of the contracts.")
    differs = serializers.BooleanField()
    lines = serializers.IntegerField(help_text="Of the list, that it rests on.")


class ComputedRowSerializer(serializers.Serializer[Any]):
    row = serializers.UUIDField()
    name = InReadersLanguage()
    figures = FigureSerializer(many=True)


@extend_schema_serializer(examples=[OpenApiExample("One row shown", value={"list": LIST_ID, "rows": [ROW]})])
class ActualFiguresSerializer(serializers.Serializer[Any]):
    list = serializers.UUIDField(allow_null=True, help_text="The list of past purchases in force.")
    rows = ComputedRowSerializer(many=True, help_text="Rows the list says something of.")


@extend_schema_serializer(examples=[OpenApiExample("Of the list that was read", value={"list": LIST_ID})])
class FiguresWanted(serializers.Serializer[Any]):
    list = serializers.UUIDField(help_text="The list whose figures were read.")
