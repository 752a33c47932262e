"""A version, its content as it was frozen, and what changed since an earlier one."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from icv_portal.api.documents import DocumentSerializer
from programs.api.problems import ROW_ID
from programs.api.serializers.form import SECTION_CODES
from programs.api.serializers.programs import PROGRAM_ID, VERSION, VersionBrief
from programs.models import SubsoilRight
from programs.rules.applications import APPLIED_FOR, ApplicationOutcome
from programs.rules.attachments import AttachmentKind
from programs.rules.comparison import ChangeKind
from programs.rules.contracts import ContractKind
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose

CHANGE_KINDS = [kind.value for kind in ChangeKind]
CONTRACT_KINDS = [kind.value for kind in ContractKind]
KINDS_APPLIED_FOR = [kind.value for kind in APPLIED_FOR]
OUTCOMES = [outcome.value for outcome in ApplicationOutcome]
PURCHASE_KINDS = [kind.value for kind in PurchaseKind]
PURCHASE_PURPOSES = [purpose.value for purpose in PurchasePurpose]
ATTACHMENT_KINDS = [kind.value for kind in AttachmentKind]
RIGHT_KINDS = [kind.value for kind in SubsoilRight.Kind]
EARLIER: dict[str, Any] = {**VERSION, "id": "1c7e2f7b-6a1f-4c9f-8c68-4c8d6b1f0a22", "number": 1}
LATER: dict[str, Any] = {**VERSION, "number": 2, "reason": "resubmitted"}


@extend_schema_serializer(examples=[OpenApiExample("The first version", value=VERSION)])
class VersionSerializer(VersionBrief):
    pass


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "With its documents",
            value={
                **VERSION,
                "program": PROGRAM_ID,
                "documents": [
                    {
                        "language": "kk",
                        "standing": "ready",
                        "sha256": "3d2f00a89f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15",
                        "url": f"/api/v1/versions/{VERSION['id']}/kk.pdf",
                    }
                ],
            },
        )
    ]
)
class VersionDetail(VersionBrief):
    program = serializers.UUIDField(source="program_id")
    documents = DocumentSerializer(many=True)


class FrozenCustomer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    bin = serializers.CharField()
    name_kk = serializers.CharField()
    name_ru = serializers.CharField()
    name_en = serializers.CharField()
    postal_address = serializers.CharField()
    categories = serializers.ListField(child=serializers.CharField())
    art_46_excluded = serializers.BooleanField()
    activity_began_on = serializers.DateField(allow_null=True)


class FrozenRight(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=RIGHT_KINDS)
    number = serializers.CharField()
    signed_on = serializers.DateField()


class FrozenRow(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    section = serializers.ChoiceField(choices=SECTION_CODES)
    kind = serializers.CharField()
    group = serializers.CharField(allow_null=True)
    right = serializers.UUIDField(allow_null=True)
    position = serializers.IntegerField()
    cells = serializers.DictField(child=serializers.CharField(), help_text="Numbers with all decimals of their unit.")


class FrozenAttachment(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=ATTACHMENT_KINDS)
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField(help_text="Of the file, which `/attachments/{id}/file/` answers with.")


class FrozenYear(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    quantity = serializers.CharField(allow_null=True, help_text="In the contract's unit.")
    amount = serializers.CharField(allow_null=True, help_text="Million tenge.")


class FrozenContract(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=CONTRACT_KINDS)
    number = serializers.CharField()
    signed_on = serializers.DateField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    supplier = serializers.CharField()
    supplier_bin = serializers.CharField()
    good = serializers.CharField()
    product_code = serializers.CharField(help_text="ENS TRU; empty where not given.")
    unit = serializers.CharField()
    years = FrozenYear(many=True)


class FrozenApplication(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS_APPLIED_FOR)
    manufacturer = serializers.CharField()
    manufacturer_bin = serializers.CharField()
    good = serializers.CharField()
    product_code = serializers.CharField()
    volume = serializers.CharField(allow_null=True, help_text="Offered a year, in `unit`.")
    unit = serializers.CharField()
    received_on = serializers.DateField()
    letter_number = serializers.CharField()
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    answer = serializers.CharField()


class FrozenPurchaseTotal(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=PURCHASE_KINDS)
    year = serializers.IntegerField()
    right = serializers.UUIDField(allow_null=True)
    lines = serializers.IntegerField()
    value = serializers.CharField(help_text="Tenge.")
    icv_value = serializers.CharField(help_text="Tenge: each line's value times its ICV share.")
    from_producers = serializers.CharField(help_text="Tenge: lines with a share above 0.")
    without_share = serializers.IntegerField(help_text="Lines.")


class FrozenPurchaseList(serializers.Serializer[Any]):
    """Its lines are the company's own."""

    id = serializers.UUIDField()
    purpose = serializers.ChoiceField(choices=PURCHASE_PURPOSES)
    name = serializers.CharField()
    sha256 = serializers.CharField(help_text="Of the file it was imported from.")
    count = serializers.IntegerField(help_text="Lines.")
    totals = FrozenPurchaseTotal(many=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Canonical JSON",
            value={
                "baseline_years": [2023, 2024, 2025],
                "customer": {
                    "activity_began_on": None,
                    "art_46_excluded": False,
                    "bin": "990140000018",
                    "categories": ["backbone"],
                    "id": "5d1c0a34-0f5b-4c0c-93a1-6d1a52d3c7a1",
                    "name_en": "“Kunqala Metals” JSC",
                    "name_kk": "«Күнқала Металл» АҚ",
                    "name_ru": "АО «Кункала Металл»",
                    "postal_address": "010000, Астана қ., Үлгі к-сі, 1",
                },
                "first_year": 2027,
                "languages": ["kk", "ru"],
                "last_year": 2029,
                "program_id": PROGRAM_ID,
                "rights": [],
                "rows": [
                    {
                        "cells": {"target.2027": "42.0000"},
                        "group": None,
                        "id": ROW_ID,
                        "kind": "icv_share",
                        "position": 1,
                        "right": None,
                        "section": "table_2",
                    }
                ],
                "schema": 1,
            },
        )
    ]
)
class FrozenContent(serializers.Serializer[Any]):
    """Byte for byte what was frozen: RFC 8785, its SHA-256 is the version's."""

    schema = serializers.IntegerField()
    program_id = serializers.UUIDField()
    first_year = serializers.IntegerField()
    last_year = serializers.IntegerField()
    baseline_years = serializers.ListField(child=serializers.IntegerField())
    languages = serializers.ListField(child=serializers.CharField())
    customer = FrozenCustomer()
    rights = FrozenRight(many=True)
    rows = FrozenRow(many=True)
    attachments = FrozenAttachment(many=True, required=False, help_text="Left out where there are none.")
    contracts = FrozenContract(many=True, required=False, help_text="In force that day; left out where there are none.")
    applications = FrozenApplication(many=True, required=False, help_text="Left out where there are none.")
    purchase_lists = FrozenPurchaseList(many=True, required=False, help_text="Left out where none was in force.")


@extend_schema_field(OpenApiTypes.ANY)
class AnyValue(serializers.JSONField):
    """A text, a number, a row, a list: what the kind of the change is about."""


class ChangeSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=CHANGE_KINDS)
    section = serializers.ChoiceField(choices=SECTION_CODES, allow_null=True)
    row = serializers.UUIDField(allow_null=True)
    row_name = serializers.CharField(allow_null=True, help_text="In the caller's language.")
    field = serializers.CharField(allow_null=True, help_text="The cell's key; of kind `field` the content's member.")
    label = serializers.CharField(allow_null=True, help_text="Of the cell, in the caller's language.")  # type: ignore[assignment]
    before = AnyValue(help_text="Of a cell its text, of a moved row its position, of a row removed the row; or null.")
    after = AnyValue(help_text="Likewise.")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A target raised",
            value={
                "earlier": EARLIER,
                "later": LATER,
                "changes": [
                    {
                        "kind": "changed",
                        "section": "table_2",
                        "row": ROW_ID,
                        "row_name": "Raising the share of in-country value in purchases of goods (%)",
                        "field": "target.2027",
                        "label": "Target values, 2027",
                        "before": "42",
                        "after": "45",
                    }
                ],
            },
        )
    ]
)
class ComparisonSerializer(serializers.Serializer[Any]):
    earlier = VersionBrief()
    later = VersionBrief()
    changes = ChangeSerializer(many=True, help_text="In the order of the form.")
