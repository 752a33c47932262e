"""Terms of a procedure, and one with its proof."""

import uuid
from typing import Any, cast

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.actions.terms import SUBJECT
from approvals.api.serializers.terms import TermRow, TermWhole
from approvals.due_dates import DueDates
from approvals.models import Procedure, Term
from approvals.models.terms import TermQuerySet
from approvals.views.terms import earlier_dates, proof_day
from icv_portal.accounts.models import Membership
from icv_portal.api.views import Endpoint

TAGS = ["terms"]


class Terms(Endpoint):
    @extend_schema(
        operation_id="list_terms",
        summary="Terms of a procedure, the first one first",
        tags=TAGS,
        responses=TermRow(many=True),
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """P. 13, 15: those of the bodies and of the customer's rework, ended or running."""
        terms: Any = _terms_of(pk, self.membership).defer("registration", "proof")
        return Response(TermRow(terms, many=True, context={"dates": DueDates.as_of_today()}).data)


class TermDetail(Endpoint):
    @extend_schema(operation_id="get_term", summary="One term with its proof", tags=TAGS, responses=TermWhole)
    def get(self, request: Request, pk: uuid.UUID, term_id: uuid.UUID) -> Response:
        """Every day counted, every day skipped and why (Civil Code art. 173-176, APPC art. 64, 76)."""
        term: Any = get_object_or_404(_terms_of(pk, self.membership), pk=term_id)
        term.registration = [proof_day(day) for day in term.registration]
        term.days = [proof_day(day) for day in term.proof]
        term.earlier_dates = earlier_dates(term)
        return Response(TermWhole(term, context={"dates": DueDates.as_of_today()}).data)


def _terms_of(procedure_id: uuid.UUID, membership: Membership) -> TermQuerySet:
    procedure = get_object_or_404(Procedure.objects.visible_to(membership), pk=procedure_id)
    return cast(TermQuerySet, Term.objects.of_subject(SUBJECT, procedure.pk).select_related("organization"))
