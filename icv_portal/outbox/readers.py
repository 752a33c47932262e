"""Whom the e-mail about a notice may still be sent to: the app that knows the people says, at start, how to ask."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Expression

PresentAddress = Callable[[datetime], Expression]

_registered: list[PresentAddress] = []


def register(present_address: PresentAddress) -> None:
    """Say how the rows of Email are asked for the address of their person, who reads their notice at this moment.

    It is None for whoever does not read it any more; without a notice, for whoever is not in all its organisations.
    Called by `AppConfig.ready`.
    """
    _registered[:] = [present_address]


def present_address(at: datetime) -> Expression:
    """Raises LookupError when no app has said how to ask."""
    if not _registered:
        raise LookupError("nobody says who reads a notice")
    return _registered[0](at)
