"""The outbox knows no people: it asks who does, and does not guess where nobody does."""

import pytest

from icv_portal.accounts.addressing import present_address as of_accounts
from icv_portal.outbox import readers
from tests.outbox.letters import AT


def test_accounts_are_asked(monkeypatch):
    assert readers._registered == [of_accounts]
    monkeypatch.setattr(readers, "_registered", [])
    with pytest.raises(LookupError, match="who reads a notice"):
        readers.present_address(AT)


def test_one_app_says_it(monkeypatch):
    monkeypatch.setattr(readers, "_registered", [of_accounts])
    readers.register(of_accounts)
    assert readers._registered == [of_accounts]
