"""Small parts of many answers: people, which side reads, and codes with their words."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, PolymorphicProxySerializer
from rest_framework import serializers

from approvals.models import CalendarDay
from approvals.rules.letter_kinds import LetterKind
from approvals.rules.refusal_grounds import RefusalGround
from approvals.rules.route import BodyKind
from approvals.rules.terms import TermKind
from approvals.rules.working_days import DayKind
from icv_portal.accounts.rules.labels import Labelled
from icv_portal.accounts.templatetags.portal import in_language

CUSTOMER, STAFF = "customer", "staff"
"""Two shapes of the same thing: for the program's own customer, and for state bodies and auditors."""


def codes_of(labelled: type[Labelled]) -> list[str]:
    """The codes alone: their words stand beside them in every answer."""
    return [member.value for member in labelled]


GROUNDS = codes_of(RefusalGround)
BODY_KINDS = codes_of(BodyKind)
TERM_KINDS = codes_of(TermKind)
LETTER_KINDS = codes_of(LetterKind)
DAY_KINDS = [kind.value for kind in DayKind]
CALENDAR_KINDS = [kind.value for kind in CalendarDay.Kind]


class SeenAs(serializers.ChoiceField):
    """Says which of the two shapes this is."""

    def __init__(self, side: str) -> None:
        self.side = side
        super().__init__([side], source="*", read_only=True)

    def to_representation(self, value: Any) -> str:
        return self.side


class LabelField(serializers.CharField):
    """The words for a code, in the caller's language."""

    def __init__(self, *, of: type[Labelled], **kwargs: Any) -> None:
        self.of = of
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        return in_language(self.of(value).label)


class Official(serializers.Serializer[object]):
    """Somebody who acted, in the position held."""

    full_name = serializers.CharField(source="user.full_name")
    position = serializers.CharField(source="position_as_read")


def by_side(name: str, shapes: Mapping[str, Any], shown: Mapping[str, Any], *, many: bool = False) -> OpenApiResponse:
    """Both shapes as one answer of the description: `seen_as` says which one it is."""
    answer = PolymorphicProxySerializer(
        component_name=name, serializers=dict(shapes), resource_type_field_name="seen_as", many=many
    )
    return OpenApiResponse(answer, examples=[OpenApiExample(side, value=value) for side, value in shown.items()])
