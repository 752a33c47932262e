"""The request as views see it, once the middleware has said who acts."""

from django.http import HttpRequest

from icv_portal.accounts.models import Membership


class PortalRequest(HttpRequest):
    """For annotations: `membership` is the acting one, None for a person without any; `unread_count` is lazy."""

    memberships: list[Membership]
    membership: Membership | None
    unread_count: int
