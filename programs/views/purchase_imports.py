"""A file with purchases on its way in: how far it is read, what is wrong in it, and the same as a table."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.labels import Label
from programs.models import PurchaseImport
from programs.purchase_files.fault_report import kept_faults, report
from programs.purchase_files.reading import MOST_FAULTS
from programs.purchase_files.refusals import refusal_label
from programs.rules.purchases.columns import Column, heading_of
from programs.rules.purchases.faults import Fault
from programs.rules.purchases.kinds import PurchasePurpose
from programs.views.drafts import Draft, draft_of


@dataclass(frozen=True)
class ShownFault:
    fault: Fault
    purpose: PurchasePurpose

    @property
    def column(self) -> Label:
        return heading_of(Column(self.fault.column), self.purpose)


def purchase_import(request: PortalRequest, pk: uuid.UUID, import_pk: uuid.UUID) -> HttpResponse:
    """While it is read, the page asks again by itself; asked by htmx, only its state is answered."""
    draft, wanted = _import(request, pk, import_pk)
    if "HX-Request" in request.headers and not wanted.is_under_way:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = {
        "draft": draft,
        "wanted": wanted,
        "refusal": refusal_label(wanted.refusal) if wanted.refusal else None,
        "faults": [ShownFault(fault, wanted.import_purpose) for fault in wanted.first_faults],
        "is_cut": wanted.faulty >= MOST_FAULTS,
    }
    template = "_import_state" if "HX-Request" in request.headers else "purchase_import"
    return render(request, f"programs/{template}.html", context)


def purchase_faults(request: PortalRequest, pk: uuid.UUID, import_pk: uuid.UUID) -> HttpResponseBase:
    """Everything that is wrong, as .csv."""
    _draft, wanted = _import(request, pk, import_pk)
    if not wanted.fault_file or not default_storage.exists(wanted.fault_file):
        raise Http404
    disposition = {"Content-Disposition": 'attachment; filename="faults.csv"'}
    return StreamingHttpResponse(
        _report(wanted, get_language() or "kk"), content_type="text/csv; charset=utf-8", headers=disposition
    )


def _report(wanted: PurchaseImport, language: str) -> Iterator[bytes]:
    with default_storage.open(wanted.fault_file) as file:
        faults = kept_faults(file)
        yield from report(faults, sheet=wanted.sheet, purpose=wanted.import_purpose, language=language)


def _import(request: PortalRequest, pk: uuid.UUID, import_pk: uuid.UUID) -> tuple[Draft, PurchaseImport]:
    draft = draft_of(request, pk)
    kept = draft.program.purchase_imports.kept(timezone.now()).select_related("purchase_list")
    return draft, get_object_or_404(kept, pk=import_pk)
