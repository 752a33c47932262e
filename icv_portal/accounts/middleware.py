"""Who is acting: one membership per session, the same in every view, action and page header."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from icv_portal.accounts.absences import inbox_roles
from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.outbox.models import InboxEntry

ACTING_MEMBERSHIP = "acting_membership"
PAGE_MEMBERSHIP = "page_membership"
"""Field of a form: the membership its page was opened in, which may not be the acting one any more."""
MOST_COUNTED = 100
"""Unread notices are counted up to here on every page; who has more sees "99+"."""


class ActingMembershipMiddleware:
    """Give every request `memberships`, the acting `membership` (None without one) and a lazy `unread_count`."""

    def __init__(self, get_response: Callable[[PortalRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponse:
        request.memberships = self._memberships(request)
        request.membership = self._acting(request)
        request.unread_count = cast(int, SimpleLazyObject(lambda: unread_count(request.membership)))
        return self.get_response(request)

    def process_view(self, request: PortalRequest, view: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
        """What was typed is sent as whoever typed it, although another membership was chosen since.

        What a page sends by itself (`is_by_itself` of its view) changes nothing for the person's other pages.
        """
        if request.method != "POST" or len(request.memberships) < 2:
            return
        chosen = request.POST.get(PAGE_MEMBERSHIP, "")
        if getattr(view, "is_by_itself", False):
            request.membership = next((one for one in request.memberships if str(one.pk) == chosen), request.membership)
        else:
            act_in(request, chosen)

    def _memberships(self, request: PortalRequest) -> list[Membership]:
        if not request.user.is_authenticated:
            return []
        return list(Membership.objects.of_user(request.user, on=timezone.localdate()))

    def _acting(self, request: PortalRequest) -> Membership | None:
        chosen = request.session.get(ACTING_MEMBERSHIP) if request.memberships else None
        for membership in request.memberships:
            if str(membership.id) == chosen:
                return membership
        return request.memberships[0] if request.memberships else None


def act_in(request: PortalRequest, membership_id: str) -> bool:
    """Only in a membership of one's own that is in force; whether that is another one than before."""
    chosen = next((one for one in request.memberships if str(one.pk) == membership_id), None)
    if chosen is None or chosen == request.membership:
        return False
    request.session[ACTING_MEMBERSHIP] = membership_id
    request.membership = chosen
    return True


def unread_count(membership: Membership | None) -> int:
    if membership is None:
        return 0
    return InboxEntry.objects.count_unread(
        organization_id=membership.organization_id,
        roles=inbox_roles(membership, timezone.localdate()),
        most=MOST_COUNTED,
    )
