"""The letters of a portal without a mail server, as pages: for whoever runs one on their own machine."""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from icv_portal.outbox.mail_files import KeptLetter, kept, newest

SHOWN = 100
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def only_where_letters_are_files(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open to everybody where MAIL_PAGE is on, and nowhere else there at all."""

    @wraps(view)
    def opened(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        if not settings.MAIL_PAGE:
            raise Http404
        return view(request, **kwargs)

    return login_not_required(require_safe(opened))


@only_where_letters_are_files
def mail(request: HttpRequest) -> HttpResponse:
    return render(request, "outbox/mail.html", {"letters": newest(SHOWN)})


@only_where_letters_are_files
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its types know no view with arguments
def mail_letter(request: HttpRequest, name: str) -> HttpResponse:
    letter = _letter(name)
    return render(
        request,
        "outbox/mail_letter.html",
        {"letter": letter, "text": letter.body("plain"), "has_html": bool(letter.body("html"))},
    )


@only_where_letters_are_files
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The letter's HTML as a mail program shows it: its own style block works, nothing else is loaded or run."""
    html = _letter(name).body("html")
    response = HttpResponse(html)
    response["Content-Security-Policy"] = f"default-src 'none'; {_styles(html)}; frame-ancestors 'self'"
    return response


def _styles(html: str) -> str:
    digests = [b64encode(sha256(block.encode()).digest()).decode() for block in STYLE.findall(html)]
    return " ".join(["style-src", *(f"'sha256-{digest}'" for digest in digests)]) if digests else "style-src 'none'"


def _letter(name: str) -> KeptLetter:
    letter = kept(name)
    if letter is None:
        raise Http404
    return letter
