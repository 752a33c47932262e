"""The bases of every endpoint, and the answer below /api/ where there is none."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from django.http import Http404
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from icv_portal.accounts.models import Membership, User
from icv_portal.accounts.requests import PortalRequest
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.pages import KeysetPages
from icv_portal.api.problems import Problem

REFUSED = (401, 403)


class Endpoint(APIView):
    """One address. What changes something names the `scope` a token needs for it.

    Methods in `session_only` concern a person's own access: no token has them, for a token makes no tokens.
    `problems` are, for each method, those an answer may be beside what follows from the request itself: the
    description of the API tells them.
    """

    request: Request
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    metadata_class = None
    scope: ClassVar[Scope | None] = None
    session_only: ClassVar[Collection[str]] = ()
    problems: ClassVar[Mapping[str, Sequence[type[Problem]]]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who is refused has asked, too: guesses at tokens are counted like anything else."""
        try:
            super().initial(request, *args, **kwargs)
        except APIException as refused:
            if refused.status_code in REFUSED:
                self.check_throttles(request)
            raise

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

    @property
    def page_request(self) -> PortalRequest:
        """The request as pages see it, acting membership included."""
        asked: PortalRequest = self.request._request  # type: ignore[assignment]
        return asked


class ListEndpoint(Endpoint):
    """A list in keyset pages. `order`: fields of one direction, the last of which makes it total."""

    pagination_class = KeysetPages
    order: ClassVar[Sequence[str]]

    def page(self, queryset: Any, serializer: type[BaseSerializer[Any]], **context: Any) -> Response:
        pages = self.pagination_class()
        rows = pages.paginate_queryset(queryset, self.request, view=self)
        return pages.get_paginated_response(serializer(rows, many=True, context=context).data)


class NothingHere(Endpoint):
    """An address below /api/ that nothing answers: a problem, not a page."""

    permission_classes = ()
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404
