"""A workbook that was sent back: how far it is, what it would change, and what is decided about it."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from programs.api.problems import ROW_ID
from programs.api.serializers.form import SECTION_CODES
from programs.models.spreadsheet_uploads import UploadState

UPLOAD_STATES = [state.value for state in UploadState]
SIDES = ["mine", "theirs"]
SEVERITIES = ["error", "warning"]
UPLOAD: dict[str, Any] = {
    "id": "6f1d3a52-9d0a-4c66-8c1e-0c5e1f9f7a12",
    "name": "ЕІҚ бағдарламасы 2027-2029.xlsx",
    "size": 48213,
    "uploaded_at": "2026-11-23T14:03:00+05:00",
    "expires_at": "2026-11-26T14:03:00+05:00",
    "progress": "read",
    "sheets": 10,
    "sheets_read": 10,
    "applied_at": None,
    "has_annotated_copy": False,
}
CONFLICT: dict[str, Any] = {
    "row": ROW_ID,
    "cell": "target.2027",
    "sheet": "Таблица 2",
    "place": "I9",
    "before": "40",
    "mine": "45",
    "theirs": "42.5",
    "row_removed": False,
}
TOKEN = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PREVIEW: dict[str, Any] = {
    "token": TOKEN,
    "downloaded_at": "2026-11-23T09:00:00+05:00",
    "has_errors": False,
    "problems": [],
    "conflicts": [CONFLICT],
    "missing": [],
    "changed": [{"section": "table_1", "row": ROW_ID, "cells": {"amount.2025": "1250.5"}}],
    "added": [],
}


@extend_schema_serializer(examples=[OpenApiExample("One that was read", value=UPLOAD)])
class SpreadsheetSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    uploaded_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(help_text="Until then it is kept; what was not applied is gone.")
    progress = serializers.ChoiceField(choices=UPLOAD_STATES, source="state")
    sheets = serializers.IntegerField(help_text="Of the form, in the workbook; 0 before the reading begins.")
    sheets_read = serializers.IntegerField()
    applied_at = serializers.DateTimeField(allow_null=True)
    has_annotated_copy = serializers.BooleanField(source="annotated", help_text="With the problems beside their cells.")


class WorkbookProblemSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    severity = serializers.ChoiceField(choices=SEVERITIES)
    sheet = serializers.CharField(help_text="Empty where it is about the whole file.")
    cell = serializers.CharField(help_text="A cell, an area, rows or columns; empty where it is about the sheet.")
    what = serializers.CharField(help_text="What is wrong, in the caller's language.")
    how = serializers.CharField(help_text="What to do.")


class ContestedCell(serializers.Serializer[Any]):
    row = serializers.UUIDField(source="row.id")
    cell = serializers.CharField(source="key")
    sheet = serializers.CharField()
    place = serializers.CharField(source="cell", help_text="Where it stands in the sheet.")
    before = serializers.CharField(help_text="When the workbook was downloaded.")
    mine = serializers.CharField(help_text="In the workbook.")
    theirs = serializers.CharField(help_text="In the draft now.")
    row_removed = serializers.BooleanField(source="is_gone", help_text="`mine` brings the row back.")


class MissingRowSerializer(serializers.Serializer[Any]):
    section = serializers.ChoiceField(choices=SECTION_CODES, source="row.section")
    row = serializers.UUIDField(source="row.id")
    changed = serializers.BooleanField(source="is_changed", help_text="By somebody else, since the download.")


class ChangedRowSerializer(serializers.Serializer[Any]):
    section = serializers.ChoiceField(choices=SECTION_CODES)
    row = serializers.UUIDField()
    cells = serializers.DictField(child=serializers.CharField(allow_blank=True))


class AddedRowSerializer(serializers.Serializer[Any]):
    section = serializers.ChoiceField(choices=SECTION_CODES)
    kind = serializers.CharField()
    group = serializers.CharField(allow_null=True)
    right = serializers.UUIDField(allow_null=True)
    sheet = serializers.CharField()
    line = serializers.IntegerField()
    cells = serializers.DictField(child=serializers.CharField(), source="texts")


class WorkbookPreview(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="Sent with the application: it names what was shown.")
    downloaded_at = serializers.DateTimeField()
    has_errors = serializers.BooleanField(help_text="Nothing can be applied then.")
    problems = WorkbookProblemSerializer(many=True)
    conflicts = ContestedCell(many=True, source="contested")
    missing = MissingRowSerializer(many=True, help_text="Rows whose lines are gone; they stay unless removed.")
    changed = ChangedRowSerializer(many=True)
    added = AddedRowSerializer(many=True)


class WorkbookRefusalSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    what = serializers.CharField()
    how = serializers.CharField()


@extend_schema_serializer(
    examples=[OpenApiExample("With a conflict", value={**UPLOAD, "refused": None, "preview": PREVIEW})]
)
class SpreadsheetWithPreview(SpreadsheetSerializer):
    refused = WorkbookRefusalSerializer(allow_null=True, help_text="Why the whole file could not be read.")
    preview = WorkbookPreview(allow_null=True, help_text="What it would change now; null before and after.")


@extend_schema_field(OpenApiTypes.BINARY)
class SentWorkbook(serializers.FileField):
    """The .xlsx file that was downloaded here, filled in."""


class NewSpreadsheet(serializers.Serializer[Any]):
    file = SentWorkbook(allow_empty_file=True)


class DecidedCell(serializers.Serializer[Any]):
    row = serializers.UUIDField()
    cell = serializers.CharField(max_length=100)
    side = serializers.ChoiceField(choices=SIDES)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One conflict decided",
            value={"token": TOKEN, "cells": [{"row": ROW_ID, "cell": "target.2027", "side": "mine"}], "remove": []},
            request_only=True,
        )
    ]
)
class ApplicationSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=64)
    cells = DecidedCell(many=True, required=False, max_length=20_000)  # type: ignore[call-arg]
    others = serializers.ChoiceField(
        choices=SIDES, required=False, help_text="Which side holds for conflicts not named in `cells`."
    )
    remove = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=3_000, help_text="Of the missing rows, those to go."
    )


@extend_schema_serializer(
    examples=[OpenApiExample("Applied", value={"sections": ["table_1"], "changed": 3, "added": 1, "removed": 0})]
)
class AppliedSerializer(serializers.Serializer[Any]):
    sections = serializers.ListField(child=serializers.ChoiceField(choices=SECTION_CODES))
    changed = serializers.IntegerField(help_text="Rows.")
    added = serializers.IntegerField()
    removed = serializers.IntegerField()
