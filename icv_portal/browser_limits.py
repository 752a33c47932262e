"""Headers Django has no setting for: what pages of the portal never ask a browser for, and who may embed its files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

NEVER_ASKED_FOR = ("camera", "display-capture", "geolocation", "hid", "microphone", "midi", "payment", "serial", "usb")
HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NEVER_ASKED_FOR),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class BrowserLimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response
