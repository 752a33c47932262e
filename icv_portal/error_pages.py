"""The page for mistakes of the portal itself: in the visitor's language, without a question to the database."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from icv_portal.maintenance import is_database_away, maintenance_page


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the error is handled; a database out of reach is no mistake of the portal."""
    if is_database_away(sys.exc_info()[1]):
        return maintenance_page()
    # The error may have come before the language was chosen, or in a thread that served somebody else last.
    with translation.override(translation.get_language_from_request(request)):
        return render(request, "500.html", status=500)
