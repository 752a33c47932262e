"""Years and days of the working calendar, and the end of a term with its proof."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from approvals.actions.calendar_preview import CalendarPreview, ChangedDay, MovedTerm
from approvals.api import examples, planning_examples
from approvals.api.examples import example
from approvals.api.serializers.parts import BODY_KINDS, CALENDAR_KINDS, TERM_KINDS, LabelField
from approvals.api.serializers.terms import CountedDaySerializer
from approvals.forms.calendar import KINDS, MOST_ROWS
from approvals.rules.terms import TermKind
from icv_portal.api.serializers import OrganizationBrief

KINDS_WANTED = [code for code, _name in KINDS]


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
    entered_by = serializers.CharField(allow_blank=True, help_text="Empty where the day came with its year.")
    entered_at = serializers.DateTimeField(allow_null=True)


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
    adoption_from = serializers.DateField(source="course.adoption_from", default=None, allow_null=True)
    missing_year = serializers.IntegerField(allow_null=True, help_text="The year whose calendar is missing.")


@example("Of a program from 2027 on", planning_examples.LATEST_FILING)
class PlanSerializer(serializers.Serializer[object]):
    first_year = serializers.IntegerField()
    route = serializers.ListField(child=serializers.ChoiceField(BODY_KINDS))
    adopt_by = serializers.DateField(help_text="30 November, the last day to adopt (p. 17).")
    hand_over_days = serializers.IntegerField(help_text="Working days left after every term for handing over.")
    scenarios = ScenarioSerializer(many=True)


class DayWanted(serializers.Serializer[object]):
    date = serializers.DateField()
    kind = serializers.ChoiceField(KINDS_WANTED, help_text="ordinary: a day of the five-day week again.")
    basis = serializers.CharField(allow_blank=True, max_length=300, default="", help_text="The act that says so.")
    confirmed = serializers.BooleanField(default=True)


@example("A moved day off", {"days": [planning_examples.DAY_WANTED]})
class ChangeWanted(serializers.Serializer[object]):
    days = serializers.ListField(child=DayWanted(), min_length=1, max_length=MOST_ROWS)


@example("As a preview said", {"seen": planning_examples.SEEN})
class Seen(serializers.Serializer[object]):
    seen = serializers.CharField(max_length=64, help_text="What the preview gave: it is done as it was shown.")


@example("As a preview said", {"days": [planning_examples.DAY_WANTED], "seen": planning_examples.SEEN})
class ChangeWantedAsSeen(ChangeWanted, Seen):
    pass


class DayAsItStands(serializers.Serializer[object]):
    kind = serializers.ChoiceField(CALENDAR_KINDS)
    basis = serializers.CharField(allow_blank=True)
    confirmed = serializers.BooleanField()


class DayToChange(serializers.Serializer[ChangedDay]):
    date = serializers.DateField(source="change.date")
    before = DayAsItStands(allow_null=True, help_text="null for an ordinary day of the week.")
    after = serializers.SerializerMethodField(help_text="As it is to be; null for an ordinary day of the week.")

    @extend_schema_field(DayAsItStands(allow_null=True))
    def get_after(self, day: ChangedDay) -> Any:
        return None if day.change.kind is None else DayAsItStands(day.change).data


class TermToMove(serializers.Serializer[MovedTerm]):
    term = serializers.UUIDField(source="term.pk")
    kind = serializers.ChoiceField(TERM_KINDS, source="term.kind")
    kind_label = LabelField(of=TermKind, source="term.kind")
    organization = OrganizationBrief(source="term.organization", help_text="Whose term it is.")
    due_on = serializers.DateField(source="term.due_on", allow_null=True)
    due_on_then = serializers.DateField(source="after.due_on", allow_null=True)
    missing_year_then = serializers.IntegerField(source="after.missing_year", allow_null=True)


@example("One term would move", planning_examples.CALENDAR_PREVIEW)
class PreviewOfCalendar(serializers.Serializer[CalendarPreview]):
    seen = serializers.CharField(source="token", help_text="To be sent with the change.")
    days = DayToChange(many=True)
    terms = TermToMove(many=True, source="moved")


@example("One term moved", {"terms_moved": 1})
class Changed(serializers.Serializer[object]):
    terms_moved = serializers.IntegerField(help_text="Both sides of each have been told.")
