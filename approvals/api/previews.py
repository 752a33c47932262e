"""What each step would do if it were taken now: for whom it is open, from the state it is open in."""

import uuid
from collections.abc import Callable
from typing import ClassVar

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.decisions import own_consideration
from approvals.api.descriptions import preview_described
from approvals.api.problems import AlteredVersion, StepConflicted
from approvals.api.serializers.previews import PreviewSerializer
from approvals.api.steps import own_procedure, require_unaltered
from approvals.readiness import open_to
from approvals.views import previews
from approvals.views.previews import Preview
from icv_portal.api.views import Endpoint

Look = Callable[..., Preview]


class OfCustomer(Endpoint):
    """`name` is the step's in the workflow, `look` what tells its consequences."""

    name: ClassVar[str]
    look: ClassVar[Look]
    problems = {"GET": (StepConflicted, AlteredVersion)}

    def get(self, request: Request, pk: uuid.UUID) -> Response:
        procedure = own_procedure(pk, self.membership, self.name)
        if self.name not in open_to(self.membership, procedure):
            raise StepConflicted(procedure)
        if self.name == "adopt":
            require_unaltered(procedure)
        return Response(PreviewSerializer(type(self).look(procedure, by=self.membership, at=timezone.now())).data)


class OfBody(Endpoint):
    """`permitted_as` is the step whoever takes this one must have."""

    permitted_as: ClassVar[str]
    look: ClassVar[Look]
    problems = {"GET": (StepConflicted,)}

    def get(self, request: Request, pk: uuid.UUID) -> Response:
        consideration = own_consideration(pk, self.membership, self.permitted_as)
        if not consideration.is_open:
            raise StepConflicted(consideration.procedure, consideration)
        return Response(PreviewSerializer(type(self).look(consideration, at=timezone.now())).data)


def _of_procedure(operation_id: str, summary: str) -> Callable[[type[OfCustomer]], type[OfCustomer]]:
    return preview_described(operation_id, summary, tags=["procedures"], responses=PreviewSerializer)


def _of_consideration(operation_id: str, summary: str) -> Callable[[type[OfBody]], type[OfBody]]:
    return preview_described(operation_id, summary, tags=["considerations"], responses=PreviewSerializer)


@_of_procedure("preview_submission", "What submitting would do (p. 10, 11)")
class Submission(OfCustomer):
    name, look = "submit", previews.submission


@_of_procedure("preview_resubmission", "What resubmitting would do (p. 15)")
class Resubmission(OfCustomer):
    name, look = "resubmit", previews.resubmission


@_of_procedure("preview_adoption", "What adopting would do (p. 17)")
class Adoption(OfCustomer):
    name, look = "adopt", previews.adoption


@_of_procedure("preview_withdrawal", "What withdrawing would do (APPC art. 64(9))")
class Withdrawal(OfCustomer):
    name, look = "withdraw", previews.withdrawal


@_of_procedure("preview_readiness", "What saying that the program is ready for signature would do")
class Readiness(OfCustomer):
    name, look = "declare_ready", previews.readiness


@_of_procedure("preview_taking_back", "What taking the program back before the signature would do")
class TakingBack(OfCustomer):
    name, look = "take_ready_back", previews.taking_back


@_of_procedure("preview_returning", "What returning the program to the drafters would do")
class Returning(OfCustomer):
    name, look = "return_draft", previews.returning


@_of_consideration("preview_agreement", "What agreeing would do (p. 16)")
class Agreement(OfBody):
    permitted_as, look = "agree", previews.agreement


@_of_consideration("preview_refusal", "What refusing would do (p. 14, 15)")
class Refusal(OfBody):
    permitted_as, look = "refuse", previews.refusal


@_of_consideration("preview_preliminary_decision", "What a preliminary decision would do (APPC art. 73)")
class Announcement(OfBody):
    permitted_as, look = "refuse", previews.announcement


@_of_consideration("preview_proposal", "What a proposal would do (p. 12)")
class Proposal(OfBody):
    permitted_as, look = "prepare", previews.proposal
