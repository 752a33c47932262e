"""An application of a manufacturer: as it is listed, entered, changed and removed."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from programs.api.serializers.versions import KINDS_APPLIED_FOR, OUTCOMES

FACTS: dict[str, Any] = {
    "kind": "offtake",
    "manufacturer": "«Болат Құбыр» ЖШС",
    "manufacturer_bin": "990140999995",
    "good": "Болат құбырлар",
    "product_code": "242013.900.000001",
    "volume": "1200.5",
    "unit": "тонна",
    "received_on": "2026-03-02",
    "letter_number": "17",
    "outcome": "considered",
    "answer": "",
}


class FactsOfApplication(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=KINDS_APPLIED_FOR)
    manufacturer = serializers.CharField(max_length=300)
    manufacturer_bin = serializers.CharField(max_length=12)
    good = serializers.CharField(max_length=300)
    product_code = serializers.CharField(max_length=17, required=False, allow_blank=True, help_text="ENS TRU.")
    volume = serializers.DecimalField(
        max_digits=19,
        decimal_places=4,
        min_value=0,
        required=False,
        allow_null=True,
        normalize_output=True,
        help_text="Offered a year, in `unit`.",
    )
    unit = serializers.CharField(max_length=60, required=False, allow_blank=True)
    received_on = serializers.DateField()
    letter_number = serializers.CharField(max_length=60, required=False, allow_blank=True)
    outcome = serializers.ChoiceField(choices=OUTCOMES, required=False)
    answer = serializers.CharField(
        max_length=4000, required=False, allow_blank=True, help_text="What the manufacturer was told."
    )


@extend_schema_serializer(examples=[OpenApiExample("For an offtake contract", value=FACTS)])
class NewApplication(FactsOfApplication):
    pass


@extend_schema_serializer(examples=[OpenApiExample("Declined", value={"outcome": "declined"})])
class ApplicationChange(FactsOfApplication):
    pass


@extend_schema_serializer(
    examples=[OpenApiExample("Under consideration", value={"id": "0b4d5f8e-6c1a-4e57-9d7c-3f9a3a1b2c11", **FACTS})]
)
class ApplicationSerializer(FactsOfApplication):
    id = serializers.UUIDField()


@extend_schema_serializer(examples=[OpenApiExample("Entered twice", value={"reason": "Екі рет енгізілді"})])
class Removal(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=100, help_text="Kept in the history.")
