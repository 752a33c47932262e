"""Imported purchases: a file on its way in, a list with its totals, one line, a target beside what it rests on."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from icv_portal.api.serializers import InReadersLanguage
from programs.api.problems import ROW_ID
from programs.api.serializers.versions import PURCHASE_KINDS as KINDS
from programs.api.serializers.versions import PURCHASE_PURPOSES as PURPOSES
from programs.models import PurchaseImport, PurchaseLine, PurchaseList
from programs.purchase_files.refusals import RefusalCode, refusal_label
from programs.rules.numbers import plain
from programs.rules.purchases.columns import Column
from programs.rules.purchases.faults import FaultCode, NoteCode

STAGES = ["waiting", "reading", "taken", "faulty", "refused", "given_up"]
COLUMNS = [column.value for column in Column]
FAULTS = [code.value for code in FaultCode]
NOTES = [code.value for code in NoteCode]
REFUSALS = [code.value for code in RefusalCode]

LIST_ID = "8c2e7f10-4b6d-4d0a-9b51-2f1a6c9e3d77"
TOTAL: dict[str, Any] = {
    "kind": "goods",
    "year": 2027,
    "right": None,
    "lines": 2,
    "value": "900000000.5",
    "icv_value": "300000000",
    "from_producers": "600000000",
    "without_share": 1,
}
FAULT: dict[str, Any] = {
    "line": 14,
    "column": "value",
    "value": "много",
    "code": "not_a_number",
    "message": "This is no number: write it without text, like 1 234.56.",
}
IMPORT: dict[str, Any] = {
    "id": "3b7c9d20-5e8f-4a61-8d3c-7a4e1b2c5f90",
    "purpose": "planned",
    "name": "Закупки 2027–2029.xlsx",
    "size": 48213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "uploaded_at": "2026-11-23T14:03:00+05:00",
    "stage": "faulty",
    "percent": 100,
    "lines_read": 2000,
    "finished_at": "2026-11-23T14:03:04+05:00",
    "refusal": None,
    "sheet": "Закупки",
    "faulty": 1,
    "faults": [FAULT],
    "list": None,
}
LIST: dict[str, Any] = {
    "id": LIST_ID,
    "purpose": "planned",
    "name": "Закупки 2027–2029.xlsx",
    "sha256": IMPORT["sha256"],
    "size": 48213,
    "count": 3,
    "totals": [TOTAL],
    "notes": [{"code": "without_share", "count": 1, "first_line": 3}],
    "imported_at": "2026-11-23T14:03:04+05:00",
    "is_in_force": True,
}
LINE: dict[str, Any] = {
    "number": 2,
    "kind": "goods",
    "code": "139221.300.000001",
    "name": "Мешки для концентрата",
    "contract": "",
    "unit": "шт.",
    "volume": "12000",
    "value": "56400000",
    "year": 2027,
    "right": None,
    "producer": "ТОО «Қап өндіріс»",
    "producer_bin": "250140000013",
    "icv_share": "72",
}
TRACED: dict[str, Any] = {
    "row": ROW_ID,
    "name": "Raising the share of in-country value in purchases of goods (%)",
    "right": None,
    "is_share": True,
    "years": [
        {
            "year": 2027,
            "declared": "42",
            "computed": "33.33333333",
            "difference": "8.66666667",
            "agrees": False,
            "planned": "900.0000005",
            "lines": 2,
        }
    ],
}


@extend_schema_field(OpenApiTypes.STR)
class Exact(serializers.Field[Any, Any, Any, Any]):
    """A decimal as text, with all its digits and no zeros at its end."""

    def to_representation(self, value: Any) -> str:
        return plain(value)


class TotalSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=KINDS)
    year = serializers.IntegerField()
    right = serializers.UUIDField(allow_null=True, help_text="Contract or licence for subsoil use.")
    lines = serializers.IntegerField()
    value = serializers.CharField(help_text="Tenge, exact.")
    icv_value = serializers.CharField(help_text="Tenge: each line's value times its ICV share.")
    from_producers = serializers.CharField(help_text="Tenge: lines with a share above 0.")
    without_share = serializers.IntegerField(help_text="Lines that state no share and count with 0 %.")


class FaultSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField(help_text="As the file counts them, from 1.")
    column = serializers.ChoiceField(choices=COLUMNS)
    value = serializers.CharField(allow_blank=True)
    code = serializers.ChoiceField(choices=FAULTS)
    message = InReadersLanguage(source="label", help_text="What to do, in the caller's language.")


class ImportRefusalSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=REFUSALS)
    message = serializers.SerializerMethodField(help_text="What to do, in the caller's language.")

    def get_message(self, refusal: Any) -> str:
        return InReadersLanguage().to_representation(refusal_label(refusal))


class NoteSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=NOTES)
    count = serializers.IntegerField(help_text="Lines it is about.")
    first_line = serializers.IntegerField()


@extend_schema_serializer(examples=[OpenApiExample("With a bad cell", value=IMPORT, status_codes=["200", "202"])])
class ImportSerializer(serializers.Serializer[PurchaseImport]):
    """While it waits or is read, ask again in some seconds. `list` is there when it was taken, and only then."""

    id = serializers.UUIDField()
    purpose = serializers.ChoiceField(choices=PURPOSES)
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField(help_text="Of the file.")
    uploaded_at = serializers.DateTimeField()
    stage = serializers.ChoiceField(choices=STAGES, source="state")
    percent = serializers.IntegerField(help_text="How much of the file is read.")
    lines_read = serializers.IntegerField()
    finished_at = serializers.DateTimeField(allow_null=True)
    refusal = ImportRefusalSerializer(allow_null=True, help_text="Why the file as a whole was refused.")
    sheet = serializers.CharField(help_text="Of a workbook: the one that was read.", allow_blank=True)
    faulty = serializers.IntegerField(help_text="Bad cells. With any, nothing is taken.")
    faults = FaultSerializer(many=True, source="first_faults", help_text="The first of them.")
    list = serializers.UUIDField(source="purchase_list_id", allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("Planned purchases", value=LIST)])
class ListSerializer(serializers.Serializer[PurchaseList]):
    """Never changed; in force until a later one of its purpose takes its place, or until it is withdrawn."""

    id = serializers.UUIDField()
    purpose = serializers.ChoiceField(choices=PURPOSES)
    name = serializers.CharField()
    sha256 = serializers.CharField(help_text="Of the file it was imported from.")
    size = serializers.IntegerField(help_text="Bytes.")
    count = serializers.IntegerField(help_text="Lines.")
    totals = TotalSerializer(many=True)
    notes = NoteSerializer(many=True, source="all_notes", help_text="What is worth a look.")
    imported_at = serializers.DateTimeField()
    is_in_force = serializers.SerializerMethodField()

    def get_is_in_force(self, purchase_list: PurchaseList) -> bool:
        return not hasattr(purchase_list, "end")


@extend_schema_serializer(examples=[OpenApiExample("Goods", value=LINE)])
class LineSerializer(serializers.Serializer[PurchaseLine]):
    number = serializers.IntegerField(help_text="In the file.")
    kind = serializers.ChoiceField(choices=KINDS)
    code = serializers.CharField(allow_blank=True, help_text="ENS TRU.")
    name = serializers.CharField(allow_blank=True)
    contract = serializers.CharField(allow_blank=True)
    unit = serializers.CharField(allow_blank=True)
    volume = Exact(allow_null=True)
    value = Exact(help_text="Tenge.")
    year = serializers.IntegerField()
    right = serializers.UUIDField(source="right_id", allow_null=True)
    producer = serializers.CharField(allow_blank=True)
    producer_bin = serializers.CharField(allow_blank=True)
    icv_share = Exact(allow_null=True, help_text="Per cent.")


class TracedYearSerializer(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    declared = Exact(allow_null=True, help_text="Per cent, or million tenge for the volume.")
    computed = Exact(allow_null=True, help_text="Null where nothing is planned.")
    difference = Exact(allow_null=True, help_text="Declared less computed.")
    agrees = serializers.BooleanField(help_text="To the decimals it is declared with.")
    planned = Exact(help_text="Million tenge of all planned purchases the figure rests on.")
    lines = serializers.SerializerMethodField(help_text="Of the list in force; null where rows typed by hand count.")

    def get_lines(self, traced: Any) -> int | None:
        return traced.listed.lines if traced.listed else None


@extend_schema_serializer(examples=[OpenApiExample("A share", value=TRACED)])
class TracedTargetSerializer(serializers.Serializer[Any]):
    row = serializers.UUIDField(source="target.row.id")
    name = InReadersLanguage()
    right = serializers.UUIDField(source="target.row.right", allow_null=True)
    is_share = serializers.BooleanField(source="target.is_share", help_text="Otherwise the volume from producers.")
    years = TracedYearSerializer(many=True, source="target.years")


@extend_schema_serializer(examples=[OpenApiExample("From a list", value={"list": LIST_ID, "targets": [TRACED]})])
class TracingSerializer(serializers.Serializer[Any]):
    list = serializers.UUIDField(allow_null=True, help_text="The list in force; null: rows typed by hand count.")
    targets = TracedTargetSerializer(many=True)


@extend_schema_field(OpenApiTypes.BINARY)
class SentList(serializers.FileField):
    """.xlsx or .csv; the columns in any order, with headings in Kazakh, Russian or English."""


class NewImport(serializers.Serializer[Any]):
    purpose = serializers.ChoiceField(choices=PURPOSES)
    file = SentList(help_text="With its name.")


class LinesQuery(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=KINDS, required=False, help_text="Targets rest on goods alone.")
    year = serializers.IntegerField(required=False, min_value=1, max_value=9999)
    right = serializers.UUIDField(required=False)
    from_producers = serializers.BooleanField(required=False, help_text="Lines with a share above 0 only.")
    search = serializers.CharField(
        required=False, max_length=100, help_text="Beginning of a code, a BIN, a part of a name."
    )
