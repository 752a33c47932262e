"""What every page knows of the outbox."""

from django.conf import settings
from django.http import HttpRequest


def mail_page(_request: HttpRequest) -> dict[str, bool]:
    """Whether the letters are shown on a page, to link it."""
    return {"mail_page": settings.MAIL_PAGE}
