"""A section of a draft: its rows and cells, what the checks say, and a change of it."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from icv_portal.api.serializers import InReadersLanguage
from programs.api.problems import ROW_ID
from programs.api.serializers.findings import FINDING, FindingSerializer
from programs.api.serializers.form import CELL_KINDS, SECTION_CODES
from programs.rules.cells import LONGEST_TEXT
from programs.rules.numbers import UNITS
from programs.rules.places import MOST_ROWS

PROGRESS = ["not_started", "complete", "errors", "warnings"]
TEXT = serializers.CharField(allow_blank=True, trim_whitespace=False, max_length=LONGEST_TEXT)
BRIEF: dict[str, Any] = {
    "code": "table_2",
    "title": "Raising the share of in-country value in purchases of goods",
    "version": 7,
    "saved_at": "2026-11-23T14:03:00+05:00",
    "status": "warnings",
    "errors": 0,
    "warnings": 1,
}
PLACE: dict[str, Any] = {"kind": "activity", "group": None, "right": None}


class SectionBrief(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=SECTION_CODES)
    title = InReadersLanguage()
    version = serializers.IntegerField(help_text="How often it was saved: the number in its ETag.")
    saved_at = serializers.DateTimeField(allow_null=True)
    status = serializers.ChoiceField(choices=PROGRESS)
    errors = serializers.IntegerField()  # type: ignore[assignment]
    warnings = serializers.IntegerField()


@extend_schema_serializer(
    examples=[OpenApiExample("One section shown", value={"may_write": True, "sections": [BRIEF]})]
)
class SectionsSerializer(serializers.Serializer[Any]):
    may_write = serializers.BooleanField(help_text="Whether the caller can change them now.")
    sections = SectionBrief(many=True)


class CellSpecSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="column[.year][.language]")
    label = InReadersLanguage()  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=CELL_KINDS, source="column.kind")
    unit = serializers.SerializerMethodField(help_text="Empty where the kind has none.")
    year = serializers.IntegerField(allow_null=True)
    language = serializers.CharField(allow_null=True)

    def get_unit(self, spec: Any) -> str:
        unit = UNITS.get(spec["column"].kind)
        return InReadersLanguage().to_representation(unit) if unit else ""


class RowSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    group = serializers.CharField(allow_null=True)
    right = serializers.UUIDField(allow_null=True, help_text="The contract or licence it belongs to.")
    position = serializers.IntegerField(help_text="Among the rows of its kind, from 1.")
    name = serializers.CharField(help_text="In the caller's language.")
    fixed = serializers.BooleanField(help_text="A fixed row cannot be removed.")
    cells = serializers.DictField(child=serializers.CharField(), help_text="Text by key; empty cells are left out.")


class PlaceSerializer(serializers.Serializer[Any]):
    """Where a row can be added."""

    kind = serializers.CharField()
    group = serializers.CharField(allow_null=True, default=None)
    right = serializers.UUIDField(allow_null=True, default=None)


class KindSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    group = serializers.CharField(allow_null=True)


class SumSerializer(serializers.Serializer[Any]):
    """A sum the form does not print."""

    label = InReadersLanguage()  # type: ignore[assignment]
    right = serializers.UUIDField(allow_null=True, help_text="The contract or licence whose rows are added up.")
    rows = KindSerializer(many=True, help_text="The kinds of rows that are added up.")
    values = serializers.DictField(
        child=serializers.CharField(allow_null=True),
        help_text="By key of the cells; null where nothing is written or not everything is a number.",
    )


class CellsOfKindSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    group = serializers.CharField(allow_null=True)
    cells = CellSpecSerializer(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Table 2",
            value={
                "code": "table_2",
                "title": "Raising the share of in-country value in purchases of goods",
                "version": 7,
                "saved_at": "2026-11-23T14:03:00+05:00",
                "saved_by": "Әлиева Сәуле",
                "may_write": True,
                "rows": [
                    {
                        "id": ROW_ID,
                        "kind": "icv_share",
                        "group": None,
                        "right": None,
                        "position": 1,
                        "name": "Raising the share of in-country value in purchases of goods (%)",
                        "fixed": True,
                        "cells": {"target.2027": "42", "target.2028": "41.5", "target.2029": "45"},
                    }
                ],
                "cells": [
                    {
                        "kind": "icv_share",
                        "group": None,
                        "cells": [
                            {
                                "key": "target.2027",
                                "label": "Target values, 2027",
                                "kind": "percent",
                                "unit": "%",
                                "year": 2027,
                                "language": None,
                            }
                        ],
                    }
                ],
                "places": [PLACE],
                "sums": [],
                "findings": [FINDING],
                "added": [],
            },
        )
    ]
)
class SectionSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=SECTION_CODES)
    title = InReadersLanguage()
    version = serializers.IntegerField(help_text="How often it was saved: the number in the ETag.")
    saved_at = serializers.DateTimeField(allow_null=True)
    saved_by = serializers.CharField(allow_null=True)
    may_write = serializers.BooleanField(help_text="Whether the caller can change it now.")
    rows = RowSerializer(many=True, help_text="In the order of the form.")
    cells = CellsOfKindSerializer(many=True, help_text="The cells the form has for each kind of row in this program.")
    places = PlaceSerializer(many=True, help_text="Where rows can be added.")
    sums = SumSerializer(many=True, help_text="What the numbers of the section add up to.")
    findings = FindingSerializer(many=True)
    added = serializers.ListField(child=serializers.UUIDField(), help_text="Rows this change added, in its order.")


class RowMoveSerializer(serializers.Serializer[Any]):
    row = serializers.UUIDField()
    steps = serializers.IntegerField(
        min_value=-MOST_ROWS,
        max_value=MOST_ROWS,
        help_text="How far down among the rows of its place; up when negative. It stops at the first and last row.",
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Two cells and a new activity",
            value={"cells": {ROW_ID: {"target.2027": "42,5", "note.kk": ""}}, "add": [PLACE]},
        ),
        OpenApiExample("A row moved up", value={"move": [{"row": ROW_ID, "steps": -1}]}),
    ]
)
class SectionChangeSerializer(serializers.Serializer[Any]):
    """What is not named stays as it is."""

    cells = serializers.DictField(
        child=serializers.DictField(child=TEXT),
        required=False,
        help_text="Text by row and key, as typed: numbers may have spaces and a comma; an empty text empties the cell.",
    )
    add = PlaceSerializer(many=True, required=False, max_length=MOST_ROWS, help_text="Rows to add, still empty.")  # type: ignore[call-arg]
    remove = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=MOST_ROWS)
    restore = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=MOST_ROWS,
        help_text="Rows somebody removed, to come back as they last stood.",
    )
    move = RowMoveSerializer(
        many=True,
        required=False,
        max_length=MOST_ROWS,  # type: ignore[call-arg]
        help_text="Rows to move, one after the other; after everything else.",
    )
