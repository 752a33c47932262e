"""What a caller needs before anything is looked up: a membership in force, and a token that allows the request."""

from typing import TYPE_CHECKING, Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from icv_portal.accounts.models import ApiToken
from icv_portal.accounts.rules.tokens import Scope
from icv_portal.api.problems import NoMembership, ScopeMissing, SessionNeeded

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which loads this module while it is loaded


class ActsInMembership(BasePermission):
    """A person without a membership sees nothing that belongs to an organisation."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not request.user.is_authenticated:
            return False
        if request.membership is None:  # type: ignore[attr-defined] # set by the middleware or the token
            raise NoMembership
        return True


class TokenAllows(BasePermission):
    """Reading needs `read`; anything else the scope its view names in `scope`. A session may do what its person may."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not isinstance(request.auth, ApiToken):
            return True
        if request.method in getattr(view, "session_only", ()):
            raise SessionNeeded
        needed = scope_of(view, request.method or "")
        assert needed is not None, f"{type(view).__name__} names no scope"
        if not request.auth.allows(needed):
            raise ScopeMissing(needed)
        return True


def scope_of(view: Any, method: str) -> Scope | None:
    """The scope a request to this view needs; a method the view does not know is refused later, by its own error."""
    if method in SAFE_METHODS or not hasattr(view, method.lower()):
        return Scope.READ
    scope: Scope | None = view.scope
    return scope
