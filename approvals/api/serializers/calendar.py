"""Years and days of the working calendar, and the end of a term with its proof."""

from rest_framework import serializers

from approvals.api import examples
from approvals.api.examples import example
from approvals.api.serializers.parts import CALENDAR_KINDS
from approvals.api.serializers.terms import CountedDaySerializer


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
