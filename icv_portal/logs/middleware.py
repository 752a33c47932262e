"""One line for every request: which page, who by membership, how it ended and how long it took. No paths, no names."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponseBase

from icv_portal.logs.request_ids import HEADER, chosen

logger = structlog.get_logger("icv_portal.request")
ASKED_BY_MACHINES = ("health_live", "health_ready", "health_work", "metrics")
"""Asked every few seconds: told only when something is wrong."""


class RequestLogMiddleware:
    """Gives the request its `request_id`, and the answer the same in X-Request-ID."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        got_request_exception.connect(tell_failure, dispatch_uid="logs.tell_failure")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = request.request_id = chosen(request.headers.get(HEADER, ""))  # type: ignore[attr-defined]
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            response.headers[HEADER] = request_id
            tell(request, response.status_code, time.perf_counter() - began)
        return response


def tell(request: HttpRequest, status: int, seconds: float) -> None:
    view = view_name(request)
    if view in ASKED_BY_MACHINES and status < 400:
        return
    membership = getattr(request, "membership", None)
    say = logger.error if status >= 500 else logger.info
    say(
        "request",
        method=request.method,
        view=view,
        status=status,
        ms=round(seconds * 1000, 1),
        membership=str(membership.pk) if membership else None,
    )


def tell_failure(request: HttpRequest | None = None, **_facts: Any) -> None:
    """While the exception is handled: where it was raised."""
    logger.error("request failed", view=view_name(request), exc_info=True)


def view_name(request: HttpRequest | None) -> str:
    """The name of the address, never the address: it may hold the key of a password. "none" where no page matches."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name or "unnamed") if match else "none"
