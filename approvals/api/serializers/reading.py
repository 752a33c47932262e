"""How a draft would be read: the three grounds of p. 14 with their evidence."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from approvals.api.serializers.parts import GROUNDS, codes_of
from icv_portal.api.serializers import InReadersLanguage
from programs.api.serializers.findings import FINDING, FindingSerializer
from programs.rules.refusal_risk import Risk

RISKS = codes_of(Risk)


class ShareFigures(serializers.Serializer[Any]):
    name = InReadersLanguage()
    values = serializers.ListField(
        child=serializers.DecimalField(max_digits=None, decimal_places=None, normalize_output=True, allow_null=True),
        help_text="Per cent, one for each of `years`; null where there is none.",
    )


class ContractFigures(serializers.Serializer[Any]):
    name = InReadersLanguage()
    planned = serializers.DecimalField(max_digits=None, decimal_places=None, normalize_output=True)
    applications = serializers.DecimalField(
        max_digits=None,
        decimal_places=None,
        normalize_output=True,
        allow_null=True,
        help_text="Null where not given, or where none exist.",
    )
    registered = serializers.IntegerField(
        allow_null=True, help_text="Applications entered one by one; null where none are."
    )
    in_force = serializers.IntegerField(help_text="Contracts in force, which count towards the target (p. 7(2)).")
    has_applications = serializers.BooleanField(help_text="There are none for contract purchases (Law, art. 47(6)).")


class EvidenceSerializer(serializers.Serializer[Any]):
    years = serializers.ListField(child=serializers.IntegerField(), source="share_years")
    shares = ShareFigures(many=True)
    contracts = ContractFigures(many=True)
    sme_activities = serializers.ListField(child=InReadersLanguage(), help_text="Of Table 4, by name.")


class GroundRead(serializers.Serializer[Any]):
    ground = serializers.ChoiceField(choices=GROUNDS, source="reading.ground")
    label = InReadersLanguage(source="question.ground.label")  # type: ignore[assignment]
    question = serializers.CharField(source="question.text", help_text="Of p. 12, as the reviewer is asked it.")
    risk = serializers.ChoiceField(choices=RISKS, source="reading.risk", help_text="Decides nothing.")
    because = InReadersLanguage(source="reading.because", help_text="With the figures.")
    findings = FindingSerializer(many=True, source="reading.findings")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One ground shown",
            value={
                "grounds": [
                    {
                        "ground": "understated_targets",
                        "label": "understated targets of the ICV share in purchases of goods",
                        "question": "Are the targets of the ICV share sound?",
                        "risk": "possible",
                        "because": "A target is below the actual share or falls from year to year.",
                        "findings": [FINDING],
                    }
                ],
                "evidence": {
                    "years": [2024, 2025, 2027],
                    "shares": [{"name": "Actual ICV share in goods", "values": ["18.5", "19", None]}],
                    "contracts": [
                        {
                            "name": "Offtake contracts",
                            "planned": "6",
                            "applications": "3",
                            "registered": 3,
                            "in_force": 1,
                            "has_applications": True,
                        }
                    ],
                    "sme_activities": ["Meeting with producers"],
                },
            },
        )
    ]
)
class ReadingSerializer(serializers.Serializer[Any]):
    grounds = GroundRead(many=True, help_text="All three, in the order of p. 14.")
    evidence = EvidenceSerializer()
