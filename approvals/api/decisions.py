"""What a state body does with a program: its reviewer proposes, its head announces a refusal, agrees or refuses."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from approvals import actions
from approvals.actions import InvalidRefusal
from approvals.api.considerations import shown
from approvals.api.descriptions import step_described
from approvals.api.lawfulness import unlawful
from approvals.api.problems import RefusalUnlawful, StepConflicted, steps_told
from approvals.api.procedures import present
from approvals.api.serializers.considerations import CONSIDERATION
from approvals.api.serializers.procedures import PROCEDURE
from approvals.api.serializers.steps import Grounds, ProposalBody, RefusalBody
from approvals.api.typed import as_typed, body_of, errors_of, flattened
from approvals.forms.hearings import UnheardForm
from approvals.forms.refusals import ProposalForm, RefusalForms
from approvals.models import Consideration
from approvals.permissions import takes
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.views import Endpoint

TAGS = ["considerations"]


def own_consideration(pk: uuid.UUID, membership: Membership, name: str) -> Consideration:
    """404 for what one may not see, PermissionDenied for whom the step is never open."""
    visible = Consideration.objects.visible_to(membership).select_related(
        "body", "version", "procedure__customer", "procedure__regulator", "procedure__authorized_body"
    )
    consideration = get_object_or_404(visible, pk=pk)
    if membership.organization_id != consideration.body_id or not takes(membership, name):
        raise PermissionDenied
    return consideration


def grounds_of(sent: Sequence[dict[str, Any]], consideration: Consideration) -> RefusalForms:
    """The grounds in the forms of the page; ValidationError for what would have to be corrected there."""
    forms = RefusalForms.of(consideration.version.as_content, typed=flattened(sent))
    errors = {form.ground.value: errors_of(form) for form in forms}
    if any(errors.values()):
        raise ValidationError({"grounds": [errors[ground["code"]] for ground in sent]})
    return forms


@step_described(
    "agree_consideration",
    "Agree the program",
    "P. 16: no ground for refusal was found. The customer receives the notification of agreement; the program goes on "
    "to the authorized body (p. 11) or back to the customer for adoption.",
    tags=TAGS,
    request=None,
    responses=PROCEDURE,
)
class Agree(Endpoint):
    scope = Scope.ACT
    problems = {"POST": (StepConflicted,)}

    def post(self, request: Request, pk: uuid.UUID) -> Response:
        consideration = own_consideration(pk, self.membership, "agree")
        with steps_told(with_decision=True):
            procedure = actions.agree(consideration.pk, by=self.membership, at=timezone.now())
        return present(procedure.pk, self.membership)


@step_described(
    "refuse_consideration",
    "Refuse to agree the program",
    "P. 14: at least one ground of the closed list, each with its reasoning and its rows, after a preliminary decision "
    "(Administrative Procedure Code, art. 73) or with a recorded reason. The 10 days of p. 15 start.",
    tags=TAGS,
    request=RefusalBody,
    responses=PROCEDURE,
)
class Refuse(Endpoint):
    scope = Scope.ACT
    problems = {"POST": (StepConflicted, RefusalUnlawful)}

    def post(self, request: Request, pk: uuid.UUID) -> Response:
        consideration = own_consideration(pk, self.membership, "refuse")
        sent = body_of(request, RefusalBody)
        unheard = as_typed(UnheardForm({"unheard_because": sent["unheard_because"]}))
        given = grounds_of(sent["grounds"], consideration).given()
        try:
            with steps_told(with_decision=True):
                actions.refuse(consideration.pk, grounds=given, **unheard, by=self.membership, at=timezone.now())
        except InvalidRefusal as invalid:
            raise unlawful(sent["grounds"], invalid.problems) from invalid
        return present(consideration.procedure_id, self.membership)


@step_described(
    "decide_preliminarily",
    "Tell the customer on which grounds the body means to refuse",
    "Administrative Procedure Code, art. 73: the customer answers within two working days, the refusal follows after "
    "three full ones. A later preliminary decision replaces the one before; the term of the body runs on.",
    tags=TAGS,
    request=Grounds,
    responses=CONSIDERATION,
)
class DecidePreliminarily(Endpoint):
    scope = Scope.ACT
    problems = {"POST": (StepConflicted, RefusalUnlawful)}

    def post(self, request: Request, pk: uuid.UUID) -> Response:
        consideration = own_consideration(pk, self.membership, "refuse")
        sent = body_of(request, Grounds)["grounds"]
        given = grounds_of(sent, consideration).given()
        try:
            with steps_told(with_decision=True):
                actions.decide_preliminarily(consideration.pk, grounds=given, by=self.membership, at=timezone.now())
        except InvalidRefusal as invalid:
            raise unlawful(sent, invalid.problems) from invalid
        return shown(pk, self.membership)


@step_described(
    "prepare_consideration",
    "Propose a decision to the head",
    "P. 12: the proposal may be incomplete; the body and auditors alone see it. `shown_prepared_at` is that of the "
    "proposal you saw, so that none is written over unread.",
    tags=TAGS,
    request=ProposalBody,
    responses=CONSIDERATION,
)
class Prepare(Endpoint):
    scope = Scope.ACT
    problems = {"POST": (StepConflicted,)}

    def post(self, request: Request, pk: uuid.UUID) -> Response:
        consideration = own_consideration(pk, self.membership, "prepare")
        sent = body_of(request, ProposalBody)
        grounds = grounds_of(sent["grounds"], consideration)
        proposal = as_typed(_proposal_form(sent, grounds, consideration))
        with steps_told(with_decision=True):
            actions.prepare(
                consideration.pk, **proposal, grounds=grounds.given(), by=self.membership, at=timezone.now()
            )
        return shown(pk, self.membership)


def _proposal_form(sent: dict[str, Any], grounds: RefusalForms, consideration: Consideration) -> ProposalForm:
    seen = sent["shown_prepared_at"]
    typed = {"outcome": sent["outcome"], "shown_prepared_at": seen.isoformat() if seen else ""}
    return ProposalForm(typed, grounds=grounds, consideration=consideration)
