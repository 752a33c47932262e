"""The base of every endpoint, and what belongs to no chapter of the Rules: who one is, and what a problem means."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.views import APIView

from icv_portal.accounts.models import Membership, User


class Endpoint(APIView):
    """One address. What changes something names the `scope` a token needs for it."""

    request: Request
    scope: Any = None

    @property
    def person(self) -> User:
        signed_in = self.request.user
        assert isinstance(signed_in, User)  # the permissions have seen to it
        return signed_in

    @property
    def membership(self) -> Membership:
        """Who acts; the permissions have seen to it that there is one."""
        acting: Membership = self.request.membership  # type: ignore[attr-defined] # set by middleware or token
        return acting


class NothingHere(Endpoint):
    """An address below /api/ that nothing answers: a problem, not a page."""

    permission_classes = ()
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404
