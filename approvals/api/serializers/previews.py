"""What a step would do if it were taken now."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from approvals.api import examples
from approvals.api.examples import example
from approvals.api.serializers.parts import TERM_KINDS, LabelField
from approvals.api.serializers.procedures import FilingPlanSerializer
from approvals.rules.terms import TermKind
from approvals.views.planning import Ahead, Outlook
from approvals.views.previews import Preview
from icv_portal.accounts.rules.roles import Role
from icv_portal.api.serializers import OrganizationBrief
from programs.api.serializers.findings import FindingSerializer

WRITERS_IN_ORDER = (Role.DRAFTER, Role.SIGNATORY)


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


class TermAhead(serializers.Serializer[object]):
    kind = serializers.ChoiceField(TERM_KINDS, source="stage.kind")
    kind_label = LabelField(of=TermKind, source="stage.kind")
    point = serializers.CharField(source="stage.kind.point")
    organization = OrganizationBrief(help_text="Whose term it is.")
    started_on = serializers.DateField(source="stage.started_on")
    due_on = serializers.DateField(source="stage.due_on", help_text="The last day the Rules allow.")


class CourseAhead(serializers.Serializer[object]):
    terms = serializers.SerializerMethodField()
    adoption_from = serializers.DateField(source="course.adoption_from", allow_null=True)
    is_in_time = serializers.BooleanField(
        source="course.is_in_time", allow_null=True, help_text="Whether adoption before 1 December stays possible."
    )
    missing_year = serializers.IntegerField(source="course.missing_year", allow_null=True)

    @extend_schema_field(TermAhead(many=True))
    def get_terms(self, ahead: Ahead) -> Any:
        told = [{"stage": stage, "organization": organization} for stage, organization in ahead.terms]
        return TermAhead(told, many=True, context=self.context).data


class OutlookSerializer(serializers.Serializer[Outlook]):
    """When everybody uses the whole term, with the days left for handing over."""

    without_refusal = CourseAhead(source="smooth")
    with_one_refusal = CourseAhead(source="refused", help_text="The terms a refusal would add.")
    refused_by = OrganizationBrief(source="refuses", help_text="The last body of the route.")


@example("Of a refusal", examples.PREVIEW)
class PreviewSerializer(serializers.Serializer[Preview]):
    version_number = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of the text the step is taken on.")
    same_as = serializers.IntegerField(
        allow_null=True, help_text="The number of the version before when the text has not changed since."
    )
    told = OrganizationBrief(many=True, help_text="Who is told; of a proposal who sees it.")
    roles = serializers.ListField(
        child=serializers.ChoiceField([role.value for role in WRITERS_IN_ORDER]),
        help_text="Of the customer's own people who are told; everybody when there are none.",
    )
    term = PlannedTerm(allow_null=True, help_text="The term that starts.")
    adopt_by = serializers.DateField(allow_null=True, help_text="The last day to adopt (p. 17).")
    filing_plan = FilingPlanSerializer(source="plan", allow_null=True)
    outlook = OutlookSerializer(allow_null=True, help_text="Of a submission: what lies ahead if it is done now.")
    objections_until = serializers.DateField(allow_null=True)
    refusal_from = serializers.DateField(allow_null=True)
    copied = serializers.ListField(
        child=serializers.CharField(), help_text="Sections that stand as they were copied from an earlier program."
    )
    findings = FindingSerializer(many=True, help_text="The errors that keep the step from being taken.")
    warnings = FindingSerializer(many=True, help_text="What the state body will see, too.")
