"""A contract of the register: as it is listed, entered, changed and ended."""

from datetime import date
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from icv_portal.api.serializers import InReadersLanguage
from programs.api.serializers.versions import CONTRACT_KINDS
from programs.models import Contract
from programs.rules.contracts import FIRST_YEAR, LAST_YEAR, ContractKind, ContractStatus, RegisterState
from programs.rules.numbers import plain

CONTRACT_STATUSES = [status.value for status in ContractStatus]
CONTRACT_STATES = [state.value for state in RegisterState]
ENDS = [ContractStatus.PERFORMED.value, ContractStatus.ENDED_EARLY.value]
CONTRACT_ID = "2f1c7e6a-90b1-4a4f-8a55-0d8b7f1c3e21"
FACTS: dict[str, Any] = {
    "kind": "offtake",
    "number": "12-О/2025",
    "signed_on": "2025-03-14",
    "supplier": "«Болат Құбыр» ЖШС",
    "supplier_bin": "990140999995",
    "good": "Болат құбырлар",
    "product_code": "242013.900.000001",
    "unit": "тонна",
    "starts_on": "2025-04-01",
    "ends_on": "2028-12-31",
    "years": [{"year": 2027, "quantity": "100", "amount": "45.5"}],
}
CONTRACT: dict[str, Any] = {
    "id": CONTRACT_ID,
    **FACTS,
    "kind_label": "Offtake contract",
    "amount": "45.5",
    "status": "in_force",
    "state": "in_force",
    "ended_on": None,
    "end_reason": "",
}


class YearOfPlan(serializers.Serializer[Any]):
    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    quantity = serializers.DecimalField(
        max_digits=19,
        decimal_places=4,
        min_value=0,
        allow_null=True,
        required=False,
        normalize_output=True,
        help_text="In the contract's unit.",
    )
    amount = serializers.DecimalField(
        max_digits=21,
        decimal_places=6,
        min_value=0,
        allow_null=True,
        required=False,
        normalize_output=True,
        help_text="Million tenge.",
    )


class FactsOfContract(serializers.Serializer[Any]):
    """`years` replace the whole plan; the years of the term alone have one."""

    kind = serializers.ChoiceField(choices=CONTRACT_KINDS)
    number = serializers.CharField(max_length=60)
    signed_on = serializers.DateField()
    supplier = serializers.CharField(max_length=300)
    supplier_bin = serializers.CharField(max_length=12)
    good = serializers.CharField(max_length=300)
    product_code = serializers.CharField(max_length=17, required=False, allow_blank=True, help_text="ENS TRU.")
    unit = serializers.CharField(max_length=60, required=False, allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    years = YearOfPlan(many=True, required=False)

    @property
    def facts(self) -> dict[str, Any]:
        """As the register takes them."""
        facts = dict(self.validated_data)
        if "years" in facts:
            facts["yearly"] = {str(one["year"]): _texts(one) for one in facts.pop("years")}
        return facts


def _texts(year: dict[str, Any]) -> dict[str, str]:
    figures = {name: year.get(name) for name in ("quantity", "amount")}
    return {name: plain(value) for name, value in figures.items() if value is not None}


@extend_schema_serializer(examples=[OpenApiExample("An offtake contract", value=FACTS)])
class NewContract(FactsOfContract):
    pass


@extend_schema_serializer(examples=[OpenApiExample("Another term", value={"ends_on": "2029-12-31"})])
class ContractChange(FactsOfContract):
    pass


@extend_schema_serializer(examples=[OpenApiExample("In force", value=CONTRACT)])
class ContractSerializer(serializers.Serializer[Contract]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=CONTRACT_KINDS)
    kind_label = serializers.SerializerMethodField(help_text="In the caller's language.")
    number = serializers.CharField()
    signed_on = serializers.DateField()
    supplier = serializers.CharField()
    supplier_bin = serializers.CharField()
    good = serializers.CharField()
    product_code = serializers.CharField()
    unit = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    years = YearOfPlan(many=True)
    amount = serializers.DecimalField(
        max_digits=None, decimal_places=None, normalize_output=True, help_text="Million tenge of all years."
    )
    status = serializers.ChoiceField(choices=CONTRACT_STATUSES)
    state = serializers.SerializerMethodField(help_text="`term_over`: nobody has said yet what became of it.")
    ended_on = serializers.DateField(allow_null=True)
    end_reason = serializers.CharField()

    def get_kind_label(self, contract: Contract) -> str:
        return str(InReadersLanguage().to_representation(ContractKind(contract.kind).label))

    def get_state(self, contract: Contract) -> str:
        today: date = self.context["today"]
        return contract.state(today).value


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Ended early",
            value={"status": "ended_early", "ended_on": "2026-10-31", "end_reason": "Жеткізуші таратылды"},
        )
    ]
)
class EndOfContractSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=ENDS)
    ended_on = serializers.DateField()
    end_reason = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, help_text="Needed where it ended before its term."
    )


class ContractQuery(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=CONTRACT_KINDS, required=False)
    state = serializers.ChoiceField(choices=CONTRACT_STATES, required=False)
    text = serializers.CharField(
        required=False, max_length=300, help_text="Part of the supplier, good, number or code, or of the BIN."
    )
