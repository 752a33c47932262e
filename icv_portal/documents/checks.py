"""What must be settled before the first document is made: its printed address can never be changed afterwards."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def printed_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An installation with real people, so without the demo, needs an address that others reach."""
    if settings.DEBUG or settings.ALLOW_DEMO or settings.BASE_URL != settings.DEFAULT_BASE_URL:
        return []
    message = f"BASE_URL is not set: documents and e-mails would name {settings.BASE_URL} for ever."
    return [Error(message, hint="Set BASE_URL to the address at which people reach the portal.", id="documents.E001")]
