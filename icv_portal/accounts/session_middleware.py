"""Sessions that have ended open nothing; what is sent in one is kept for its person."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from icv_portal.accounts import kept_forms, session_time
from icv_portal.accounts.middleware import ACTING_MEMBERSHIP
from icv_portal.accounts.models import User


class SessionTimeMiddleware:
    """Give every request `session_left` (seconds, None when nobody is signed in); end sessions whose time is over.

    `was_signed_in` is whose session had ended, and `session_warning` the seconds before its end to warn at.

    It stands after those that know the person and before the one that asks for somebody to be signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.session_left = request.was_signed_in = None
        if request.user.is_authenticated:
            self._end_or_go_on(request)
        return self.get_response(request)

    def _end_or_go_on(self, request: Any) -> None:
        if session_time.seconds_left(request.session) <= 0:
            request.was_signed_in, request.user = request.user, AnonymousUser()
            return
        request.session_left = session_time.seconds_left(request.session)
        request.session_warning = int(settings.SESSION_WARNING.total_seconds())

    def process_view(
        self, request: Any, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.session_left and getattr(view, "is_activity", True):
            session_time.go_on(request.session)
            request.session_left = session_time.seconds_left(request.session)
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if request.headers.get("Accept") == "application/json":
            return HttpResponse(status=401)  # what a page sends by itself it keeps until its person is back
        if request.headers.get("HX-Request"):
            return HttpResponseClientRefresh()  # part of a page cannot show the sign-in page, the page itself can
        if request.was_signed_in:
            return _keep_and_sign_in(request, request.was_signed_in)
        fields = kept_forms.fields_of(request)
        return not_sent(request, fields) if any(kept_forms.typed(fields)) else None


def _keep_and_sign_in(request: HttpRequest, user: User) -> HttpResponse | None:
    """To the sign-in page, and from there to what was typed."""
    kept = kept_forms.keep(request, user, membership_id=request.session.get(ACTING_MEMBERSHIP))
    if kept is None:
        messages.info(request, _("Your session has ended. Sign in to go on."))
        return None
    messages.warning(request, _("Your session has ended. What you typed is kept: sign in, and you can send it."))
    target = urlencode({REDIRECT_FIELD_NAME: reverse("kept_form", args=[kept.pk])})
    return redirect(f"{reverse('account_login')}?{target}")


def not_sent(request: HttpRequest, fields: kept_forms.Fields) -> HttpResponse:
    """Nothing says whose this is, so it is kept nowhere but on the page that answers whoever has sent it."""
    context = {"path": request.get_full_path(), "fields": fields, "typed": list(kept_forms.typed(fields))}
    return render(request, "account/not_sent.html", context, status=403)
