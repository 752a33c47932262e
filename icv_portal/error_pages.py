"""Pages for what goes wrong before or outside a view, in the visitor's language; programs get a problem instead."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views import defaults
from django.views.csrf import csrf_failure as without_token

from icv_portal.accounts import kept_forms
from icv_portal.accounts.session_middleware import not_sent
from icv_portal.api import problems
from icv_portal.api.outside import is_for_the_api, problem_answer
from icv_portal.maintenance import is_database_away, maintenance_answer


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the error is handled; a database out of reach is no mistake of the portal.

    Nothing is asked of the database.
    """
    if is_database_away(sys.exc_info()[1]):
        return maintenance_answer(request)
    if is_for_the_api(request):
        return problem_answer(request, problems.ServerError)
    # The error may have come before the language was chosen, or in a thread that served somebody else last.
    with translation.override(translation.get_language_from_request(request)):
        return render(request, "500.html", status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_the_api(request):
        too_big = isinstance(exception, RequestDataTooBig)
        return problem_answer(request, problems.TooLarge if too_big else problems.BadAddress)
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_the_api(request):
        return problem_answer(request, problems.NotFound)
    return defaults.page_not_found(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page of the portal's own that is older than the present session gets back what was typed on it."""
    fields = kept_forms.fields_of(request) if request.headers.get("Sec-Fetch-Site") == "same-origin" else []
    return not_sent(request, fields) if any(kept_forms.typed(fields)) else without_token(request, reason)
