"""The portal is away: one page in three languages, with nothing behind it but a file of templates."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from icv_portal.api.outside import is_for_the_api, problem_answer
from icv_portal.api.problems import Away

RETRY_AFTER = 120
"""Seconds until a browser or a client of the portal should ask again."""
CONNECTION_TROUBLE = ("08", "53300", "57P")
"""SQLSTATEs of a server that is away, full, starting or stopping; a deadlock or a cancelled query is none of them."""


FOR_MACHINES = ("/health/", "/metrics/")
"""Who looks after the portal wants to know how it is, above all while it is away."""


class MaintenanceMiddleware:
    """With MAINTENANCE=1 every page answers 503; files of the pages are served before this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.MAINTENANCE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if request.path.startswith(FOR_MACHINES) else maintenance_answer(request)


def maintenance_answer(request: HttpRequest) -> HttpResponse:
    if is_for_the_api(request):
        return problem_answer(request, Away, {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"})
    return maintenance_page()


def maintenance_page() -> HttpResponse:
    return HttpResponse(
        render_to_string("maintenance.html"),
        status=503,
        headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"},
    )


def is_database_away(error: BaseException | None) -> bool:
    """Whether the database could not be reached at all: then it has not said why, or said it is not there."""
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(CONNECTION_TROUBLE)
