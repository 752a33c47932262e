"""The address printed on documents is chosen before there are any."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError


@pytest.fixture
def installed(settings: Any) -> Any:
    """The settings of an installation that forgot its address."""
    settings.DEBUG = settings.ALLOW_DEMO = False
    settings.BASE_URL = settings.DEFAULT_BASE_URL
    return settings


def test_an_installation_without_its_own_address_is_told(installed: Any):
    assert installed.BASE_URL == "http://localhost:8000"
    with pytest.raises(SystemCheckError, match="BASE_URL is not set"):
        call_command("check")


@pytest.mark.parametrize(
    ("name", "value"), [("DEBUG", True), ("ALLOW_DEMO", True), ("BASE_URL", "https://portal.example")]
)
def test_one_that_has_it_or_needs_none_is_not(installed: Any, name: str, value: object):
    setattr(installed, name, value)
    call_command("check")
