"""Steps of the customer: submit, resubmit, adopt, withdraw. Each answers with the procedure as it stands afterwards."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from approvals import actions
from approvals.actions.adoption import agreed_version
from approvals.api.descriptions import step_described
from approvals.api.problems import AlteredVersion, NotReadyYet, StepConflicted, steps_told
from approvals.api.procedures import present
from approvals.api.serializers.procedures import PROCEDURE
from approvals.api.serializers.steps import Adoption, ReturnNote, ShownVersion, Withdrawal
from approvals.api.typed import as_typed, body_of
from approvals.forms.customer_steps import AdoptionForm, ReturnForm, WithdrawalForm
from approvals.models import Procedure
from approvals.readiness import takes
from approvals.workflow import State
from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.views import Endpoint

TAGS = ["procedures"]
SHOWN_WITH = ("program__ready_by", "customer", "regulator", "authorized_body")


def own_procedure(pk: uuid.UUID, membership: Membership, name: str) -> Procedure:
    """404 for what one may not see, PermissionDenied for whom the step is never open."""
    visible = Procedure.objects.visible_to(membership)
    procedure = get_object_or_404(visible.select_related(*SHOWN_WITH), pk=pk)
    if not takes(membership, name):
        raise PermissionDenied
    return procedure


def require_unaltered(procedure: Procedure) -> None:
    """AlteredVersion when what would be adopted is not what was signed."""
    try:
        agreed_version(procedure)
    except LookupError as altered:
        raise AlteredVersion(procedure) from altered


class CustomerStep(Endpoint):
    """`name` is the step's in the workflow, `body` what is sent with it."""

    scope = Scope.ACT
    name: ClassVar[str]
    body: ClassVar[type[Serializer[Any]]] = ShownVersion

    def post(self, request: Request, pk: uuid.UUID) -> Response:
        procedure = own_procedure(pk, self.membership, self.name)
        sent = body_of(request, self.body)
        try:
            with steps_told():
                self.take(procedure, **sent, by=self.membership, at=timezone.now())
        except PermissionDenied as closed:  # the step is this person's to take, but from another state
            raise StepConflicted(Procedure.objects.get(pk=pk)) from closed
        return present(pk, self.membership)

    def take(self, procedure: Procedure, *, shown_version: int, by: Membership, at: datetime) -> None:
        raise NotImplementedError


@step_described(
    "submit_procedure",
    "Submit the program for agreement",
    "P. 10, 11: the text is frozen as a version and goes to the natural-monopoly body first where there is one. Errors "
    "of the checks keep it back.",
    tags=TAGS,
    request=ShownVersion,
    responses=PROCEDURE,
)
class Submit(CustomerStep):
    name = "submit"
    problems = {"POST": (StepConflicted, NotReadyYet)}

    def take(self, procedure: Procedure, *, shown_version: int, by: Membership, at: datetime) -> None:
        actions.submit(procedure.pk, shown_version=shown_version, by=by, at=at)


@step_described(
    "resubmit_procedure",
    "Resubmit the reworked program",
    "P. 15: to the body that refused, within 10 working days of receipt. A late one is taken and marked.",
    tags=TAGS,
    request=ShownVersion,
    responses=PROCEDURE,
)
class Resubmit(CustomerStep):
    name = "resubmit"
    problems = {"POST": (StepConflicted, NotReadyYet)}

    def take(self, procedure: Procedure, *, shown_version: int, by: Membership, at: datetime) -> None:
        actions.resubmit(procedure.pk, shown_version=shown_version, by=by, at=at)


@step_described(
    "adopt_procedure",
    "Adopt the agreed program by the customer's order",
    "P. 17: exactly the version the last body agreed comes into force. Late adoption is marked, not blocked.",
    tags=TAGS,
    request=Adoption,
    responses=PROCEDURE,
)
class Adopt(CustomerStep):
    name, body = "adopt", Adoption
    problems = {"POST": (StepConflicted, AlteredVersion)}

    def take(self, procedure: Procedure, *, shown_version: int, by: Membership, at: datetime, **order: Any) -> None:
        typed = as_typed(AdoptionForm(order))
        if procedure.state == State.AGREED:
            require_unaltered(procedure)
        actions.adopt(procedure.pk, shown_version=shown_version, **typed, by=by, at=at)


@step_described(
    "withdraw_procedure",
    "Withdraw the program before it is adopted",
    "Administrative Procedure Code, art. 64(9): the consideration ends; `following` of the answer is the new draft.",
    tags=TAGS,
    request=Withdrawal,
    responses=PROCEDURE,
)
class Withdraw(CustomerStep):
    name, body = "withdraw", Withdrawal
    problems = {"POST": (StepConflicted,)}

    def take(self, procedure: Procedure, *, shown_version: int, by: Membership, at: datetime, **sent: Any) -> None:
        typed = as_typed(WithdrawalForm(sent))
        actions.withdraw(procedure.pk, shown_version=shown_version, **typed, by=by, at=at)


@step_described(
    "declare_ready",
    "Say that the program is ready for signature",
    "Inside the company: nobody types any more until the signatory submits the program or returns it. Errors of the "
    "checks keep it back.",
    tags=TAGS,
    request=ShownVersion,
    responses=PROCEDURE,
)
class DeclareReady(CustomerStep):
    name = "declare_ready"
    problems = {"POST": (StepConflicted, NotReadyYet)}

    def take(self, procedure: Procedure, *, shown_version: int, by: Membership, at: datetime) -> None:
        actions.declare_ready(procedure.pk, shown_version=shown_version, by=by, at=at)


@step_described(
    "take_ready_back",
    "Take the program back before it is signed",
    "Inside the company: the text can be written again.",
    tags=TAGS,
    request=ShownVersion,
    responses=PROCEDURE,
)
class TakeReadyBack(CustomerStep):
    name = "take_ready_back"
    problems = {"POST": (StepConflicted,)}

    def take(self, procedure: Procedure, *, shown_version: int, by: Membership, at: datetime) -> None:
        actions.take_ready_back(procedure.pk, shown_version=shown_version, by=by, at=at)


@step_described(
    "return_draft",
    "Return the program to the drafters with a note",
    "Inside the company: the signatory does not sign; the note stays in sight until the program is ready again.",
    tags=TAGS,
    request=ReturnNote,
    responses=PROCEDURE,
)
class ReturnDraft(CustomerStep):
    name, body = "return_draft", ReturnNote
    problems = {"POST": (StepConflicted,)}

    def take(self, procedure: Procedure, *, shown_version: int, by: Membership, at: datetime, **sent: Any) -> None:
        typed = as_typed(ReturnForm(sent))
        actions.return_draft(procedure.pk, shown_version=shown_version, **typed, by=by, at=at)
