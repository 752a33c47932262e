"""A term with its proof: every day counted, every day skipped and why, and the dates it had before."""

from rest_framework import serializers

from approvals.actions.terms import FILED, REFUSAL_RECEIVED
from approvals.api import examples
from approvals.api.examples import example
from approvals.api.serializers.parts import DAY_KINDS, TERM_KINDS, LabelField
from approvals.due_dates import DueDates
from approvals.models import Term
from approvals.rules.terms import TermKind
from icv_portal.api.serializers import OrganizationBrief, TimeOfDay


@example("Of a state body", examples.TERM_ROW)
class TermRow(serializers.Serializer[Term]):
    """`context["dates"]` are the DueDates of the day."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(TERM_KINDS)
    kind_label = LabelField(of=TermKind, source="kind")
    point = serializers.CharField(help_text="The point of the Rules, in the numbering of the Russian text.")
    length = serializers.IntegerField(help_text="In working days.")
    organization = OrganizationBrief(help_text="Whose term it is.")
    event = serializers.ChoiceField([FILED, REFUSAL_RECEIVED], help_text="What started it.")
    consideration = serializers.UUIDField(source="event_id", help_text="The consideration filed, or ended by refusal.")
    started_at = serializers.DateTimeField(help_text="The moment of the event.")
    started_on = serializers.DateField(
        allow_null=True, help_text="The day of registration or of receipt; day 1 is the first working day after it."
    )
    due_on = serializers.DateField(allow_null=True, help_text="The last day, until 24:00 Asia/Almaty.")
    missing_year = serializers.IntegerField(
        allow_null=True, help_text="The term cannot be computed: the calendar of this year is missing."
    )
    closed_at = serializers.DateTimeField(allow_null=True, help_text="The moment of the act that ended it.")
    was_met = serializers.BooleanField(allow_null=True, help_text="null while it runs or cannot be computed.")
    working_days_left = serializers.SerializerMethodField(help_text="While it runs; negative when overdue.")
    is_overdue = serializers.SerializerMethodField(help_text="A missed term decides nothing: it is a flag.")

    def get_working_days_left(self, term: Term) -> int | None:
        return self._dates.days_left(term.due_on) if term.closed_at is None else None

    def get_is_overdue(self, term: Term) -> bool:
        return term.is_overdue(self._dates.today)

    @property
    def _dates(self) -> DueDates:
        dates: DueDates = self.context["dates"]
        return dates


class CountedDaySerializer(serializers.Serializer[object]):
    day = serializers.DateField()
    kind = serializers.ChoiceField(DAY_KINDS)
    number = serializers.IntegerField(allow_null=True, help_text="null for a day that is not counted.")
    reason = serializers.CharField(allow_blank=True, help_text="Why it is off or works, in the caller's language.")


class EarlierDates(serializers.Serializer[object]):
    """As the term was computed before the calendar changed."""

    started_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    missing_year = serializers.IntegerField(allow_null=True)
    replaced_at = serializers.DateTimeField()


@example("With the first of its days", examples.TERM)
class TermWhole(TermRow):
    opens_at = TimeOfDay(allow_null=True, help_text="The body's working hours, by which it registered.")
    closes_at = TimeOfDay(allow_null=True)
    registration = CountedDaySerializer(
        many=True, help_text="Each day from the filing to its registration; empty where nothing is registered."
    )
    days = CountedDaySerializer(many=True, help_text="Each day after `started_on` up to `due_on`.")
    earlier_dates = EarlierDates(many=True)
