"""Problem details (RFC 9457): what went wrong, in the caller's language, with a code that a program can read."""

from typing import Any, ClassVar

from django.utils.translation import gettext, gettext_lazy
from rest_framework import status
from rest_framework.exceptions import APIException, ErrorDetail

from icv_portal.accounts.rules.tokens import Scope

MEDIA_TYPE = "application/problem+json"


class Problem(APIException):
    """Base of the problems of this API: a subclass is one code with its status and title.

    `members` are what a program needs beyond the text, for example the present state.
    """

    status_code: int = status.HTTP_409_CONFLICT
    default_code: str = "conflict"
    title: ClassVar[Any] = gettext_lazy("The request does not fit the present state.")

    def __init__(self, detail: object = None, **members: Any) -> None:
        super().__init__(str(detail) if detail is not None else None)
        if detail is None:
            self.detail = ErrorDetail(str(self.title), self.default_code)
        self.members = members


class NoMembership(Problem):
    status_code: int = status.HTTP_403_FORBIDDEN
    default_code: str = "no-membership"
    title = gettext_lazy("You belong to no organisation in the portal today.")


class ScopeMissing(Problem):
    status_code: int = status.HTTP_403_FORBIDDEN
    default_code: str = "scope-missing"
    title = gettext_lazy("The token does not allow this.")

    def __init__(self, scope: Scope) -> None:
        super().__init__(gettext("The token lacks the scope “%s”.") % scope.value, scope=scope.value)


class VersionMissing(Problem):
    """A draft is changed by many hands: whoever writes says what they saw (RFC 6585, 428)."""

    status_code: int = status.HTTP_428_PRECONDITION_REQUIRED
    default_code: str = "if-match-missing"
    title = gettext_lazy("Say in If-Match which version you saw.")


class VersionChanged(Problem):
    status_code: int = status.HTTP_412_PRECONDITION_FAILED
    default_code: str = "version-changed"
    title = gettext_lazy("Somebody else changed this meanwhile. Nothing was saved.")


TITLES = {
    400: ("invalid-input", gettext_lazy("The request cannot be read or lacks something.")),
    401: ("not-signed-in", gettext_lazy("Sign in or send a token that is valid.")),
    403: ("not-allowed", gettext_lazy("Your role does not allow this.")),
    404: ("not-found", gettext_lazy("There is nothing here that you may see.")),
    405: ("method-not-allowed", gettext_lazy("This address does not know the method.")),
    406: ("not-acceptable", gettext_lazy("The answer is JSON.")),
    413: ("too-large", gettext_lazy("The request is too large.")),
    415: ("media-type", gettext_lazy("Send JSON.")),
    429: ("too-many-requests", gettext_lazy("Too many requests. Wait a little.")),
    500: ("server-error", gettext_lazy("A mistake of the portal. Nothing was changed.")),
    503: ("away", gettext_lazy("The portal is away for a short time.")),
}
"""Code and title of what is no matter of programs or procedures, by status."""


def problem(status_code: int, detail: str, code: str = "", title: str = "", **members: Any) -> dict[str, Any]:
    """The body of a problem. `type` is the place where the code is explained."""
    code = code or TITLES[status_code][0]
    return {
        "type": f"/api/v1/problems/{code}/",
        "title": title or title_of(status_code),
        "status": status_code,
        "detail": detail,
        "code": code,
        **members,
    }


def title_of(status_code: int) -> str:
    return str(TITLES[status_code][1])
