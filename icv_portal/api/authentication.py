"""Who calls the API: a token of a membership, or the session of the pages with the membership chosen there."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from icv_portal.accounts.models import ApiToken, User
from icv_portal.accounts.tokens import tell_use, token_of_secret

SCHEME = "Bearer"


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer icv_…`: the caller acts in the membership the token was issued for, in no other."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        now = timezone.now()
        token = token_of_secret(secret.strip(), at=now)
        if token is None:
            raise AuthenticationFailed(_("The token is unknown, has expired or was revoked."))
        tell_use(token, at=now)
        page_request: Any = request._request
        page_request.membership, page_request.memberships = token.membership, [token.membership]
        return token.membership.user, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class SessionAuthentication(authentication.SessionAuthentication):
    """For scripts of the portal's own pages; whoever is nobody is asked for a token."""

    def authenticate_header(self, request: Request) -> str:
        return SCHEME
