"""Whether a paper or a file is what it seems: open to whoever holds one, signed in or not."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from approvals.forms.verification import TOO_LARGE, DigestForm, FileForm
from approvals.views.holdings import held_under
from icv_portal.accounts.requests import PortalRequest
from icv_portal.documents.uploads import measured_files


@csrf_exempt  # it changes nothing, and the check would read the form before the handler is in its place
@login_not_required
def verify(request: PortalRequest) -> HttpResponse:
    """Ask by number or by file; the answer has an address of its own, the one printed on documents."""
    if request.method == "POST":
        chosen = FileForm(files=measured_files(request, "file"))
        if chosen.is_valid():
            return redirect("verify_sha256", chosen.cleaned_data["file"].sha256)
        return _page(request, status=413 if chosen.has_error("file", TOO_LARGE) else 400, file_form=chosen)
    if "sha256" not in request.GET:
        return _page(request)
    typed = DigestForm(request.GET)
    if typed.is_valid():
        return redirect("verify_sha256", typed.cleaned_data["sha256"])
    return _page(request, status=400, digest_form=typed)


@login_not_required
def verify_sha256(request: PortalRequest, sha256: str) -> HttpResponse:
    """What is held under this number: 404 when nothing is, 400 when it is no SHA-256."""
    typed = DigestForm({"sha256": sha256})
    if not typed.is_valid():
        return _page(request, status=400, digest_form=typed)
    held = held_under(typed.cleaned_data["sha256"])
    return _page(request, status=200 if held else 404, held=held)


def _page(request: PortalRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    forms = {"digest_form": DigestForm(), "file_form": FileForm()}
    return render(request, "approvals/verification.html", {**forms, **context}, status=status)
