"""A broken chain alarms auditors and administrators on their first page, from the night it was found."""

import pytest
from django.urls import reverse

from icv_portal.accounts.models import Membership
from icv_portal.journal import sealing
from tests.approvals.conftest import NOW, SignIn
from tests.factories import cases
from tests.journal.test_models import CHAIN, entry
from tests.tampering import as_database_owner

pytestmark = pytest.mark.django_db
BROKEN = "1 chain of the journal is broken"


@pytest.fixture
def broken(db: None) -> None:
    entry("opened")
    as_database_owner("journal_journalentry", "UPDATE journal_journalentry SET point = '9' WHERE chain_id = %s", CHAIN)
    sealing.seal(at=NOW)


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_a_broken_chain_is_an_alarm(who: str, request: pytest.FixtureRequest, signed_in: SignIn, broken: None):
    browser = signed_in(request.getfixturevalue(who))
    for name in ("home", "audit"):
        page = " ".join(browser.get(reverse(name)).content.decode().split())
        assert BROKEN in page
        assert f"Chain {CHAIN}, entry 1" in page


def test_nobody_else_is_alarmed(signed_in: SignIn, broken: None):
    case = cases.of_natural_monopoly()
    assert BROKEN not in signed_in(case.signatory).get(reverse("home")).content.decode()


def test_a_whole_journal_says_when_it_was_verified(signed_in: SignIn, auditor: Membership):
    entry("opened")
    sealing.seal(at=NOW)
    page = " ".join(signed_in(auditor).get(reverse("audit")).content.decode().split())
    assert BROKEN not in page
    assert "verified on 08.09.2026 11:00" in page
