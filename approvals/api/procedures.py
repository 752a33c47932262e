"""Procedures a caller may see: the list in keyset pages, and one with everything its front page tells."""

import uuid
from typing import Any, cast

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.api.queries import ProcedureQuery, narrowed
from approvals.api.serializers.procedures import PROCEDURE, ProcedureOfCustomer, ProcedureOfStaff, ProcedureRow
from approvals.api.sides import is_customers
from approvals.api.standing import standing_of
from approvals.api.typed import query_of
from approvals.due_dates import DueDates
from approvals.models import Procedure
from icv_portal.accounts.models import Membership
from icv_portal.api.problems import InvalidInput
from icv_portal.api.views import Endpoint, ListEndpoint

TAGS = ["procedures"]


class Procedures(ListEndpoint):
    order = ("sorts_on", "id")
    problems = {"GET": (InvalidInput,)}

    @extend_schema(
        operation_id="list_procedures",
        summary="Procedures you may see, the nearest due date first",
        tags=TAGS,
        parameters=[ProcedureQuery],
        responses=ProcedureRow(many=True),
    )
    def get(self, request: Request) -> Response:
        """A customer sees its own, a state body those it was given (p. 10, 11), an auditor every submitted one."""
        asked, dates = query_of(request, ProcedureQuery), DueDates.as_of_today()
        visible = Procedure.objects.visible_to(self.membership).select_related("customer", "responsible_organization")
        return self.page(narrowed(visible, asked, self.membership, dates.today), ProcedureRow, dates=dates)


class ProcedureDetail(Endpoint):
    @extend_schema(
        operation_id="get_procedure",
        summary="One procedure: where it stands, whose turn it is and until when",
        tags=TAGS,
        responses=PROCEDURE,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """The route with its dates (p. 10, 11, 13-17), the term that runs, and the steps open to you.

        `version` is sent back with a step as `shown_version`.
        """
        return present(pk, self.membership)


def present(pk: uuid.UUID, membership: Membership) -> Response:
    """The procedure as it stands now, in the shape for this caller: what every step answers, too."""
    visible = Procedure.objects.visible_to(membership).select_related(
        "program__ready_by", "customer", "responsible_organization", "adopted_version"
    )
    procedure = get_object_or_404(visible.defer("adopted_version__content"), pk=pk)
    procedure.program.customer = procedure.customer
    standing = standing_of(procedure, membership, DueDates.as_of_today())
    cast(Any, procedure).standing = standing
    shape = ProcedureOfCustomer if is_customers(membership) else ProcedureOfStaff
    return Response(shape(procedure, context={"dates": standing.dates}).data)
