"""Calendar feeds: the pages on which a person makes and revokes them, and the calendar at its private address."""

import uuid

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from approvals.feeds import feed_of
from icv_portal.accounts.feeds import issue_feed, may_have_feed, revoke_feed, tell_use
from icv_portal.accounts.models import CalendarFeed, Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.calendars import CONTENT_TYPE

MINE, OUR = "mine", "organization"


class FeedForm(forms.Form):
    of = forms.ChoiceField(
        label=gettext_lazy("What the calendar shows"),
        choices=[
            (MINE, gettext_lazy("What waits for me, in each of my roles")),
            (OUR, gettext_lazy("All terms of the programs of my organisation")),
        ],
        widget=forms.RadioSelect,
        initial=MINE,
    )


def feeds(request: PortalRequest) -> HttpResponse:
    acting = _acting(request)
    kept = CalendarFeed.objects.kept_by(acting).order_by("-created_at")[:100]
    return render(request, "approvals/feeds.html", {"feeds": kept, "may_have_feed": may_have_feed(acting)})


@never_cache
@reauthentication_required
def new_feed(request: PortalRequest) -> HttpResponse:
    """The answer to the form is the one page that ever shows the address: whoever knows it reads the calendar."""
    acting = _acting(request)
    if not may_have_feed(acting):
        raise PermissionDenied
    form = FeedForm(request.POST or None)
    if form.is_valid():
        feed, secret = issue_feed(whole_organization=form.cleaned_data["of"] == OUR, by=acting, at=timezone.now())
        return render(request, "approvals/issued_feed.html", {"feed": feed, "address": address_of(secret)})
    return render(request, "approvals/new_feed.html", {"form": form, "acting": acting})


@require_POST
def revoke(request: PortalRequest, pk: uuid.UUID) -> HttpResponse:
    acting = _acting(request)
    feed = get_object_or_404(CalendarFeed.objects.kept_by(acting), pk=pk)
    revoke_feed(feed.pk, by=acting, at=timezone.now())
    messages.success(request, _("The address opens nothing any more."))
    return redirect("feeds")


@require_safe
@login_not_required
@never_cache
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Asked by a calendar program, which signs in nowhere: the address is the key. In the person's language."""
    at = timezone.now()
    feed = CalendarFeed.objects.opened_by(secret, at=at)
    if feed is None:
        raise Http404
    tell_use(feed, at=at)
    with translation.override(feed.membership.user.language):
        content = feed_of(feed, on=timezone.localdate(at), at=at)
    return HttpResponse(content, content_type=f"{CONTENT_TYPE}; charset=utf-8")


def address_of(secret: str) -> str:
    return settings.BASE_URL + reverse("calendar_feed", args=[secret])


def _acting(request: PortalRequest) -> Membership:
    if request.membership is None:
        raise Http404
    return request.membership
