"""What a step would do if it were taken now."""

from rest_framework import serializers

from approvals.api import examples
from approvals.api.examples import example
from approvals.api.serializers.parts import TERM_KINDS, LabelField
from approvals.api.serializers.procedures import FilingPlanSerializer
from approvals.rules.terms import TermKind
from approvals.views.previews import Preview
from icv_portal.api.serializers import OrganizationBrief
from programs.api.serializers.findings import FindingSerializer


class PlannedTerm(serializers.Serializer[object]):
    kind = serializers.ChoiceField(TERM_KINDS)
    kind_label = LabelField(of=TermKind, source="kind")
    point = serializers.CharField()
    length = serializers.IntegerField(help_text="In working days.")
    organization = OrganizationBrief(help_text="Whose term it is.")
    registered_on = serializers.DateField(
        source="started_on", allow_null=True, help_text="It is counted from this day."
    )
    due_on = serializers.DateField(allow_null=True)
    missing_year = serializers.IntegerField(allow_null=True, help_text="The year whose calendar is missing.")


@example("Of a refusal", examples.PREVIEW)
class PreviewSerializer(serializers.Serializer[Preview]):
    version_number = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of the text the step is taken on.")
    same_as = serializers.IntegerField(
        allow_null=True, help_text="The number of the version before when the text has not changed since."
    )
    told = OrganizationBrief(many=True, help_text="Who is told; of a proposal who sees it.")
    term = PlannedTerm(allow_null=True, help_text="The term that starts.")
    adopt_by = serializers.DateField(allow_null=True, help_text="The last day to adopt (p. 17).")
    filing_plan = FilingPlanSerializer(source="plan", allow_null=True)
    objections_until = serializers.DateField(allow_null=True)
    refusal_from = serializers.DateField(allow_null=True)
    findings = FindingSerializer(many=True, help_text="The errors that keep the step from being taken.")
    warnings = FindingSerializer(many=True, help_text="What the state body will see, too.")
