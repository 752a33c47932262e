"""Years and days of the working calendar, and the end of a term with its proof."""

from rest_framework import serializers

from approvals.api import examples
from approvals.api.examples import example
from approvals.api.serializers.parts import BODY_KINDS, CALENDAR_KINDS, TERM_KINDS, LabelField
from approvals.api.serializers.terms import CountedDaySerializer
from approvals.rules.terms import TermKind


@example("A year", examples.YEAR_ROW)
class YearRow(serializers.Serializer[object]):
    year = serializers.IntegerField()
    loaded_from = serializers.CharField(source="source", help_text="Where its days come from.")
    loaded_at = serializers.DateTimeField()


class DayOfYear(serializers.Serializer[object]):
    """A day that differs from the five-day week."""

    date = serializers.DateField(source="day.date")
    kind = serializers.ChoiceField(CALENDAR_KINDS, source="day.kind")
    kind_label = serializers.CharField(source="day.get_kind_display")
    basis = serializers.CharField(help_text="The holiday or the act, in the caller's language.")
    confirmed = serializers.BooleanField(source="day.confirmed", help_text="false: estimated, it may still move.")


@example("With one of its days", examples.YEAR)
class YearWhole(serializers.Serializer[object]):
    year = serializers.IntegerField(source="year.year")
    loaded_from = serializers.CharField(source="year.source")
    loaded_at = serializers.DateTimeField(source="year.loaded_at")
    estimated = serializers.IntegerField(help_text="How many days off are not confirmed yet.")
    days = DayOfYear(many=True)


@example("Three working days", examples.END_OF_TERM)
class EndOfTerm(serializers.Serializer[object]):
    received_on = serializers.DateField()
    working_days = serializers.IntegerField()
    due_on = serializers.DateField(help_text="The last day, until 24:00 Asia/Almaty.")
    days = CountedDaySerializer(many=True)


class StageAhead(serializers.Serializer[object]):
    kind = serializers.ChoiceField(TERM_KINDS)
    kind_label = LabelField(of=TermKind, source="kind")
    point = serializers.CharField(source="kind.point")
    body = serializers.ChoiceField(BODY_KINDS, help_text="Whose term it is; for rework the body that refused.")
    started_on = serializers.DateField(help_text="It is counted from this day.")
    due_on = serializers.DateField()


class ScenarioSerializer(serializers.Serializer[object]):
    refusals = serializers.ListField(
        child=serializers.ChoiceField(BODY_KINDS), help_text="The bodies that refuse once each."
    )
    latest_filing = serializers.DateField(
        source="day", allow_null=True, help_text="The last day on which a filing may be registered."
    )
    working_days_left = serializers.IntegerField(
        source="days_left", allow_null=True, help_text="From today; negative when the day has passed."
    )
    terms = StageAhead(source="course.stages", many=True, default=[])
    adoption_from = serializers.DateField(source="course.adoption_from", default=None)
    missing_year = serializers.IntegerField(allow_null=True, help_text="The year whose calendar is missing.")


@example("Of a program from 2027 on", examples.LATEST_FILING)
class PlanSerializer(serializers.Serializer[object]):
    first_year = serializers.IntegerField()
    route = serializers.ListField(child=serializers.ChoiceField(BODY_KINDS))
    adopt_by = serializers.DateField(help_text="30 November, the last day to adopt (p. 17).")
    hand_over_days = serializers.IntegerField(help_text="Working days left after every term for handing over.")
    scenarios = ScenarioSerializer(many=True)
