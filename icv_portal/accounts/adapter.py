"""How people come in: by invitation of an administrator, never by signing up."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from icv_portal.accounts.models import User

logger = logging.getLogger(__name__)


class ClosedSignUpAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have no user names: the e-mail is what they sign in with."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A failing server must not tell who has an account: the page is the same as for an unknown address."""
        try:
            super().send_mail(template_prefix, email, context)
        # smtplib's errors are OSErrors, a folder one may not write to is the other; their texts may quote the address.
        except (OSError, ImproperlyConfigured) as failure:
            logger.error("The letter %s was not sent: %s", template_prefix, type(failure).__name__)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """A person who chose no language on this device gets the one they chose elsewhere."""
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                samesite=settings.LANGUAGE_COOKIE_SAMESITE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
            )
        return response
