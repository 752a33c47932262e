"""The portal's pages of API tokens: which there are, another one, one less."""

import uuid

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from icv_portal.accounts.keyset import keyset_page
from icv_portal.accounts.models import ApiToken, Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.token_forms import NewTokenForm
from icv_portal.accounts.tokens import end_of_day, issue_token, revoke_token

NEWEST_FIRST = ("-created_at", "-id")


def tokens(request: PortalRequest) -> HttpResponse:
    """One's own, of every membership; who belongs nowhere today has none that opens anything."""
    acting = _acting(request)
    mine = ApiToken.objects.of_person(acting.user)
    context = {
        "page": keyset_page(mine, order=NEWEST_FIRST, cursor=request.GET.get("after", "")),
        "now": timezone.now(),
    }
    return render(request, "accounts/tokens.html", context)


@never_cache
@reauthentication_required
def new_token(request: PortalRequest) -> HttpResponse:
    """The answer to the form is the one page that ever shows the token.

    Whoever has found a session open must not make a year's access of it: the person confirms that it is them.
    """
    acting = _acting(request)
    form = NewTokenForm(request.POST or None)
    if form.is_valid():
        asked, last_day = form.asked()
        try:
            token, secret = issue_token(**asked, expires_at=end_of_day(last_day), by=acting, at=timezone.now())
        except ValidationError as refused:
            form.refuse(refused.message_dict)
        else:
            return render(request, "accounts/issued_token.html", {"token": token, "secret": secret})
    return render(request, "accounts/new_token.html", {"form": form, "acting": acting})


def revoke(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    """A page of its own: whatever program uses the token stops working."""
    acting = _acting(request)
    token = get_object_or_404(ApiToken.objects.of_person(acting.user).filter(revoked_at=None), pk=pk)
    if request.method == "POST":
        revoke_token(token.pk, by=acting, at=timezone.now())
        messages.success(request, _("Revoked: %s. It opens nothing any more.") % token.name)
        return redirect("tokens")
    return render(request, "accounts/revoke_token.html", {"token": token})


def _acting(request: PortalRequest) -> Membership:
    if request.membership is None:
        raise Http404
    return request.membership
