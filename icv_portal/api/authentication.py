"""Who calls the API: a token of a membership, or the session of the pages with the membership chosen there."""

from typing import Any

from django.utils import timezone, translation
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from icv_portal.accounts.models import ApiToken, User
from icv_portal.accounts.second_factor import second_factor_missing
from icv_portal.accounts.tokens import tell_use, token_of_secret
from icv_portal.api.problems import CsrfFailed, SecondFactorMissing

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
            raise AuthenticationFailed
        if second_factor_missing(token.membership.user, [token.membership]):
            raise SecondFactorMissing
        tell_use(token, at=now)
        page_request: Any = request._request
        page_request.membership, page_request.memberships = token.membership, [token.membership]
        if "Accept-Language" not in request.headers:
            translation.activate(token.membership.user.language)
        return token.membership.user, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class SessionAuthentication(authentication.SessionAuthentication):
    """For scripts of the portal's own pages; whoever is nobody is asked for a token."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        found: tuple[User, None] | None = super().authenticate(request)
        if found is not None and second_factor_missing(found[0], request._request.memberships):  # type: ignore[attr-defined]
            raise SecondFactorMissing
        return found

    def enforce_csrf(self, request: Request) -> None:
        """Asks Django's own request, which reads no JSON: what is sent is read only once one may send it."""
        try:
            super().enforce_csrf(request._request)  # type: ignore[arg-type]
        except PermissionDenied as refused:
            raise CsrfFailed from refused

    def authenticate_header(self, request: Request) -> str:
        return SCHEME
