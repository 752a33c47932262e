"""What happened to a program, with before and after in the reader's words and units."""

from rest_framework import serializers

from approvals.api import examples
from approvals.api.examples import example
from icv_portal.api.serializers import ROLES


class ChangeTold(serializers.Serializer[object]):
    what = serializers.CharField()
    before = serializers.CharField(allow_blank=True, help_text="Empty where there was nothing.")
    after = serializers.CharField(allow_blank=True)


class ActedThen(serializers.Serializer[object]):
    """Whoever acted, as they were called at that moment."""

    membership = serializers.UUIDField(source="membership_id")
    full_name = serializers.CharField(source="name")
    position = serializers.CharField()
    organization = serializers.CharField()
    role = serializers.ChoiceField(ROLES)


@example("A submission", examples.TIMELINE_ENTRY)
class TimelineEntrySerializer(serializers.Serializer[object]):
    id = serializers.CharField(help_text="Of the journal's entry, or of the saved row.")
    kind = serializers.ChoiceField(["event", "text"], help_text="`text`: a change of the draft, told to its customer.")
    event = serializers.CharField(help_text="A code: submitted, agreed, row_changed and others.")
    title = serializers.CharField(help_text="The event in the caller's language.")
    at = serializers.DateTimeField()
    by = ActedThen(source="person", allow_null=True, help_text="null: the portal itself.")
    point = serializers.CharField(allow_blank=True, help_text="The point of the Rules, or the article of the APPC.")
    version_sha256 = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    changes = ChangeTold(many=True)
