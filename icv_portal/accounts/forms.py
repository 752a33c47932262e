"""Asking for a new password: whoever watches the clock does not learn whose address has an account."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.db import transaction
from django.http import HttpRequest

from icv_portal.accounts.models import User
from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS


class PasswordResetForm(ResetPasswordForm):
    users: list[User]

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """For an unknown address the same is done for a person who does not exist, and taken back."""
        if self.users:
            return str(super().save(request, **kwargs))
        self.users = [User(email=self.cleaned_data["email"])]
        with transaction.atomic():
            email = super().save(request, **kwargs)
            transaction.set_rollback(True)
        nudge(SEND_EMAILS)
        return str(email)
