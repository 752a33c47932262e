"""What lists are narrowed down by, read from the address; a value nobody offers is a mistake and told as one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from rest_framework import serializers

from approvals.api.serializers.parts import codes_of
from approvals.forms.filters import CONDITIONS, THE_CUSTOMER
from approvals.models.procedures import ProcedureQuerySet
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.categories import Category

MINE = "mine"


class ProcedureQuery(serializers.Serializer[object]):
    """The filters of the pages' lists, and `overdue`."""

    state = serializers.ChoiceField(codes_of(State), required=False)
    customer = serializers.CharField(required=False, max_length=300, help_text="Part of the name, or of the BIN.")
    first_year = serializers.IntegerField(required=False, min_value=2000, max_value=2200)
    category = serializers.ChoiceField(codes_of(Category), required=False)
    body = serializers.UUIDField(required=False, help_text="Only what lies with this organisation.")
    turn = serializers.ChoiceField(
        [MINE, THE_CUSTOMER], required=False, help_text="Whose turn it is: that of your organisation, or a customer's."
    )
    overdue = serializers.BooleanField(required=False, help_text="true: whose last day has passed.")


def narrowed(procedures: ProcedureQuerySet, asked: Mapping[str, Any], by: Membership, today: date) -> ProcedureQuerySet:
    for name, value in asked.items():
        if name in SIMPLE:
            procedures = procedures.filter(SIMPLE[name](value))
    if asked.get("turn") == MINE:
        procedures = procedures.waiting_for(by.organization_id)
    if asked.get("turn") == THE_CUSTOMER:
        procedures = procedures.filter(CONDITIONS["body"](THE_CUSTOMER))
    if asked.get("overdue"):
        procedures = procedures.overdue(today)
    return procedures


SIMPLE: Mapping[str, Callable[[Any], Q]] = {
    "state": CONDITIONS["state"],
    "customer": CONDITIONS["customer"],
    "first_year": CONDITIONS["year"],
    "category": CONDITIONS["category"],
    "body": CONDITIONS["body"],
}
