"""The page of a company's administrator: how the company submits its programs."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icv_portal.accounts.company import ask_for_two_people, may_keep_company
from icv_portal.accounts.requests import PortalRequest


class CompanyForm(forms.Form):
    two_people_submit = forms.BooleanField(
        label=gettext_lazy("Two people submit a program"),
        help_text=gettext_lazy(
            "One says that the program is ready for signature, another one submits it. Without this a signatory may "
            "submit alone."
        ),
        required=False,
    )
    needed_at_times = ("two_people_submit",)


def company(request: PortalRequest) -> HttpResponse:
    """403 for everybody but the administrators of companies."""
    membership = request.membership
    if membership is None or not may_keep_company(membership):
        raise PermissionDenied
    organization = membership.organization
    # a box without a tick sends nothing, which is an answer, too
    sent = request.POST if request.method == "POST" else None
    form = CompanyForm(sent, initial={"two_people_submit": organization.two_people_submit})
    if form.is_valid():
        ask_for_two_people(organization.pk, form.cleaned_data["two_people_submit"], by=membership, at=timezone.now())
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("company")
    return render(request, "accounts/company.html", {"form": form, "organization": organization})
