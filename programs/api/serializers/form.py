"""The standard form as it is declared: sections, columns, kinds of rows."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from icv_portal.api.serializers import InReadersLanguage
from programs.rules.numbers import SCALES, UNITS
from programs.rules.standard_form import SECTIONS, CellKind, Column, Section, Years

SECTION_CODES = [section.code for section in SECTIONS]
CELL_KINDS = [kind.value for kind in CellKind]
YEARS = [years.value for years in Years]

COLUMN: dict[str, Any] = {
    "code": "target",
    "label": "Target values",
    "kind": "percent",
    "unit": "%",
    "decimals": 4,
    "years": "program",
    "bilingual": False,
    "printed": True,
}


class ColumnSerializer(serializers.Serializer[Column]):
    code = serializers.CharField()
    label = InReadersLanguage()  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=CELL_KINDS, help_text="What its cells hold.")
    unit = serializers.SerializerMethodField(help_text="Empty where the kind has none.")
    decimals = serializers.SerializerMethodField(help_text="Most places after the point; null for texts.")
    years = serializers.ChoiceField(choices=YEARS, help_text="Over which years it repeats.")
    bilingual = serializers.BooleanField(help_text="Whether it is written in each language of the program.")
    printed = serializers.BooleanField(help_text="Whether the form has a column for it.")

    def get_unit(self, column: Column) -> str:
        unit = UNITS.get(column.kind)
        return InReadersLanguage().to_representation(unit) if unit else ""

    def get_decimals(self, column: Column) -> int | None:
        return SCALES.get(column.kind)


class RowKindSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    group = serializers.CharField(allow_null=True)
    label = InReadersLanguage(  # type: ignore[assignment]
        allow_null=True, help_text="The row's name in the form; null where the customer names it."
    )
    fixed = serializers.BooleanField(help_text="Every program has exactly one, or one for each contract and licence.")
    per_right = serializers.BooleanField(help_text="Kept apart by contract and licence of a subsoil user.")
    columns = ColumnSerializer(many=True)


class GroupSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = InReadersLanguage()  # type: ignore[assignment]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Table 2",
            value={
                "code": "table_2",
                "title": "Raising the share of in-country value in purchases of goods",
                "hint": "Give a target for each year; subsoil users separately for each contract and licence.",
                "point": "7(1)",
                "part": 2,
                "number": None,
                "table_number": 2,
                "groups": [],
                "row_kinds": [
                    {
                        "code": "icv_share",
                        "group": None,
                        "label": "Raising the share of in-country value in purchases of goods (%)",
                        "fixed": True,
                        "per_right": True,
                        "columns": [COLUMN],
                    }
                ],
            },
        )
    ]
)
class FormSectionSerializer(serializers.Serializer[Section]):
    code = serializers.ChoiceField(choices=SECTION_CODES)
    title = InReadersLanguage()
    hint = InReadersLanguage()
    point = serializers.CharField(help_text="Of the Rules, in Russian numbering.")
    part = serializers.IntegerField(allow_null=True, help_text="Section 1 or 2 of the form; null: it is not printed.")
    number = serializers.IntegerField(allow_null=True, help_text="Of a narrative.")
    table_number = serializers.IntegerField(allow_null=True)
    groups = GroupSerializer(many=True)
    row_kinds = RowKindSerializer(many=True)


class FormSerializer(serializers.Serializer[Any]):
    sections = FormSectionSerializer(many=True)
