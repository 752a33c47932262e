"""Whoever lacks a second factor that their role asks for is led to set one up before anything else."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from icv_portal.accounts import kept_forms
from icv_portal.accounts.middleware import ACTING_MEMBERSHIP
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.second_factor import second_factor_missing

CONTINUE_AT = "continue_at"
"""Key of a session: the page somebody wanted before they were led away."""
OPEN_ALL_THE_SAME = frozenset(
    {"mfa_activate_totp", "mfa_reauthenticate", "account_reauthenticate", "account_logout", "session"}
)
ASKS_ITSELF = "/api/"
"""The API answers with a problem, whoever calls it and with whatever."""


class SecondFactorMiddleware:
    """It stands after the one that knows the memberships; pages for everybody stay open."""

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        is_open = request.resolver_match.url_name in OPEN_ALL_THE_SAME
        if not request.user.is_authenticated or is_open or not getattr(view, "login_required", True):
            return None
        if request.path.startswith(ASKS_ITSELF) or not second_factor_missing(request.user, request.memberships):
            return None
        return _lead(request)


def _lead(request: Any) -> HttpResponse:
    kept = kept_forms.keep(request, request.user, membership_id=request.session.get(ACTING_MEMBERSHIP))
    if kept:
        request.session[CONTINUE_AT] = reverse("kept_form", args=[kept.pk])
    elif request.method == "GET":
        request.session[CONTINUE_AT] = request.get_full_path()
    messages.warning(request, _("Your role asks for a second factor: set it up, then you can go on."))
    return redirect("mfa_activate_totp")
