"""How people come in: by invitation of an administrator, never by signing up."""

import time
from typing import Any
from uuid import uuid4

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as of_allauth
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from icv_portal.accounts.client_address import client_address
from icv_portal.accounts.feeds import end_feeds_of
from icv_portal.accounts.models import User
from icv_portal.accounts.tokens import end_tokens_of
from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS, Email


class ClosedSignUpAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have no user names: the e-mail is what they sign in with."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Failures of a password are counted by axes: a limit for each account alone would let strangers close it."""

    def reauthenticate(self, user: User, password: str) -> bool:
        """By the person's own address; it counts as a failure to sign in, too."""
        found = self.authenticate(of_allauth.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who has signed in a moment ago."""
        request = of_allauth.request
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return all(record["at"] < since for record in get_authentication_records(request, request.user))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor shows that one: the password alone must not be enough to take it away."""
        methods = super().get_reauthentication_methods(user)
        return [one for one in methods if one["id"] == "mfa_reauthenticate"] or methods

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        """A new password shuts out whoever knew the old one, and so their tokens."""
        super().set_password(user, password)
        acting = getattr(of_allauth.request, "membership", None)
        is_own = acting is not None and acting.user_id == user.pk
        by, at = acting if is_own else None, timezone.now()
        end_tokens_of(user, by=by, reason="new password", at=at)
        end_feeds_of(user, by=by, reason="new password", at=at)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Whoever never had a password learns that there is an account."""
        is_new = not user.has_usable_password()
        self.send_mail(f"account/email/{'account_opened' if is_new else 'password_reset_key'}", email, context)

    @transaction.atomic
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter into the outbox, in its reader's language: no page waits for a mail server."""
        user: User = context["user"]
        with translation.override(user.language):
            message = self.render_mail(template_prefix, email, context)
        html = [str(part.content) for part in getattr(message, "alternatives", []) if part.mimetype == "text/html"]
        now = timezone.now()
        Email.objects.create(
            key=f"{template_prefix}:{uuid4()}",
            user_id=user.pk,
            address=email,
            language=user.language,
            subject=message.subject,
            text=message.body,
            html="".join(html),
            created_at=now,
            next_attempt_at=now,
        )
        nudge(SEND_EMAILS)

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
