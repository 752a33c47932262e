"""Considerations of a procedure, and one with its decision, its hearing and what the checks found (p. 12-16)."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from approvals.api import reading
from approvals.api.serializers.considerations import (
    CONSIDERATION,
    CONSIDERATION_ROWS,
    ConsiderationOfCustomer,
    ConsiderationOfStaff,
    RowOfCustomer,
    RowOfStaff,
)
from approvals.api.sides import is_customers
from approvals.due_dates import DueDates
from approvals.models import Consideration, Procedure
from approvals.views.procedures import PEOPLE
from icv_portal.accounts.models import Membership
from icv_portal.api.views import Endpoint

TAGS = ["considerations"]


class Considerations(Endpoint):
    @extend_schema(
        operation_id="list_considerations",
        summary="Every body's consideration in every round, the first one first",
        tags=TAGS,
        responses=CONSIDERATION_ROWS,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """P. 10, 11, 15: which body considered which version, until when, and how it decided."""
        procedure = get_object_or_404(Procedure.objects.visible_to(self.membership), pk=pk)
        considerations = reading.of_procedure(procedure, self.membership)
        rows = reading.rows_read(considerations, self.membership, DueDates.as_of_today())
        shape: type[Serializer[Any]] = RowOfCustomer if is_customers(self.membership) else RowOfStaff
        return Response(shape(rows, many=True).data)


class ConsiderationDetail(Endpoint):
    @extend_schema(
        operation_id="get_consideration",
        summary="One body's consideration of one version",
        tags=TAGS,
        responses=CONSIDERATION,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """The decision with its grounds (p. 14) or the agreement (p. 16), the hearing, what the checks find (p. 12)."""
        return shown(pk, self.membership)


def shown(pk: uuid.UUID, membership: Membership) -> Response:
    """The consideration as it stands now, in the shape for this caller."""
    visible = Consideration.objects.visible_to(membership).select_related(
        *PEOPLE, "version", "procedure__responsible_organization"
    )
    read = reading.read(get_object_or_404(visible, pk=pk), membership, DueDates.as_of_today())
    shape = ConsiderationOfCustomer if is_customers(membership) else ConsiderationOfStaff
    return Response(shape(read).data)
