"""Every error of an endpoint told as one shape: problem details (RFC 9457), always in the portal's own words."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as ModelInvalid
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from icv_portal.api import problems
from icv_portal.api.problems import MEDIA_TYPE, Problem
from icv_portal.maintenance import RETRY_AFTER, is_database_away

OWN_WORDS: Mapping[type[Exception], type[Problem]] = {
    exceptions.ParseError: problems.NotJson,
    exceptions.NotAuthenticated: problems.NotSignedIn,
    exceptions.AuthenticationFailed: problems.TokenOpensNothing,
    exceptions.PermissionDenied: problems.NotAllowed,
    PermissionDenied: problems.NotAllowed,
    exceptions.NotFound: problems.NotFound,
    Http404: problems.NotFound,
    exceptions.MethodNotAllowed: problems.MethodNotAllowed,
    exceptions.NotAcceptable: problems.NotAcceptable,
    exceptions.UnsupportedMediaType: problems.NotSentAsJson,
    RequestDataTooBig: problems.TooLarge,
    BadRequest: problems.BadAddress,
}

OF_THE_WHOLE = ("non_field_errors", "__all__")
"""Under these names serializers and models tell what is wrong with no field alone."""


def answer_with_problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler: every error an answer of one shape; None for a mistake of the portal itself."""
    found = _problem_of(error)
    if found is None:
        return None
    # DRF's own handler rolls back, and sets the headers that belong to the error as it was raised.
    known = isinstance(error, exceptions.APIException | Http404 | PermissionDenied)
    answered = exception_handler(error if known else found, dict(context))
    if answered is None:
        return None
    if isinstance(error, exceptions.Throttled):
        found.members["retry_after"] = int(answered.headers.get("Retry-After", RETRY_AFTER))
    if isinstance(found, problems.Away):
        answered.headers["Retry-After"] = str(RETRY_AFTER)
    answered.data, answered.status_code = found.body, found.status_code
    # Whatever the caller accepts: an answer it did not ask for beats none.
    answered.content_type = MEDIA_TYPE
    return answered


def _problem_of(error: Exception) -> Problem | None:
    if isinstance(error, Problem):
        return error
    if is_database_away(error):
        return problems.Away()
    if isinstance(error, ModelInvalid):
        by_field = hasattr(error, "error_dict")
        error = exceptions.ValidationError(error.message_dict if by_field else {"non_field_errors": error.messages})
    if isinstance(error, exceptions.ValidationError):
        return problems.InvalidInput(errors=list(_errors(error.detail)))
    if isinstance(error, exceptions.Throttled):
        return problems.TooManyRequests()
    return next((own() for kind, own in OWN_WORDS.items() if isinstance(error, kind)), None)


def _errors(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """JSON pointers (RFC 6901) into the request's body, with code and text."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = "" if name in OF_THE_WHOLE else "/" + str(name).replace("~", "~0").replace("/", "~1")
            yield from _errors(inner, pointer + own)
    elif isinstance(detail, list):
        for position, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list)
            yield from _errors(inner, f"{pointer}/{position}" if nested else pointer)
    else:
        yield {"pointer": pointer, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}
