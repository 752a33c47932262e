"""A consideration as a row and whole: the customer never sees what goes on inside a body before its decision."""

from rest_framework import serializers

from approvals.api import examples
from approvals.api.reading import ConsiderationRead
from approvals.api.serializers.parts import (
    CUSTOMER,
    STAFF,
    LabelField,
    Official,
    SeenAs,
    by_side,
    codes_of,
)
from approvals.models import Consideration
from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.route import BodyKind
from approvals.templatetags.procedure import OUTCOMES
from icv_portal.api.serializers import OrganizationBrief
from programs.api.serializers.findings import FindingSerializer
from programs.api.serializers.programs import VersionBrief

PROPOSED = [Consideration.Outcome.AGREED.value, Consideration.Outcome.REFUSED.value]


class GroundRow(serializers.Serializer[object]):
    id = serializers.UUIDField()
    section = serializers.CharField()
    name = serializers.CharField(help_text="Table and row, in the caller's language.")


class GroundSerializer(serializers.Serializer[object]):
    """A ground of p. 14 with its reasoning, in the languages in which it was written."""

    code = serializers.ChoiceField(codes_of(RefusalGround))
    text = serializers.CharField(help_text="As p. 14 has it.")
    reasoning_kk = serializers.SerializerMethodField()
    reasoning_ru = serializers.SerializerMethodField()
    rows = GroundRow(many=True)

    def get_reasoning_kk(self, ground: object) -> str:
        return dict(ground.reasonings).get("kk", "")  # type: ignore[attr-defined] # a GroundAsRead

    def get_reasoning_ru(self, ground: object) -> str:
        return dict(ground.reasonings).get("ru", "")  # type: ignore[attr-defined] # a GroundAsRead


class CustomersAnswer(serializers.Serializer[object]):
    text = serializers.CharField(allow_blank=True)
    asks_for_hearing = serializers.BooleanField()
    by = Official()
    at = serializers.DateTimeField()


class MinutesKept(serializers.Serializer[object]):
    held_on = serializers.DateField()
    text = serializers.CharField()


class PreliminaryDecisionSerializer(serializers.Serializer[object]):
    """What the customer was told before a refusal, and what was answered (APPC art. 73)."""

    id = serializers.UUIDField(source="decision.pk")
    letter = serializers.UUIDField(source="decision.letter_id")
    sent_at = serializers.DateTimeField(source="decision.sent_at")
    objections_until = serializers.DateField(source="told.until", allow_null=True)
    grounds = GroundSerializer(many=True)
    answer = CustomersAnswer(source="told.objection", allow_null=True)
    answer_is_late = serializers.BooleanField(source="told.is_late")
    minutes = MinutesKept(source="told.minutes", allow_null=True)


class HearingSerializer(serializers.Serializer[object]):
    is_required = serializers.BooleanField(source="hearing.is_required")
    refusal_from = serializers.DateField(
        source="hearing.refusal_from", allow_null=True, help_text="The first day on which a refusal may follow."
    )
    oral_hearing_is_owed = serializers.SerializerMethodField()
    preliminary_decisions = PreliminaryDecisionSerializer(many=True, source="decisions")

    def get_oral_hearing_is_owed(self, one: ConsiderationRead) -> bool:
        return one.hearing is not None and one.hearing.owed is not None


class ProposalSerializer(serializers.Serializer[object]):
    outcome = serializers.ChoiceField(PROPOSED, source="consideration.proposal.outcome")
    grounds = GroundSerializer(many=True, source="proposed")


class ConsiderationRow(serializers.Serializer[ConsiderationRead]):
    id = serializers.UUIDField(source="consideration.pk")
    procedure = serializers.UUIDField(source="consideration.procedure_id")
    body = OrganizationBrief(source="consideration.body")
    body_kind = serializers.ChoiceField(codes_of(BodyKind), source="consideration.body_kind")
    body_kind_label = LabelField(of=BodyKind, source="consideration.body_kind")
    round = serializers.IntegerField(source="consideration.round")
    version = VersionBrief(source="consideration.version")
    filed_at = serializers.DateTimeField(
        source="consideration.filed_at", help_text="Judges whether the customer was in time."
    )
    registered_on = serializers.DateField(
        source="consideration.registered_on", allow_null=True, help_text="The body's term is counted from this day."
    )
    term = serializers.UUIDField(source="term.pk", allow_null=True)
    due_on = serializers.DateField(source="term.due_on", allow_null=True)
    working_days_left = serializers.SerializerMethodField(help_text="While it is under way; negative when overdue.")
    outcome = serializers.SerializerMethodField(help_text="agreed, refused, withdrawn; null while under way.")
    outcome_label = serializers.SerializerMethodField()
    decided_by = Official(source="consideration.decided_by", allow_null=True)
    decided_at = serializers.DateTimeField(source="consideration.decided_at", allow_null=True)

    def get_working_days_left(self, one: ConsiderationRead) -> int | None:
        return one.dates.days_left(one.term.due_on) if one.term and one.consideration.is_open else None

    def get_outcome(self, one: ConsiderationRead) -> str | None:
        return one.consideration.outcome or None

    def get_outcome_label(self, one: ConsiderationRead) -> str:
        return str(OUTCOMES[one.consideration.outcome].text)


class RowOfCustomer(ConsiderationRow):
    seen_as = SeenAs(CUSTOMER)


class RowOfStaff(ConsiderationRow):
    """`prepared_by` and `prepared_at` are read by the body itself and by auditors, null for others."""

    seen_as = SeenAs(STAFF)
    prepared_by = Official(source="prepared.prepared_by", allow_null=True)
    prepared_at = serializers.DateTimeField(source="prepared.prepared_at", allow_null=True)


class Whole(serializers.Serializer[ConsiderationRead]):
    """What both sides read of one."""

    unheard_because = serializers.CharField(
        source="consideration.unheard_because",
        help_text="The reason from art. 73(2) of the Administrative Procedure Code for a refusal without hearing.",
    )
    grounds = GroundSerializer(many=True, help_text="Of the refusal; empty for every other outcome.")
    hearing = HearingSerializer(source="*")
    findings = FindingSerializer(many=True, help_text="What the checks find in the version considered (p. 12).")


class ConsiderationOfCustomer(Whole, RowOfCustomer):
    pass


class ConsiderationOfStaff(Whole, RowOfStaff):
    proposal = ProposalSerializer(
        source="as_proposed", allow_null=True, help_text="Until the decision, inside the body."
    )
    last_safe_day = serializers.DateField(
        allow_null=True, help_text="The last day to announce a refusal and still refuse in time, for whom decides."
    )


CONSIDERATION_ROWS = by_side(
    "ConsiderationRow",
    {CUSTOMER: RowOfCustomer, STAFF: RowOfStaff},
    {CUSTOMER: examples.ROW_OF_CUSTOMER, STAFF: examples.ROW_OF_STAFF},
    many=True,
)
CONSIDERATION = by_side(
    "Consideration",
    {CUSTOMER: ConsiderationOfCustomer, STAFF: ConsiderationOfStaff},
    {CUSTOMER: examples.CONSIDERATION_OF_CUSTOMER, STAFF: examples.CONSIDERATION_OF_STAFF},
)
