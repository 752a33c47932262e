"""Figures and what they rest on: targets beside planned purchases, Table 1 beside the contracts of past years."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.labels import Label
from programs.actions import SectionConflict
from programs.actions.actual_figures import ListNotInForce, take_over_actuals
from programs.models import SectionState, Version
from programs.permissions import ProgramLocked
from programs.rules.actual_figures import computed_rows, differs
from programs.rules.content import Content
from programs.rules.names import row_name
from programs.rules.purchases.kinds import PurchasePurpose
from programs.rules.tracing import TracedTarget, traced_targets
from programs.views.drafts import Draft, draft_of
from programs.views.refused import out_of_hands


@dataclass(frozen=True)
class ShownTarget:
    name: Label
    target: TracedTarget


def shown_targets(content: Content) -> Iterator[ShownTarget]:
    for target in traced_targets(content):
        yield ShownTarget(row_name(content, target.row), target)


def targets_traced(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = draft_of(request, pk)
    context = {"draft": draft, **_traced(draft.content)}
    return render(request, "programs/targets_traced.html", context)


def version_targets(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """For whoever reads the version: what the purchases come to, and not the purchases themselves."""
    visible = Version.objects.visible_to(request.membership).select_related("program__customer")
    version = get_object_or_404(visible, pk=pk)
    context = {"version": version, **_traced(version.as_content)}
    return render(request, "programs/version_targets.html", context)


def _traced(content: Content) -> dict[str, Any]:
    return {"targets": list(shown_targets(content)), "source": content.purchase_list(PurchasePurpose.PLANNED)}


def actual_figures(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = draft_of(request, pk)
    if request.method == "POST":
        return _take_over(request, draft)
    return _actual_page(request, draft)


def _take_over(request: PortalRequest, draft: Draft) -> HttpResponse:
    if request.membership is None or not draft.may_write:
        raise PermissionDenied
    list_id, version = _looked_at(request)
    try:
        take_over_actuals(draft.program.pk, list_id, version=version, by=request.membership, at=timezone.now())
    except ProgramLocked:
        return out_of_hands(request, draft.program)
    except (ListNotInForce, SectionConflict):
        return _actual_page(request, draft, status=409)
    messages.success(request, _("Table 1 holds the computed figures."))
    return redirect("section", draft.program.pk, "table_1")


def _looked_at(request: PortalRequest) -> tuple[uuid.UUID, int]:
    """Raises BadRequest for what the page does not send."""
    try:
        return uuid.UUID(request.POST.get("list", "")), int(request.POST.get("version", ""))
    except ValueError:
        raise BadRequest("no list or no version of the section") from None


def _actual_page(request: PortalRequest, draft: Draft, *, status: int = 200) -> HttpResponse:
    rows = list(computed_rows(draft.content))
    context = {
        "draft": draft,
        "source": draft.content.purchase_list(PurchasePurpose.ACTUAL),
        "rows": [(row_name(draft.content, computed.row), computed) for computed in rows],
        "differs": differs(draft.content),
        "state": SectionState.objects.get(program=draft.program, section="table_1"),
        "is_out_of_date": status == 409,
    }
    return render(request, "programs/actual_figures.html", context, status=status)
