"""Problem details (RFC 9457): what went wrong, in the caller's language, with a code that a program can read."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, ErrorDetail

from icv_portal.accounts.rules.tokens import Scope

MEDIA_TYPE = "application/problem+json"


class Problem(APIException):
    """Base of the problems of this API: a subclass is one code with its status, title and what to do about it.

    `members` are what a program needs beyond the text, for example the present state; `example` shows them in the
    description of the API.
    """

    status_code: int = 409
    default_code: str = "conflict"
    title: ClassVar[Any] = gettext_lazy("The request does not fit the present state.")
    advice: ClassVar[Any] = ""
    example: ClassVar[dict[str, Any]] = {}

    def __init__(self, detail: object = None, **members: Any) -> None:
        super().__init__(str(detail) if detail is not None else None)
        if detail is None:
            self.detail = ErrorDetail(str(self.advice or self.title), self.default_code)
        self.members = members

    @classmethod
    def of_example(cls) -> "Problem":
        """One as it may be answered, for the description of the API."""
        shown = cls.__new__(cls)
        Problem.__init__(shown, **cls.example)
        return shown

    @property
    def body(self) -> dict[str, Any]:
        """`type` is the place where the code is explained."""
        return {
            "type": f"/api/v1/problems/{self.default_code}/",
            "title": str(self.title),
            "status": self.status_code,
            "detail": str(self.detail),
            "code": self.default_code,
            **self.members,
        }


class InvalidInput(Problem):
    """`errors`: for each mistake a JSON pointer (RFC 6901) into the body, a code and what is wrong."""

    status_code: int = 400
    default_code: str = "invalid-input"
    title = gettext_lazy("Something in the request is wrong or missing.")
    advice = gettext_lazy("See `errors`: each names its place in the request's body.")
    example: ClassVar[dict[str, Any]] = {
        "errors": [{"pointer": "/first_year", "code": "required", "detail": "This field is required."}]
    }


class NotJson(Problem):
    status_code: int = 400
    default_code: str = "not-json"
    title = gettext_lazy("The request's body is not JSON.")
    advice = gettext_lazy("Send one JSON object in UTF-8.")


class BadAddress(Problem):
    status_code: int = 400
    default_code: str = "bad-request"
    title = gettext_lazy("The request cannot be read.")


class NotSignedIn(Problem):
    status_code: int = 401
    default_code: str = "not-signed-in"
    title = gettext_lazy("Nobody has signed in.")
    advice = gettext_lazy("Send a token in the header Authorization: Bearer, or the session of the pages.")


class TokenOpensNothing(Problem):
    status_code: int = 401
    default_code: str = "token-invalid"
    title = gettext_lazy("The token opens nothing.")
    advice = gettext_lazy("The token is unknown, has expired or was revoked. Issue another one on the portal's page.")


class NoMembership(Problem):
    status_code: int = 403
    default_code: str = "no-membership"
    title = gettext_lazy("You belong to no organisation in the portal today.")


class ScopeMissing(Problem):
    """`scope` is the one the token lacks."""

    status_code: int = 403
    default_code: str = "scope-missing"
    title = gettext_lazy("The token does not allow this.")
    advice = gettext_lazy("Issue a token that has the scope named in `scope`.")
    example: ClassVar[dict[str, Any]] = {"scope": Scope.DRAFT.value}

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope=scope.value)


class SessionNeeded(Problem):
    status_code: int = 403
    default_code: str = "session-needed"
    title = gettext_lazy("A token cannot do this.")
    advice = gettext_lazy("Sign in on the portal's pages: what concerns your own access is done by yourself.")


class ReauthenticationRequired(Problem):
    status_code: int = 403
    default_code: str = "reauthentication-required"
    title = gettext_lazy("Confirm first that it is you.")
    advice = gettext_lazy(
        "Open the portal's page of issuing a token: it asks for your password or a code. Ask again within five minutes."
    )


class SecondFactorMissing(Problem):
    status_code: int = 403
    default_code: str = "second-factor-missing"
    title = gettext_lazy("Your role asks for a second factor.")
    advice = gettext_lazy("Set it up on the portal's pages.")


class CsrfFailed(Problem):
    status_code: int = 403
    default_code: str = "csrf-failed"
    title = gettext_lazy("The session does not show that the request is your own.")
    advice = gettext_lazy(
        "With a session send the CSRF token in the header X-CSRFToken; with a token it is not needed."
    )


class NotAllowed(Problem):
    status_code: int = 403
    default_code: str = "not-allowed"
    title = gettext_lazy("Your role does not allow this.")


class NotFound(Problem):
    status_code: int = 404
    default_code: str = "not-found"
    title = gettext_lazy("There is nothing here that you may see.")


class MethodNotAllowed(Problem):
    status_code: int = 405
    default_code: str = "method-not-allowed"
    title = gettext_lazy("This address does not know the method.")
    advice = gettext_lazy("The header Allow names the methods it knows.")


class NotAcceptable(Problem):
    status_code: int = 406
    default_code: str = "not-acceptable"
    title = gettext_lazy("The answer cannot be given in the form asked for.")
    advice = gettext_lazy("Send Accept: application/json, or leave the header out.")


class VersionChanged(Problem):
    status_code: int = 412
    default_code: str = "version-changed"
    title = gettext_lazy("Somebody else changed this meanwhile. Nothing was saved.")


class TooLarge(Problem):
    status_code: int = 413
    default_code: str = "too-large"
    title = gettext_lazy("The request is too large.")


class NotSentAsJson(Problem):
    status_code: int = 415
    default_code: str = "media-type"
    title = gettext_lazy("The request's body is sent in another form than JSON.")
    advice = gettext_lazy("Send Content-Type: application/json.")


class VersionMissing(Problem):
    """A draft is changed by many hands: whoever writes says what they saw (RFC 6585, 428)."""

    status_code: int = 428
    default_code: str = "if-match-missing"
    title = gettext_lazy("Say which version you saw.")
    advice = gettext_lazy("Send the ETag of the answer you read, as it was, in the header If-Match.")


class TooManyRequests(Problem):
    """`retry_after`: seconds, as in the header Retry-After."""

    status_code: int = 429
    default_code: str = "too-many-requests"
    title = gettext_lazy("Too many requests.")
    advice = gettext_lazy("Wait as many seconds as `retry_after` says.")
    example: ClassVar[dict[str, Any]] = {"retry_after": 17}


class ServerError(Problem):
    status_code: int = 500
    default_code: str = "server-error"
    title = gettext_lazy("A mistake of the portal. Nothing was changed.")


class Away(Problem):
    status_code: int = 503
    default_code: str = "away"
    title = gettext_lazy("The portal is away for a short time.")
    advice = gettext_lazy("Try again as late as the header Retry-After says.")


def every_problem() -> Iterator[type[Problem]]:
    """Each code once, those of the chapters of the Rules included, by status and code."""

    def below(kind: type[Problem]) -> Iterator[type[Problem]]:
        for inner in kind.__subclasses__():
            yield inner
            yield from below(inner)

    found = {kind.default_code: kind for kind in below(Problem)}
    yield from sorted(found.values(), key=lambda kind: (kind.status_code, kind.default_code))
