"""A letter as a row, and whole: its text in both official languages, its files, and its delivery."""

from rest_framework import serializers

from approvals.api import examples
from approvals.api.examples import example
from approvals.api.serializers.parts import LETTER_KINDS, LabelField
from approvals.models import Letter
from approvals.rules.letter_kinds import LetterKind
from icv_portal.api.documents import DocumentSerializer
from icv_portal.api.serializers import OrganizationBrief


@example("A preliminary decision", examples.LETTER_ROW)
class LetterRow(serializers.Serializer[Letter]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(LETTER_KINDS)
    kind_label = LabelField(of=LetterKind, source="kind")
    point = serializers.CharField(source="letter_kind.point", help_text="Of the Rules, or the article of the APPC.")
    number = serializers.CharField(help_text="Outgoing, without gaps in the body's year.")
    date = serializers.DateField()
    procedure = serializers.UUIDField(source="procedure_id")
    consideration = serializers.UUIDField(source="consideration_id")
    version = serializers.UUIDField(source="version_id", help_text="The version it tells of.")
    body = OrganizationBrief(help_text="From whom.")
    sha256 = serializers.CharField(help_text="Of the frozen text in both languages.")
    sent_at = serializers.DateTimeField()
    documents = DocumentSerializer(many=True)


class Head(serializers.Serializer[object]):
    name_kk = serializers.CharField()
    name_ru = serializers.CharField()
    address = serializers.CharField()
    number = serializers.CharField()
    day = serializers.CharField()


class FactOfLetter(serializers.Serializer[object]):
    name = serializers.CharField()
    value = serializers.CharField()


class GroundOfLetter(serializers.Serializer[object]):
    text = serializers.CharField(help_text="As p. 14 has it.")
    language = serializers.CharField(help_text="Of the reasoning.")
    reasoning = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    rows = serializers.ListField(child=serializers.CharField())


class GroundsOfLetter(serializers.Serializer[object]):
    heading = serializers.CharField()
    reasoning = serializers.CharField()
    rows = serializers.CharField()
    stated = GroundOfLetter(many=True)


class DaysOfLetter(serializers.Serializer[object]):
    days = serializers.CharField()
    number = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


class CountingOfLetter(serializers.Serializer[object]):
    heading = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())
    days = DaysOfLetter(many=True)


class PartOfLetter(serializers.Serializer[object]):
    heading = serializers.CharField(allow_blank=True)
    paragraphs = serializers.ListField(child=serializers.CharField())


class SignaturePlace(serializers.Serializer[object]):
    position = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    record = serializers.CharField(allow_blank=True)


class TextOfLetter(serializers.Serializer[object]):
    """The letter in one language, whole, as it was frozen."""

    language = serializers.CharField()
    head = Head()
    addressee = serializers.ListField(child=serializers.CharField())
    title = serializers.CharField()
    opening = serializers.ListField(child=serializers.CharField())
    facts = FactOfLetter(many=True)
    grounds = GroundsOfLetter(allow_null=True)
    counting = CountingOfLetter(allow_null=True)
    parts = PartOfLetter(many=True)
    signature = SignaturePlace()


class BothLanguages(serializers.Serializer[object]):
    kk = TextOfLetter()
    ru = TextOfLetter()


class DeliverySerializer(serializers.Serializer[object]):
    """The inbox is the place of delivery: an e-mail that fails stops no term."""

    delivered_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    opened_by = serializers.CharField(allow_blank=True, help_text="The position of whoever opened it first.")
    emails_sent = serializers.IntegerField(source="sent")
    emails_failed = serializers.IntegerField(source="failed")
    emails_waiting = serializers.IntegerField(source="waiting")


@example("A preliminary decision", examples.LETTER)
class LetterWhole(LetterRow):
    addressee = OrganizationBrief(help_text="To whom.")
    text = BothLanguages(source="content")
    delivery = DeliverySerializer(allow_null=True)
