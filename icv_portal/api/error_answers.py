"""Every error of an endpoint told as one shape: problem details (RFC 9457)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.core.exceptions import ValidationError as ModelInvalid
from rest_framework.exceptions import APIException, Throttled, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from icv_portal.api.problems import MEDIA_TYPE, Problem, problem, title_of
from icv_portal.maintenance import RETRY_AFTER, is_database_away


def answer_with_problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler: every error an answer of one shape; None for a mistake of the portal itself."""
    if is_database_away(error):
        response = Response(problem(503, title_of(503)), status=503, headers={"Retry-After": str(RETRY_AFTER)})
    else:
        error = _known(error)
        found = exception_handler(error, dict(context))
        if found is None:
            return None
        response = found
        response.data = _data(error, response)
    # Whatever the caller accepts: an answer it did not ask for beats none.
    response.content_type = MEDIA_TYPE
    return response


def _known(error: Exception) -> Exception:
    """Errors of Django that actions and models raise, as DRF's own."""
    if isinstance(error, ModelInvalid):
        by_field = hasattr(error, "error_dict")
        return ValidationError(error.message_dict if by_field else {"non_field_errors": error.messages})
    if isinstance(error, BadRequest):
        return ValidationError({"non_field_errors": [title_of(400)]})
    return error


def _data(error: Exception, response: Response) -> dict[str, Any]:
    if isinstance(error, Problem):
        return problem(error.status_code, str(error.detail), error.default_code, str(error.title), **error.members)
    members: dict[str, Any] = {}
    detail = title_of(response.status_code)
    if isinstance(error, ValidationError):
        members["errors"] = [
            {"pointer": pointer, "code": code, "detail": text} for pointer, code, text in _errors(error.detail)
        ]
    elif isinstance(error, APIException):
        detail = str(error.detail)
    if isinstance(error, Throttled):
        members["retry_after"] = int(response.headers.get("Retry-After", RETRY_AFTER))
    return problem(response.status_code, detail, **members)


def _errors(detail: Any, pointer: str = "") -> Iterator[tuple[str, str, str]]:
    """JSON pointers (RFC 6901) into the request's body, with code and text."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = "" if name == "non_field_errors" else "/" + str(name).replace("~", "~0").replace("/", "~1")
            yield from _errors(inner, pointer + own)
    elif isinstance(detail, list):
        for position, inner in enumerate(detail):
            nested = isinstance(inner, Mapping | list)
            yield from _errors(inner, f"{pointer}/{position}" if nested else pointer)
    else:
        yield pointer, getattr(detail, "code", "invalid"), str(detail)
