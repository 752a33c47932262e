"""Hearing the customer before a refusal (APPC art. 73): its answer to a preliminary decision, the body's minutes."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from approvals import actions
from approvals.api.considerations import shown
from approvals.api.descriptions import step_described
from approvals.api.problems import StepConflicted, steps_told
from approvals.api.serializers.considerations import CONSIDERATION
from approvals.api.serializers.steps import Answer, Minutes
from approvals.api.typed import as_typed, body_of
from approvals.forms.hearings import MinutesForm, ObjectionForm
from approvals.models import Consideration, PreliminaryDecision
from approvals.permissions import may_object, takes
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.views import Endpoint

TAGS = ["considerations"]


def visible_decision(pk: uuid.UUID, membership: Membership) -> PreliminaryDecision:
    visible = Consideration.objects.visible_to(membership)
    decisions = PreliminaryDecision.objects.filter(consideration__in=visible)
    return get_object_or_404(decisions.select_related("consideration__procedure"), pk=pk)


@step_described(
    "answer_preliminary_decision",
    "Answer a preliminary decision",
    "Administrative Procedure Code, art. 73: object, or ask for an oral hearing, within two working days. A late "
    "answer is taken and marked.",
    tags=TAGS,
    request=Answer,
    responses=CONSIDERATION,
)
class AnswerDecision(Endpoint):
    scope = Scope.ACT
    problems = {"POST": (StepConflicted,)}

    def post(self, request: Request, pk: uuid.UUID) -> Response:
        decision = visible_decision(pk, self.membership)
        if not may_object(self.membership, decision.consideration.procedure):
            raise PermissionDenied
        typed = as_typed(ObjectionForm(body_of(request, Answer)))
        with steps_told():
            actions.object_to(pk, **typed, by=self.membership, at=timezone.now())
        return shown(decision.consideration_id, self.membership)


@step_described(
    "keep_hearing_minutes",
    "Keep the minutes of an oral hearing",
    "Administrative Procedure Code, art. 73: kept by the body before it decides; one set of minutes for each decision.",
    tags=TAGS,
    request=Minutes,
    responses=CONSIDERATION,
)
class KeepMinutes(Endpoint):
    scope = Scope.ACT
    problems = {"POST": (StepConflicted,)}

    def post(self, request: Request, pk: uuid.UUID) -> Response:
        decision = visible_decision(pk, self.membership)
        of_the_body = self.membership.organization_id == decision.consideration.body_id
        if not of_the_body or not takes(self.membership, "prepare"):
            raise PermissionDenied
        typed = as_typed(MinutesForm(body_of(request, Minutes)))
        try:
            with steps_told():
                actions.keep_minutes(pk, **typed, by=self.membership, at=timezone.now())
        except PermissionDenied as closed:  # the body is this person's, but the program has left it
            raise StepConflicted(decision.consideration.procedure) from closed
        return shown(decision.consideration_id, self.membership)
