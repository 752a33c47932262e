"""The company's register of contracts aimed at industrial development: the list, and one contract with its history."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from icv_portal.accounts.keyset import keyset_page
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.labels import Label
from icv_portal.accounts.rules.roles import OrganizationKind
from programs.forms.contracts import RegisterFilters
from programs.models import Contract
from programs.models.contracts import ContractQuerySet
from programs.permissions import may_keep_register
from programs.rules.contracts import ContractKind, RegisterState
from programs.views.register_history import history_of

NEWEST_FIRST = ("-signed_on", "-id")


@dataclass(frozen=True)
class ContractRow:
    contract: Contract
    kind: Label
    state: RegisterState


@dataclass(frozen=True)
class KindSummed:
    """`amount`: million tenge of all years; None where no contract says."""

    kind: Label
    number: int
    amount: Decimal | None


def contracts(request: PortalRequest) -> HttpResponse:
    """For the company's own people: nobody else has such a register."""
    membership, today = of_customer(request), timezone.localdate()
    filters = RegisterFilters(request.GET, today=today)
    found = filters.narrow(Contract.objects.visible_to(membership))
    page = keyset_page(found, order=NEWEST_FIRST, cursor=request.GET.get("after", ""))
    context = {
        "page": page,
        "rows": list(_rows(page.rows, today)),
        "sums": list(_summed(found)),
        "filters": filters,
        "may_write": may_keep_register(membership),
    }
    return render(request, "programs/contracts.html", context)


def contract(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    shown = shown_contract(request, pk)
    context = {
        "contract": shown,
        "state": shown.state(timezone.localdate()),
        "kind": ContractKind(shown.kind).label,
        "history": history_of(shown),
        "may_write": may_keep_register(request.membership),
    }
    return render(request, "programs/contract.html", context)


def _rows(contracts: Iterable[Contract], today: date) -> Iterator[ContractRow]:
    for one in contracts:
        yield ContractRow(one, ContractKind(one.kind).label, one.state(today))


def _summed(found: ContractQuerySet) -> Iterator[KindSummed]:
    """In the order of Table 3."""
    sums = {one["kind"]: one for one in found.summed()}
    for kind in ContractKind:
        if kind in sums:
            yield KindSummed(kind.label, sums[kind]["number"], sums[kind]["total"])


def of_customer(request: PortalRequest) -> Membership:
    """404 for whoever belongs to no big customer."""
    if request.membership is None or request.membership.kind is not OrganizationKind.BIG_CUSTOMER:
        raise Http404
    return request.membership


def writer(request: PortalRequest) -> Membership:
    """404 for whoever belongs to no big customer, 403 for those of a customer who do not write."""
    membership = of_customer(request)
    if not may_keep_register(membership):
        raise PermissionDenied
    return membership


def shown_contract(request: PortalRequest, pk: uuid.UUID) -> Contract:
    """404 for whatever is not in one's own company's register."""
    return get_object_or_404(Contract.objects.visible_to(request.membership).select_related("customer"), pk=pk)
