"""How people come in: by invitation of an administrator, never by signing up."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from icv_portal.accounts.models import User
from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS, Email


class ClosedSignUpAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have no user names: the e-mail is what they sign in with."""

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
