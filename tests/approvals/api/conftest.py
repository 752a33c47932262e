"""Everybody asks as often as a table has lines."""

import pytest

from icv_portal.api import throttling


@pytest.fixture(autouse=True)
def _as_often_as_one_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    for throttle in (throttling.CallerThrottle, throttling.StrangerThrottle):
        monkeypatch.setattr(throttle, "allow_request", lambda *args: True)
