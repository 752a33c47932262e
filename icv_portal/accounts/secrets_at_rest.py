"""Secrets of second factors: encrypted in the database with a key that is not in it, pictured on the portal's pages."""

import base64
import logging

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

logger = logging.getLogger(__name__)


def _keys() -> MultiFernet:
    """The first of SECOND_FACTOR_KEYS encrypts; former ones still read what was encrypted with them."""
    return MultiFernet([Fernet(_key(passphrase)) for passphrase in settings.SECOND_FACTOR_KEYS])


def _key(passphrase: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"icv_portal second factor").derive
    return base64.urlsafe_b64encode(derived(passphrase.encode()))


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is not right, or it has been used already. Wait for the next one and enter it."
        ),
    }

    def get_totp_issuer(self) -> str:
        """What the person's device calls the entry."""
        return _("ICV development programs")

    def build_totp_svg(self, url: str) -> SafeString:
        """A drawing to stand inside the page: its policy allows no pictures written into addresses."""
        drawing = super().build_totp_svg(url)
        return mark_safe(drawing[drawing.index("<svg") :])  # made here, of black squares

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret whose key is gone is none: a fresh one, which no code fits, makes the administrator reset it."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor was encrypted with a key that is not in SECOND_FACTOR_KEY")
            return generate_totp_secret()
