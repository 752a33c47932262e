"""Language, acting membership and the inbox."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from icv_portal.accounts.absences import inbox_roles
from icv_portal.accounts.keyset import keyset_page
from icv_portal.accounts.middleware import ACTING_MEMBERSHIP
from icv_portal.accounts.models import User
from icv_portal.accounts.requests import PortalRequest
from icv_portal.outbox.models import InboxEntry, InboxEntryQuerySet


@require_POST
@login_not_required
def switch_language(request: PortalRequest) -> HttpResponse:
    """Speak another language on this device, and to this person in letters and on devices to come."""
    response = set_language(request)
    user, language = request.user, request.POST.get("language", "")
    if isinstance(user, User) and language in dict(settings.LANGUAGES) and language != user.language:
        user.language = language
        user.save(update_fields=["language"])
    return response


@require_POST
def switch_membership(request: PortalRequest) -> HttpResponse:
    """Act in another of one's own memberships from now on."""
    wanted = request.POST.get("membership")
    for membership in request.memberships:
        if str(membership.id) == wanted:
            request.session[ACTING_MEMBERSHIP] = wanted
    return redirect("home")


def inbox(request: PortalRequest) -> HttpResponse:
    page = keyset_page(_addressed_to(request), order=("-delivered_at", "-id"), cursor=request.GET.get("after", ""))
    return render(request, "accounts/inbox.html", {"page": page})


@require_POST
def open_notice(request: PortalRequest, pk: str) -> HttpResponse:
    """Keep the moment of the first opening, then go where the notice leads."""
    if request.membership is None:
        raise Http404
    entry = get_object_or_404(_addressed_to(request), pk=pk)
    entry.open(by_id=request.membership.pk, at=timezone.now())
    return redirect(entry.link)


def _addressed_to(request: PortalRequest) -> InboxEntryQuerySet:
    membership = request.membership
    if membership is None:
        return InboxEntry.objects.none()
    roles = inbox_roles(membership, timezone.localdate())
    return InboxEntry.objects.addressed_to(organization_id=membership.organization_id, roles=roles)
