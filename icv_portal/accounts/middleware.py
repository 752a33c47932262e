"""Who is acting: one membership per session, the same in every view, action and page header."""

from collections.abc import Callable
from typing import cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from icv_portal.accounts.models import Membership
from icv_portal.accounts.requests import PortalRequest
from icv_portal.outbox.models import InboxEntry

ACTING_MEMBERSHIP = "acting_membership"
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


def unread_count(membership: Membership | None) -> int:
    if membership is None:
        return 0
    return InboxEntry.objects.count_unread(
        organization_id=membership.organization_id, role=membership.role, most=MOST_COUNTED
    )
