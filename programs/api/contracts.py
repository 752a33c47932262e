"""The company's register of contracts: read with their version, changed over the version that was read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelInvalid
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from icv_portal.accounts.models import Membership
from icv_portal.accounts.rules.roles import OrganizationKind
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.problems import InvalidInput, NotFound, VersionMissing
from icv_portal.api.versions import etag, version_seen
from icv_portal.api.views import Endpoint, ListEndpoint
from programs.actions.contracts import (
    ContractChanged,
    ContractEnded,
    add_contract,
    change_contract,
    end_contract,
    take_up_contract,
)
from programs.api.problems import ContractHasEnded, EntryChanged
from programs.api.serializers.contracts import (
    ContractChange,
    ContractQuery,
    ContractSerializer,
    EndOfContractSerializer,
    NewContract,
)
from programs.forms.contracts import RegisterFilters
from programs.models import Contract
from programs.permissions import may_keep_register
from programs.rules.contracts import ContractStatus

TAGS = ["contracts"]
ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200, 201], description="The entry's version.")


class Contracts(ListEndpoint):
    scope = Scope.DRAFT
    order = ("-signed_on", "-id")
    problems = {"GET": (InvalidInput, NotFound), "POST": (NotFound,)}

    @extend_schema(
        operation_id="list_contracts", tags=TAGS, parameters=[ContractQuery], responses=ContractSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        """The register of the caller's own company, the contracts concluded last first; nobody else has one."""
        require_customer(self.membership)
        asked = ContractQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        today = timezone.localdate()
        filters = RegisterFilters(asked.validated_data, today=today)
        found = filters.narrow(Contract.objects.visible_to(self.membership))
        return self.page(found, ContractSerializer, today=today)

    @extend_schema(
        operation_id="add_contract",
        tags=TAGS,
        parameters=[ETAG],
        request=NewContract,
        responses={201: ContractSerializer},
    )
    def post(self, request: Request) -> Response:
        """A contract that has been concluded. The same one, by supplier, number and day, is entered once."""
        require_writer(self.membership)
        wanted = NewContract(data=request.data)
        wanted.is_valid(raise_exception=True)
        with _told_of_years():
            contract = add_contract(wanted.facts, by=self.membership, at=timezone.now())
        return _told(contract, status=201)


class ContractOfRegister(Endpoint):
    scope = Scope.DRAFT
    problems = {"PATCH": (VersionMissing, EntryChanged)}

    @extend_schema(operation_id="get_contract", tags=TAGS, parameters=[ETAG], responses=ContractSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """One contract of the caller's own company, with its version."""
        return _told(contract_of(self.membership, pk))

    @extend_schema(
        operation_id="change_contract",
        tags=TAGS,
        parameters=[ETAG],
        request=ContractChange(partial=True),
        responses={200: OpenApiResponse(ContractSerializer, description="As it stands now.")},
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Correct facts over the version in If-Match; what is not named stays."""
        contract = contract_of(self.membership, pk)
        require_writer(self.membership)
        seen = version_seen(request)
        wanted = ContractChange(data=request.data, partial=True)
        wanted.is_valid(raise_exception=True)
        try:
            with _told_of_years():
                changed = change_contract(contract.pk, wanted.facts, seen=seen, by=self.membership, at=timezone.now())
        except ContractChanged as meanwhile:
            raise EntryChanged(present={"version": meanwhile.contract.version}) from None
        return _told(changed)


class EndOfContract(Endpoint):
    scope = Scope.DRAFT
    problems = {"POST": (ContractHasEnded,)}

    @extend_schema(
        operation_id="end_contract", tags=TAGS, request=EndOfContractSerializer, responses=ContractSerializer
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Say what became of it: from then on it counts towards no target. The same end again changes nothing."""
        contract = contract_of(self.membership, pk)
        require_writer(self.membership)
        wanted = EndOfContractSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        end = wanted.validated_data
        try:
            ended = end_contract(
                contract.pk,
                status=ContractStatus(end["status"]),
                ended_on=end["ended_on"],
                reason=end.get("end_reason", ""),
                by=self.membership,
                at=timezone.now(),
            )
        except ContractEnded:
            raise ContractHasEnded from None
        return _told(ended)


class TakingUp(Endpoint):
    scope = Scope.DRAFT

    @extend_schema(operation_id="take_up_contract", tags=TAGS, request=None, responses=ContractSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """In force after all: its end was entered by mistake. One that is in force stays as it is."""
        contract = contract_of(self.membership, pk)
        require_writer(self.membership)
        return _told(take_up_contract(contract.pk, by=self.membership, at=timezone.now()))


def require_customer(membership: Membership) -> None:
    if membership.kind is not OrganizationKind.BIG_CUSTOMER:
        raise Http404


def require_writer(membership: Membership) -> None:
    require_customer(membership)
    if not may_keep_register(membership):
        raise PermissionDenied


def contract_of(membership: Membership, pk: UUID) -> Contract:
    return get_object_or_404(Contract.objects.visible_to(membership), pk=pk)


@contextmanager
def _told_of_years() -> Iterator[None]:
    """The register keeps the plan under another name than it is sent by."""
    try:
        yield
    except ModelInvalid as invalid:
        renamed: dict[str, Any] = {
            "years" if name == "yearly" else name: of for name, of in invalid.message_dict.items()
        }
        raise ModelInvalid(renamed) from None


def _told(contract: Contract, *, status: int = 200) -> Response:
    told = ContractSerializer(contract, context={"today": timezone.localdate()}).data
    return Response(told, status=status, headers={"ETag": etag(contract.version)})
