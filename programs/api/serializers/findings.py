"""What the checks found, each by its code, in the caller's language."""

from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from icv_portal.api.serializers import InReadersLanguage
from programs.api.problems import ROW_ID
from programs.rules.checks import Finding, Ground, Severity
from programs.rules.points import cited

FINDING: dict[str, Any] = {
    "code": "falling_target",
    "severity": "warning",
    "point": "14",
    "message": "Table 2: the target of 2028 (41.5 %) is below that of 2027 (42 %).",
    "section": "table_2",
    "row": ROW_ID,
    "cell": "target.2028",
    "column": "target",
    "ground": "understated_targets",
}


@extend_schema_serializer(examples=[OpenApiExample("A falling target", value=FINDING)])
class FindingSerializer(serializers.Serializer[Finding]):
    """An error blocks submission, never saving; a warning is shown to the customer and to the reviewer."""

    code = serializers.CharField(help_text="Of the check.")
    severity = serializers.ChoiceField(choices=[one.value for one in Severity])
    point = serializers.SerializerMethodField(help_text="Of the Rules, numbered as in the caller's language.")
    message = InReadersLanguage()
    section = serializers.CharField()
    row = serializers.UUIDField(source="row_id", allow_null=True)
    cell = serializers.CharField(allow_null=True, help_text="Key of the cell: column, year, language.")
    column = serializers.SerializerMethodField()
    ground = serializers.ChoiceField(
        choices=[one.value for one in Ground], allow_null=True, help_text="For refusal (p. 14), if it speaks to one."
    )

    def get_point(self, finding: Finding) -> str:
        return cited(finding.point, get_language() or "kk")

    def get_column(self, finding: Finding) -> str | None:
        return finding.cell.partition(".")[0] if finding.cell else None


@extend_schema_serializer(
    examples=[OpenApiExample("One warning", value={"errors": 0, "warnings": 1, "findings": [FINDING]})]
)
class ChecksSerializer(serializers.Serializer[Any]):
    errors = serializers.IntegerField(help_text="How many: with any, the program cannot be submitted.")  # type: ignore[assignment]
    warnings = serializers.IntegerField()
    findings = FindingSerializer(many=True, help_text="Errors first.")
