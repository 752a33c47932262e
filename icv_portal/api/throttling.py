"""How often one caller may ask: by token, by person, strangers by address; counted by each process of the server."""

from typing import TYPE_CHECKING

from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from icv_portal.accounts.client_address import client_address
from icv_portal.accounts.models import ApiToken

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which loads this module while it is loaded


class CallerThrottle(SimpleRateThrottle):
    """Each token by itself, so that one program that runs wild does not stop another of the same person."""

    cache = caches["each_process"]
    scope = "caller"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        if isinstance(request.auth, ApiToken):
            return self._key(f"token-{request.auth.pk}")
        return self._key(f"user-{request.user.pk}") if request.user.is_authenticated else None

    def _key(self, ident: str) -> str:
        return self.cache_format % {"scope": self.scope, "ident": ident}


class StrangerThrottle(SimpleRateThrottle):
    """Whoever has not signed in, tokens that open nothing included."""

    cache = caches["each_process"]
    scope = "stranger"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        if request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": client_address(request)}
