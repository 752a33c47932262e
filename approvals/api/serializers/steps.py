"""What is sent with each step."""

from typing import Any

from rest_framework import serializers

from approvals.api import examples
from approvals.api.examples import example
from approvals.api.serializers.parts import codes_of
from approvals.api.typed import limit
from approvals.forms.customer_steps import AdoptionForm, ReturnForm, WithdrawalForm
from approvals.forms.hearings import LONGEST_TEXT
from approvals.forms.refusals import LONGEST_REASONING
from approvals.models import Consideration
from approvals.rules.refusal_grounds import STATED_TWICE, RefusalGround
from icv_portal.accounts.templatetags.portal import in_language

LARGEST_INTEGER = 2**31 - 1


@example("As it was shown", {"shown_version": 1})
class ShownVersion(serializers.Serializer[object]):
    shown_version = serializers.IntegerField(
        min_value=0, max_value=LARGEST_INTEGER, help_text="The `version` of the procedure as you were shown it."
    )


@example("An order", examples.ORDER)
class Adoption(ShownVersion):
    order_number = serializers.CharField(max_length=limit(AdoptionForm, "order_number"))
    order_date = serializers.DateField(help_text="Not before the agreement of the last state body, not in the future.")


@example("With its reason", examples.WITHDRAWAL)
class Withdrawal(ShownVersion):
    reason = serializers.CharField(max_length=limit(WithdrawalForm, "reason"), help_text="The state bodies see it.")


@example("With its note", {"shown_version": 1, "note": "2-кестеде 2028 жылғы үлес 2027 жылғыдан төмен."})
class ReturnNote(ShownVersion):
    note = serializers.CharField(max_length=limit(ReturnForm, "note"), help_text="The drafters see it, nobody else.")


class GivenGroundBody(serializers.Serializer[object]):
    """A ground of p. 14. It needs its reasoning in one language at least, and the rows it concerns."""

    code = serializers.ChoiceField(codes_of(RefusalGround))
    reasoning_kk = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_REASONING)
    reasoning_ru = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_REASONING)
    rows = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        default=list,
        help_text="Ids of rows of the version considered; of none where a ground is about what is absent.",
    )


@example("One ground", {"grounds": [examples.GIVEN_GROUND]})
class Grounds(serializers.Serializer[object]):
    grounds = GivenGroundBody(many=True)

    def validate_grounds(self, grounds: list[dict[str, Any]]) -> list[dict[str, Any]]:
        codes = [ground["code"] for ground in grounds]
        repeated = [code in codes[:position] for position, code in enumerate(codes)]
        if any(repeated):
            raise serializers.ValidationError(
                [{"code": _twice(code)} if again else {} for code, again in zip(codes, repeated, strict=True)]
            )
        return grounds


def _twice(code: str) -> list[str]:
    return [in_language(STATED_TWICE.format(ground=RefusalGround(code).label))]


@example("After a hearing", {"grounds": [examples.GIVEN_GROUND], "unheard_because": ""})
class RefusalBody(Grounds):
    unheard_because = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=LONGEST_TEXT,
        help_text="The reason from art. 73(2) of the Administrative Procedure Code for refusing without hearing.",
    )


@example("To refuse", examples.PREPARED)
class ProposalBody(Grounds):
    outcome = serializers.ChoiceField([Consideration.Outcome.AGREED.value, Consideration.Outcome.REFUSED.value])
    shown_prepared_at = serializers.DateTimeField(
        required=False, allow_null=True, default=None, help_text="`prepared_at` as you were shown it; null for none."
    )
    grounds = GivenGroundBody(many=True, required=False, default=list)


@example("An objection", examples.ANSWER)
class Answer(serializers.Serializer[object]):
    text = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_TEXT)
    asks_for_hearing = serializers.BooleanField(required=False, default=False)


@example("Of an oral hearing", examples.MINUTES)
class Minutes(serializers.Serializer[object]):
    held_on = serializers.DateField(help_text="Not before the preliminary decision, not in the future.")
    text = serializers.CharField(max_length=LONGEST_TEXT)
