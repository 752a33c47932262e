"""All procedures a person may see, the nearest due date first, in keyset pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from approvals.due_dates import DueDates
from approvals.forms.filters import ListFilters
from approvals.models import Procedure
from approvals.views.rows import program_rows, values_of_rows
from icv_portal.accounts.keyset import keyset_page
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.roles import OrganizationKind
from programs.permissions import may_open_program

BY_DUE_DATE = ("sorts_on", "id")
MINE = "mine"
WITH_TURNS = (OrganizationKind.BIG_CUSTOMER, OrganizationKind.REGULATOR, OrganizationKind.AUTHORIZED_BODY)


def procedure_list(request: PortalRequest) -> HttpResponse:
    membership = request.membership
    filters = ListFilters(request.GET, today=timezone.localdate())
    procedures = filters.narrow(Procedure.objects.visible_to(membership))
    only_mine = _has_turns(membership) and request.GET.get("turn") == MINE
    if membership is not None and only_mine:
        procedures = procedures.waiting_for(membership.organization_id)
    page = keyset_page(values_of_rows(procedures), order=BY_DUE_DATE, cursor=request.GET.get("after", ""))
    context = {
        "page": page,
        "rows": program_rows(page.rows, membership, DueDates.as_of_today()),
        "filters": filters,
        "only_mine": only_mine,
        "has_turns": _has_turns(membership),
        "may_open_program": may_open_program(membership),
    }
    return render(request, "approvals/procedure_list.html", context)


def _has_turns(membership: Membership | None) -> bool:
    return membership is not None and membership.kind in WITH_TURNS
