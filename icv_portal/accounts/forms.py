"""Forms of signing in: where allauth's own do not say it as the portal does."""

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ResetPasswordForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from icv_portal.accounts.models import User
from icv_portal.jobs import nudge
from icv_portal.outbox.models import SEND_EMAILS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class PasswordResetForm(ResetPasswordForm):
    """Whoever watches the clock does not learn whose address has an account."""

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


def _code_field(help_text: "str | _StrPromise") -> forms.CharField:
    """Digits, spaces between them allowed; a device may fill them in, and they may be pasted."""
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=_("Code"), help_text=help_text, widget=widget, max_length=40)


CODE_OF_DEVICE = _("Six digits that the app on your device shows.")
CODE_OF_EITHER = _("Six digits that the app on your device shows, or one of your recovery codes.")


class UsedOnce:
    """A code is good for three steps of the clock, and remembered by allauth as used for one of them only."""

    user: User

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # of the form beside it
        key = f"second-factor-used:{self.user.pk}:{normalize_user_code(code)}"
        if not cache.add(key, True, timeout=app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(UsedOnce, AuthenticateForm):
    code = _code_field(CODE_OF_EITHER)


class SecondFactorAgainForm(UsedOnce, ReauthenticateForm):
    code = _code_field(CODE_OF_EITHER)


class SetUpSecondFactorForm(ActivateTOTPForm):
    code = _code_field(CODE_OF_DEVICE)
