"""Imported purchases: the lists in force with their totals, the form that sends one, its lines, its withdrawal."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icv_portal.accounts.keyset import keyset_page
from icv_portal.accounts.requests import PortalRequest
from icv_portal.documents.inspection import UnacceptableFile
from icv_portal.documents.inspection.formats import FileFormat
from icv_portal.documents.uploads import was_cut
from programs.actions.purchases import send_purchases, withdraw_purchases
from programs.forms.purchases import LinesFilter, PurchasesForm
from programs.models import PurchaseLine, PurchaseList
from programs.permissions import ProgramLocked
from programs.purchase_files.templates import csv_template, template_rows, xlsx_template
from programs.rules.content import Content, SubsoilRight
from programs.rules.icv_share import share_of_value
from programs.rules.purchases.kinds import PurchaseKind, PurchasePurpose
from programs.rules.purchases.totals import PurchaseTotal, joined
from programs.views.drafts import Draft, draft_of
from programs.views.refused import out_of_hands

BY_VALUE = ("-value", "-number")
"""What weighs most comes first."""
MOST_IMPORTS_SHOWN = 5


@dataclass(frozen=True)
class NamedTotal:
    """`right` None where purchases are not told apart, or where it is in force no longer."""

    total: PurchaseTotal
    right: SubsoilRight | None

    @property
    def kind(self) -> PurchaseKind:
        return PurchaseKind(self.total.kind)


@dataclass(frozen=True)
class ShownList:
    """A list beside what names its rights."""

    purchase_list: PurchaseList
    content: Content

    @property
    def totals(self) -> Iterator[NamedTotal]:
        rights = {right.id: right for right in self.content.rights}
        for total in self.purchase_list.as_named.totals:
            yield NamedTotal(total, rights.get(total.right or ""))

    @property
    def is_planned(self) -> bool:
        return self.purchase_list.list_purpose is PurchasePurpose.PLANNED

    @cached_property
    def by_right(self) -> bool:
        return any(total.right for total in self.purchase_list.as_named.totals)


def purchases(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    draft = draft_of(request, pk)
    if request.method == "POST":
        return _send(request, draft)
    return _page(request, draft, PurchasesForm(initial={"purpose": request.GET.get("purpose")}))


def _send(request: PortalRequest, draft: Draft) -> HttpResponse:
    if request.membership is None or not draft.may_write:
        raise PermissionDenied
    cut = was_cut(request)
    form = PurchasesForm(request.POST, request.FILES, was_cut=cut)
    if form.is_valid():
        purpose = PurchasePurpose(form.cleaned_data["purpose"])
        try:
            wanted = send_purchases(
                draft.program.pk, form.cleaned_data["file"], purpose=purpose, by=request.membership, at=timezone.now()
            )
        except ProgramLocked:
            return out_of_hands(request, draft.program)
        except UnacceptableFile as refused:
            form.add_error("file", refused.message)
        else:
            return redirect("purchase_import", draft.program.pk, wanted.pk)
    return _page(request, draft, form, status=413 if cut else 200)


def _page(request: PortalRequest, draft: Draft, form: PurchasesForm, *, status: int = 200) -> HttpResponse:
    in_force = {one.list_purpose: ShownList(one, draft.content) for one in draft.program.purchase_lists.in_force()}
    recent = draft.program.purchase_imports.kept(timezone.now()).order_by("-uploaded_at", "-id")
    context = {
        "draft": draft,
        "form": form,
        "purposes": [(purpose, in_force.get(purpose)) for purpose in PurchasePurpose],
        "imports": recent.defer("faults")[:MOST_IMPORTS_SHOWN],
    }
    return render(request, "programs/purchases.html", context, status=status)


def purchase_template(request: PortalRequest, pk: uuid.UUID, purpose: str, extension: str) -> HttpResponse:
    """The file to fill in, with the headings and an example in the reader's language."""
    draft = draft_of(request, pk)
    if purpose not in list(PurchasePurpose) or extension not in ("xlsx", "csv"):
        raise Http404
    content, wanted = draft.content, PurchasePurpose(purpose)
    years = content.baseline_years if wanted is PurchasePurpose.ACTUAL else content.years
    right = next((one.number for one in content.rights), "") if content.customer.is_subsoil_user else None
    columns, *rows = template_rows(wanted, years=years, right=right, language=get_language() or "kk")
    is_xlsx = extension == "xlsx"
    file = xlsx_template(columns, *rows) if is_xlsx else csv_template(*rows)
    media_type = FileFormat.XLSX.media_type if is_xlsx else "text/csv; charset=utf-8"
    disposition = f'attachment; filename="purchases-{purpose}.{extension}"'
    return HttpResponse(file, content_type=media_type, headers={"Content-Disposition": disposition})


def purchase_list(request: PortalRequest, pk: uuid.UUID, list_pk: uuid.UUID) -> HttpResponse:
    """The lines in order of their value, narrowed down to those a target rests on or to what is searched for."""
    draft = draft_of(request, pk)
    found = get_object_or_404(draft.program.purchase_lists.select_related("end__replaced_by"), pk=list_pk)
    years = sorted({total.year for total in found.as_named.totals})
    shown = ShownList(found, draft.content)
    filters = LinesFilter(request.GET, years=years, rights=draft.content.rights if shown.by_right else ())
    lines = filters.narrow(PurchaseLine.objects.filter(purchase_list=found))
    page = keyset_page(lines, order=BY_VALUE, cursor=request.GET.get("after", ""))
    whole = _whole(found, filters)
    context = {
        "draft": draft,
        "shown": shown,
        "list": found,
        "filters": filters,
        "page": page,
        "lines": [_line(line, draft.content, whole) for line in page.rows],
        "whole": whole,
    }
    return render(request, "programs/purchase_list.html", context)


def _whole(found: PurchaseList, filters: LinesFilter) -> PurchaseTotal:
    """What the chosen year and right come to, whatever is searched for in them."""
    kind = PurchaseKind.GOODS if filters.chosen("goods") else None
    return joined(found.as_named.of(kind=kind, year=filters.chosen("year"), right=filters.chosen("right")))


def _line(line: PurchaseLine, content: Content, whole: PurchaseTotal) -> dict[str, Any]:
    """`part`: how much of the whole it is, per cent."""
    right = next((one for one in content.rights if one.id == str(line.right_id)), None)
    part = share_of_value(line.value, whole.value)
    return {"line": line, "kind": PurchaseKind(line.kind), "right": right, "part": part}


def withdraw(request: PortalRequest, pk: uuid.UUID, list_pk: uuid.UUID) -> HttpResponse:
    """A page of its own: the list cannot be put in force again, only imported anew."""
    draft = draft_of(request, pk)
    if not draft.is_open:
        raise Http404
    found = get_object_or_404(draft.program.purchase_lists.in_force(), pk=list_pk)
    if request.method == "POST" and request.membership:
        try:
            withdraw_purchases(pk, list_pk, by=request.membership, at=timezone.now())
        except ProgramLocked:
            return out_of_hands(request, draft.program)
        messages.success(request, _("Withdrawn: %s.") % found.name)
        return redirect("purchases", pk)
    return render(request, "programs/withdraw_purchases.html", {"draft": draft, "list": found})
